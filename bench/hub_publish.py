"""How long a message takes to the public site when ten thousand are there already.

    ausrufer bench hub-publish [--messages 10000] [--rounds 30]

Times in milliseconds. `cold` is a process that has not published before.
"""

import argparse
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.staticfiles", "ausrufer.design", "ausrufer.hub"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    STATIC_URL="/static/",
    LANGUAGE_CODE="de",
    TIME_ZONE="Europe/Berlin",
)
django.setup()

from ausrufer.channels.contract import Outgoing  # noqa: E402 - after Django is set up
from ausrufer.hub.site.entry import Step  # noqa: E402
from ausrufer.hub.site.publishing import Site  # noqa: E402
from ausrufer.hub.site.rebuild import Published, restore  # noqa: E402
from ausrufer.hub.site.settings import read_settings  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

START = datetime(2016, 1, 1, tzinfo=UTC)
TOPICS = ("Verkehr", "Kultur", "Rathaus", "Bauen", "Familie", "Umwelt", "Sport", "Sicherheit")


def run(arguments: list[str]) -> dict[str, float]:
    """Fill a site, then publish into it."""
    parser = argparse.ArgumentParser(prog="ausrufer bench hub-publish")
    parser.add_argument("--messages", type=int, default=10_000, help="Mitteilungen im Bestand")
    parser.add_argument("--rounds", type=int, default=30, help="Wiederholungen")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ausrufer-bench-") as folder:
        return measure(Path(folder), asked.messages, asked.rounds)


def measure(folder: Path, messages: int, rounds: int) -> dict[str, float]:
    """Return the times of filling, publishing, correcting, repeating, withdrawing."""
    site = Site(folder, read_settings(SETTINGS))
    filling = timed(lambda: restore(site, (publication(number) for number in range(messages))))
    numbers = range(messages, messages + rounds)
    publishing = [timed(lambda n=n: site.publish(**step(n))) for n in numbers]
    repeating = [timed(lambda n=n: site.publish(**step(n))) for n in numbers]
    correcting = [timed(lambda n=n: site.publish(**step(n, "corrected"))) for n in numbers]
    old = [timed(lambda n=n: site.publish(**step(n, "corrected"))) for n in range(5)]
    withdrawing = [timed(lambda n=n: site.withdraw(str(n), at=datetime.now(UTC))) for n in numbers]
    return {
        "messages": messages,
        "fill_seconds": round(filling / 1000, 1),
        **spread("publish", publishing),
        **spread("repeat", repeating),
        **spread("correct", correcting),
        **spread("correct_oldest", old),
        **spread("withdraw", withdrawing),
    }


SETTINGS = {
    "base_url": "https://aktuell.musterstadt.example",
    "folder": "musterstadt",
    "town_name": "Musterstadt",
    "contact_email": "presse@musterstadt.example",
}


def outgoing(number: int, correction: str = "") -> Outgoing:
    """Return an ordinary message of about 1,500 characters."""
    paragraph = f"<p>Meldung {number} {correction}. " + "Ein Satz, wie ihn Städte schreiben. " * 10
    return Outgoing(
        public_id=str(number),
        language="de",
        title=f"Mitteilung {number} der Stadt über eine wichtige Sache",
        parts=("Text",),
        html=(paragraph + "</p>") * 4,
        topic=TOPICS[number % len(TOPICS)],
        department=f"Amt für {TOPICS[number % 5]}",
        contact="Anna Beispiel, Tel. 01234 56-789",
        correction=correction,
    )


def step(number: int, correction: str = "") -> dict[str, object]:
    """Return the arguments of one publication: four hours after the one before."""
    at = START + timedelta(hours=8 * number, minutes=1 if correction else 0)
    return {
        "outgoing": outgoing(number, correction),
        "step": Step(f"{number} {correction}", at),
    }


def publication(number: int) -> Published:
    """Return the same as history."""
    return Published(outgoing(number), step(number)["step"])


def timed(work: "Callable[[], object]") -> float:
    """Return how many milliseconds `work` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def spread(name: str, times: list[float]) -> dict[str, float]:
    """Return median, 95th percentile and worst."""
    ordered = sorted(times)
    return {
        f"{name}_p50": round(statistics.median(ordered), 1),
        f"{name}_p95": round(ordered[int(len(ordered) * 0.95)], 1),
        f"{name}_worst": round(ordered[-1], 1),
    }
