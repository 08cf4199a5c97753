"""`ausrufer bench calendar [--n 50] [--entries 2000]`: a month of the calendar that is full.

Measured is the whole demo as in `first-voice`: real web server, real PostgreSQL. Every view is
asked for, the first call counts; `cpu_ms` is the mean CPU of the whole house for one call. Times
are those a client on the same machine sees; the yardsticks of the same run tell how busy the
machine was.
"""

import argparse
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ausrufer.project.supervision.ports import free_ports
from bench.caller import Caller
from bench.cpu import cpu_seconds
from bench.figures import all_met, spread
from bench.house import House, running_house
from bench.yardstick import yardstick

ENTRIES = 2000
FEW = 20  # entries: enough that every part of the page is there
DAYS = 28  # every month has them
VIEWS = ("monat", "woche", "liste", "tag")
GOOD_TIMES = "monat, gute Zeiten"
FIGURES = 500  # as many publications as are compared at most
AIM_MS = 150.0
TOLD = ("draft", "in_approval", "scheduled")


def run(arguments: list[str]) -> dict[str, Any]:
    """Measure all views with many entries, and count their queries with few and many."""
    parser = argparse.ArgumentParser(prog="ausrufer bench calendar")
    parser.add_argument("--n", type=int, default=50, help="Wiederholungen jeder Messung")
    parser.add_argument("--entries", type=int, default=ENTRIES, help="Mitteilungen eines Monats")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ausrufer-bench-", ignore_cleanup_errors=True) as path:
        folder = Path(path)
        folder.chmod(0o755)  # as root the database has an account of its own, which must come in
        with running_house(folder / "demo", free_ports(("web",))["web"]) as house:
            found = _measured(house, asked.n, asked.entries)
        found["yardsticks"] = yardstick(folder)
    return {"met": all_met(found), "entries": asked.entries, **found}


def _measured(house: House, rounds: int, entries: int) -> dict[str, Any]:
    house.use_django()
    from django.db import connections  # all of these need Django

    from bench.people import acting_as, cookie_of

    with acting_as("Anna") as anna:
        found = calendar_figures(house, cookie_of(anna), rounds, entries)
    connections.close_all()  # the database goes away with the house
    return found


def calendar_figures(
    house: House, cookie: str, rounds: int, entries: int = ENTRIES
) -> dict[str, Any]:
    """Fill a month and look at it in every view; the organisation must be in scope."""
    from bench.pages import query_counts  # needs Django

    month = _next_month()
    views = {name: f"/desk/kalender/?ansicht={name}&tag={month:%Y-%m-15}" for name in VIEWS}
    views[GOOD_TIMES] = f"{views['monat']}&kanal={_measured_channel(month)}"
    _fill(month, range(FEW), entries)
    query_counts(cookie, views)  # a session's first page has more to note
    few = query_counts(cookie, views)
    _fill(month, range(FEW, entries), entries)
    print(f"{entries} entries in {month:%m/%Y}", file=sys.stderr)
    many = query_counts(cookie, views)
    # a connection of its own: the server ends one on which nothing was said while rows were written
    times = _times(house, Caller(house.port, {"Cookie": cookie}), views, rounds)
    return {
        "views": {
            name: {
                **times[name],
                "queries": {"few": few[name], "many": many[name], "met": few[name] == many[name]},
            }
            for name in views
        }
    }


def _measured_channel(month: datetime) -> str:
    """Give a channel so many figures that good times are marked; returns its key."""
    from ausrufer.announcements.models import Figure  # all of these need Django
    from ausrufer.channels.models import Channel
    from ausrufer.delivery.models import Delivery

    channel = Channel.objects.get(kind="mastodon")
    made = [
        Delivery(
            organisation_id=channel.organisation_id,
            subject=f"announcement:bench-{number}",
            channel=channel,
            purpose="publish",
            fingerprint="x",
            state="settled",
            due_at=at,
            settled_at=at,
        )
        for number in range(FIGURES)
        for at in [month - timedelta(days=60, hours=7 * number)]
    ]
    Delivery.objects.bulk_create(made)
    Figure.objects.bulk_create(
        Figure(
            organisation_id=channel.organisation_id,
            delivery=one,
            channel=channel,
            published_at=one.due_at,
            hours=24,
            measured_at=one.due_at,
            numbers={"likes": 30 if one.due_at.hour in {9, 16} else 5, "shares": 1, "replies": 2},
        )
        for one in made
    )
    return str(channel.public_id)


def _times(house: House, caller: Caller, views: dict[str, str], rounds: int) -> dict[str, Any]:
    found = {}
    for name, path in views.items():
        before = cpu_seconds(house.pid)
        seconds = [caller.get(path).seconds for _ in range(rounds)]
        cpu = round((cpu_seconds(house.pid) - before) / rounds * 1000, 1)
        found[name] = {"cpu_ms": cpu, **spread(seconds, aim_p95=AIM_MS)}
    return found


def _next_month() -> datetime:
    from ausrufer.foundation.clock import in_town_time, now

    first = in_town_time(now()).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1)


def _fill(month: datetime, numbers: range, entries: int) -> None:
    """Write messages spread evenly over the month, on every channel."""
    from django.db import connection  # all of these need Django

    from ausrufer.announcements.models import Announcement, Placement
    from ausrufer.foundation.clock import now
    from ausrufer.organisations.models import Department
    from ausrufer.training.town import usual_channels
    from bench.texts import text

    department, channels, moment = Department.objects.all()[0], list(usual_channels()), now()
    written = [
        Announcement(
            organisation_id=department.organisation_id,
            department=department,
            title=text(number).title,
            body=text(number).body,
            publish_at=month + number * timedelta(days=DAYS) / entries,
            state=TOLD[number % len(TOLD)],
            created_at=moment,
            changed_at=moment,
        )
        for number in numbers
    ]
    Announcement.objects.bulk_create(written)
    Placement.objects.bulk_create(
        Placement(organisation_id=one.organisation_id, announcement=one, channel=channel)
        for one in written
        for channel in channels
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum would
