"""`ausrufer bench first-voice [--n 50] [--messages 10000]`: the first journey in figures.

Measured is the whole demo, started by its own command in an empty folder: real web server, real
worker, real PostgreSQL, practice platforms on the same machine. Nothing is warmed up: the first
call of every page counts, and the house is started anew after its past was written. Installing
(`make setup`) happens before and is no part of `first_start`. Times of pages are those a client on
the same machine sees, so they include the web server. Every figure stands beside its aim; the
yardsticks of the same run tell how busy the machine was.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from ausrufer.project.supervision.ports import free_ports
from bench.caller import Caller
from bench.figures import all_met, figure, spread
from bench.house import House, running_house
from bench.installed import installed_size
from bench.memory import memory_of
from bench.yardstick import yardstick

FIRST_START_AIM, LATER_START_AIM, MEMORY_AIM = 180.0, 10.0, 400.0
FEW = 60  # messages: every list has more than a page, whatever it shows


def run(arguments: list[str]) -> dict[str, Any]:
    """Measure everything; takes about six minutes with ten thousand messages."""
    parser = argparse.ArgumentParser(prog="ausrufer bench first-voice")
    parser.add_argument("--n", type=int, default=50, help="Wiederholungen jeder Messung")
    parser.add_argument("--messages", type=int, default=10_000, help="Mitteilungen im Bestand")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ausrufer-bench-", ignore_cleanup_errors=True) as path:
        folder = Path(path)
        folder.chmod(0o755)  # as root the database has an account of its own, which must come in
        found = _measured(folder / "demo", asked.n, asked.messages)
    return {"met": all_met(found), "messages": asked.messages, **found}


def _measured(folder: Path, rounds: int, messages: int) -> dict[str, Any]:
    port = free_ports(("web",))["web"]
    with running_house(folder, port) as house:
        _say("the practice town is there")
        first = _new_house(house, messages)
    with running_house(folder, port) as house:
        _say("started again, with the past")
        later = _house_with_past(house, rounds, first.pop("queries_few"))
    return {
        "adaptation": later["adaptation"],
        "preview": later["preview"],
        "approve_to_visible": later["visible"],
        "pages": later["pages"],
        "claims": later["claims"],
        "memory_mb": {"idle": first["memory"], "idle_after_work": later["memory"]},
        "first_start_s": figure(first["started"], FIRST_START_AIM),
        "later_start_s": figure(later["started"], LATER_START_AIM),
        "installed": installed_size(),
        "yardsticks": {**yardstick(folder), **later["yardsticks"]},
    }


def _new_house(house: House, messages: int) -> dict[str, Any]:
    """Measure what is new, then give it a past."""
    house.settle()
    memory = _memory(house)
    house.use_django()
    from django.db import connections  # all of these need Django

    from bench.pages import addresses, query_counts
    from bench.past import Past
    from bench.people import acting_as, cookie_of
    from bench.site import fill_site

    with acting_as("Anna") as anna:
        past = Past()
        past.write(range(FEW))
        cookie = cookie_of(anna)
        query_counts(cookie, addresses())  # who looks at a page first has more to note
        counts = query_counts(cookie, addresses())
        _say(f"writing {messages} messages")
        past.write(range(FEW, messages))
        _say("writing their public pages")
        fill_site()
    connections.close_all()  # the database goes away with the house
    return {"started": house.started_after, "memory": memory, "queries_few": counts}


def _house_with_past(house: House, rounds: int, few: dict[str, int]) -> dict[str, Any]:
    from bench.adapting import adaptation, preview  # all of these need Django
    from bench.claims import claims
    from bench.pages import addresses, page_times, query_counts
    from bench.people import acting_as, cookie_of
    from bench.visible import approve_to_visible

    with acting_as("Anna") as anna:
        cookie = cookie_of(anna)
        caller = Caller(house.port, {"Cookie": cookie})
        times = page_times(caller, addresses(), rounds)
        many = query_counts(cookie, addresses())
        _say("pages measured")
        found = {
            "adaptation": adaptation(rounds),
            "preview": preview(caller, cookie, rounds),
            "visible": approve_to_visible(house.port, house.log_ins, rounds),
        }
        found["claims"] = claims(rounds)
    fresh = Caller(house.port, {})  # the server ends a connection on which nothing was said so long
    select_1 = [fresh.get("/health/ready").seconds for _ in range(2 * rounds)]
    house.settle()
    return {
        **found,
        "started": house.started_after,
        "pages": {name: {**one, **_queries(few[name], many[name])} for name, one in times.items()},
        "memory": _memory(house),
        "yardsticks": {"view_select_1": spread(select_1)},
    }


def _queries(few: int, many: int) -> dict[str, Any]:
    return {"queries": {"few_messages": few, "many_messages": many, "met": few == many}}


def _memory(house: House) -> dict[str, Any]:
    found = memory_of(house.pid)
    return {**figure(found["total_mb"], MEMORY_AIM), "by_process": found["by_process"]}


def _say(line: str) -> None:
    print(line, file=sys.stderr)
