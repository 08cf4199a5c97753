"""`ausrufer bench desk [--n 50]`: what the desk promises to do in which time, in one answer.

Measured is the whole demo as in `first-voice`: real web server, real PostgreSQL; nothing is warmed
up. `everywhere` is the page with the previews of one message on every network the house knows, a
different message each time, `cpu_ms` the mean CPU of the whole house for one call; `forms` is what
of it is computing without the page. `keystroke` is measured in a real Chromium on the page to
write on: from the key going down to the moment the frame with the new preview is painted, the
page's own delay included. `calendar` is a month of 2,000 entries (`calendar.py`), `preflight` the
checks of a message's words (`preflight.py`). `search` is searching among 100,000 messages
(`search.py`; `--only search` for it alone). All but that needs a Chromium (`AUSRUFER_CHROMIUM`).
The yardsticks of the same run tell how busy the machine was.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from ausrufer.project.supervision.ports import free_ports
from bench.calendar import calendar_figures
from bench.caller import Caller
from bench.cpu import cpu_seconds
from bench.figures import all_met, spread
from bench.house import House, running_house
from bench.yardstick import yardstick

EVERYWHERE_AIM_MS, KEYSTROKE_AIM_MS = 60.0, 150.0
MESSAGES = 20  # different ones, so that nothing is remembered from the time before
WORDS = "Die Sperrung dauert bis Freitag. "
# From a key to the frame after the one in which the answer was put into the page.
WATCH = """() => {
  addEventListener("keydown", () => { window.began = performance.now(); }, true);
  document.body.addEventListener("htmx:afterSettle", (told) => {
    if (told.target.id !== "vorschau") return;
    requestAnimationFrame(() => setTimeout(() => {
      window.painted(performance.now() - window.began);
    }));
  });
}"""

AWAIT = "() => { window.next = new Promise((done) => { window.painted = done; }); }"


def run(arguments: list[str]) -> dict[str, Any]:
    """Measure all parts or one; all together take about four minutes."""
    parser = argparse.ArgumentParser(prog="ausrufer bench desk")
    parser.add_argument("--n", type=int, default=50, help="Wiederholungen jeder Messung")
    parser.add_argument("--messages", type=int, default=100_000, help="Mitteilungen im Bestand")
    parser.add_argument("--only", choices=["search"], help="nur diesen Teil")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ausrufer-bench-", ignore_cleanup_errors=True) as path:
        folder = Path(path)
        folder.chmod(0o755)  # as root the database has an account of its own, which must come in
        with running_house(folder / "demo", free_ports(("web",))["web"]) as house:
            found = _measured(house, asked)
        found["yardsticks"] = {**found["yardsticks"], **yardstick(folder)}
    return {"met": all_met(found), **found}


def _measured(house: House, asked: argparse.Namespace) -> dict[str, Any]:
    house.settle()
    house.use_django()
    from django.db import connections  # all of these need Django

    from bench.people import acting_as, cookie_of
    from bench.search import search_figures

    with acting_as("Anna") as anna:
        cookie = cookie_of(anna)
        found = {} if asked.only else _writing(house, anna, cookie, asked.n)
        # a connection of its own: the server ends one on which nothing is said for long
        caller = Caller(house.port, {"Cookie": cookie})
        found["search"] = search_figures(house, caller, cookie, asked.messages, asked.n)
        health = [caller.get("/health/ready").seconds for _ in range(asked.n)]
    connections.close_all()  # the database goes away with the house
    return {**found, "yardsticks": {"view_select_1": spread(health)}}


def _writing(house: House, anna: Any, cookie: str, rounds: int) -> dict[str, Any]:
    from ausrufer.channels import registry  # both need Django
    from bench import preflight

    written = _written(anna)
    caller = Caller(house.port, {"Cookie": cookie})
    print(f"{len(written)} messages written", file=sys.stderr)
    found = {
        "networks": len(registry.every_kind()),
        "everywhere": _everywhere(house, caller, written, rounds),
        "forms": _forms(written, rounds),
    }
    print("pages measured", file=sys.stderr)
    address = f"http://127.0.0.1:{house.port}"
    found["keystroke"] = _keystroke(address, cookie, written[0], rounds)
    print("keys pressed", file=sys.stderr)
    found["calendar"] = calendar_figures(house, cookie, rounds)
    found["preflight"] = preflight.run([])
    return found


def _written(member: Any) -> list[Any]:
    """Write drafts on all channels, each with a picture."""
    from ausrufer.announcements.actions.pictures import attach_picture
    from ausrufer.announcements.actions.write import create_announcement
    from ausrufer.announcements.content import Content
    from ausrufer.channels.testing import example_picture
    from ausrufer.organisations.queries import departments_to_write
    from ausrufer.training.town import usual_channels
    from bench.texts import text

    department, channels = departments_to_write(member)[0], list(usual_channels())
    found = []
    for number in range(MESSAGES):
        words = text(number)
        one = create_announcement(
            actor=member.actor,
            department=department,
            content=Content(title=words.title, body=words.body, topic=words.topic),
            channels=channels,
        )
        attach_picture(
            member=member,
            announcement=one,
            content=example_picture(0).content,
            file_name="bild.png",
            alt_text="Eine Absperrung vor einer Brücke",
            decorative=False,
        )
        one.refresh_from_db()
        found.append(one)
    return found


def _everywhere(house: House, caller: Caller, written: list[Any], rounds: int) -> dict[str, Any]:
    seconds, size = [], 0
    before = cpu_seconds(house.pid)
    for number in range(rounds):
        one = written[number % len(written)]
        answer = caller.get(f"/desk/mitteilungen/{one.public_id}/ueberall/")
        seconds.append(answer.seconds)
        size = max(size, len(answer.body))
    cpu = round((cpu_seconds(house.pid) - before) / rounds * 1000, 1)
    return {"bytes": size, "cpu_ms": cpu, **spread(seconds, aim_p95=EVERYWHERE_AIM_MS)}


def _forms(written: list[Any], rounds: int) -> dict[str, Any]:
    """Compute forms, findings and previews for every network; no database, no page."""
    from ausrufer.announcements.renditions import renditions_elsewhere
    from ausrufer.channels import registry
    from ausrufer.channels.models import Channel

    channels = [Channel(kind=one.kind, name=one.label) for one in registry.every_kind()]
    prepared = [(one, list(one.pictures.all())) for one in written]
    seconds = []
    for number in range(rounds):
        message, pictures = prepared[number % len(prepared)]
        began = time.perf_counter()
        for rendition in renditions_elsewhere(message, channels, [], pictures):
            _ = rendition.preview
        seconds.append(time.perf_counter() - began)
    return spread(seconds)


def _keystroke(address: str, cookie: str, message: Any, rounds: int) -> dict[str, Any]:
    from tests.journeys.browsing import browsers, new_page

    name, value = cookie.split("=", 1)
    with browsers() as launch:
        page = new_page(launch())
        page.context.add_cookies([{"name": name, "value": value, "url": address}])
        page.goto(f"{address}/desk/mitteilungen/{message.public_id}/aendern/")
        page.evaluate(WATCH)
        page.locator("#id_body").focus()
        seconds = []
        for number in range(rounds):
            page.evaluate(AWAIT)
            page.keyboard.press(WORDS[number % len(WORDS)])
            seconds.append(page.evaluate("window.next") / 1000)
    return spread(seconds, aim_p95=KEYSTROKE_AIM_MS)
