"""Killed at any moment the site stays readable, and whoever writes next completes it."""

import json
import multiprocessing
import os
import random
import signal
import time
from datetime import timedelta
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from ausrufer.hub.site.publishing import Site
from tests.integration.hub.reading import dead_links, file_at
from tests.unit.hub.town import NOON, files, message, picture, site, step

KILLS = 30


def _a_busy_morning(public_folder: Path) -> None:
    """Publish, correct and withdraw; every step the same each time it is taken."""
    town = site(public_folder)
    for number in range(1, 9):
        shown = (picture(700, 400, colour=f"#2233{number:02}"),)
        town.publish(message(number, pictures=shown), step(number))
        if number % 3 == 0:
            corrected = message(number, topic="Kultur", correction="Thema berichtigt")
            town.publish(corrected, step(100 + number))
        if number % 4 == 0:
            town.withdraw(f"mitteilung-{number - 1}", at=NOON + timedelta(days=number))


def _resumed(public_folder: Path) -> None:
    """Take the same steps again as a worker does: those that were settled are not repeated."""
    town = site(public_folder)
    gone = {f"mitteilung-{number - 1}" for number in range(4, 9, 4)}
    for number in range(1, 9):
        entry = town.entries.read(f"mitteilung-{number}")
        shown = (picture(700, 400, colour=f"#2233{number:02}"),)
        if entry is None or entry.withdrawn_at is None:
            town.publish(message(number, pictures=shown), step(number))
            if number % 3 == 0:
                corrected = message(number, topic="Kultur", correction="Thema berichtigt")
                town.publish(corrected, step(100 + number))
        if number % 4 == 0 and f"mitteilung-{number - 1}" in gone:
            town.withdraw(f"mitteilung-{number - 1}", at=NOON + timedelta(days=number))


def _check_readable(town: Site) -> None:
    for file in town.web.rglob("*.html"):
        assert file.read_bytes().rstrip().endswith(b"</html>"), file
        lxml.html.fromstring(file.read_bytes())
    for pattern in ("*.atom", "*.rss", "*.xml"):
        for file in town.web.rglob(pattern):
            lxml.etree.fromstring(file.read_bytes())
    if (town.web / "index.html").exists():
        stories = lxml.html.fromstring((town.web / "index.html").read_bytes())
        for link in stories.xpath("//*[contains(@class, 'hub-card__title')]/a/@href"):
            page = file_at(town, town.settings.address(link.removeprefix("./")))
            gone = page.with_name("zurueckgezogen.html")
            assert page.is_file() or gone.is_file(), link


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_random_moments_nothing_is_half_and_nothing_is_lost(
    tmp_path: Path, seed: int
) -> None:
    _a_busy_morning(tmp_path / "calm")
    chance = random.Random(seed)  # noqa: S311 - moments to kill at
    stormy = tmp_path / "stormy"
    town = site(stormy)
    killed = 0
    for _ in range(KILLS):
        worker = multiprocessing.get_context("fork").Process(target=_resumed, args=(stormy,))
        worker.start()
        time.sleep(chance.uniform(0.005, 0.12))
        if worker.is_alive():
            os.kill(worker.pid or 0, signal.SIGKILL)
            killed += 1
        worker.join()
        _check_readable(town)
    _resumed(stormy)
    assert killed > 0
    assert town.entries.all_unfinished() == ()
    assert dead_links(town) == []
    assert _without_leftovers(town.web) == files(site(tmp_path / "calm").web)


def _without_leftovers(web: Path) -> dict[str, bytes]:
    # Temporary files of killed writers have hidden names no web server shows.
    return {
        path: c for path, c in files(web).items() if not path.rpartition("/")[2].startswith(".")
    }


def test_what_a_crash_left_behind_is_finished_by_the_next_writer(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(message(1), step(1))
    calm = files(town.web)
    # as if killed after the entry was written and before any page was
    town.entries.begin("mitteilung-1", town.entries.unfinished("mitteilung-1"))
    (town.web / entry.path / "index.html").unlink()
    (town.web / "index.html").write_bytes((town.web / "404.html").read_bytes())
    assert town.find("mitteilung-1", "schritt-1") is None
    town.prepare()
    assert town.find("mitteilung-1", "schritt-1") == entry
    assert files(town.web) == calm


def test_a_damaged_index_heals_itself(tmp_path: Path) -> None:
    town = site(tmp_path)
    town.publish(message(1), step(1))
    (town.folder / "index.sqlite3").write_bytes(os.urandom(8192))
    town.publish(message(2), step(2))
    feed = json.loads((town.web / "feed.json").read_bytes())
    assert [item["title"] for item in feed["items"]] == [
        "Brücke Nr. 2 gesperrt",
        "Brücke Nr. 1 gesperrt",
    ]
