"""A site written anew is the site that grew message by message."""

import shutil
from datetime import timedelta
from pathlib import Path

from ausrufer.hub.site.publishing import Site
from ausrufer.hub.site.rebuild import (
    Published,
    Rebuilt,
    Withdrawn,
    needs_rebuild,
    rebuild,
    rebuild_outdated,
    restore,
)
from tests.integration.hub.reading import dead_links, page, titles
from tests.unit.hub.town import NOON, files, message, picture, site, step, times


def _history(count: int) -> list[Published | Withdrawn]:
    topics = ("Verkehr", "Kultur", "Rathaus")
    return [
        Published(
            message(number, topic=topics[number % 3], summary="", hashtags=()),
            step(number, minutes=60 * 8 * number),
        )
        for number in range(count)
    ]


def test_pages_are_the_same_however_they_came_about(tmp_path: Path) -> None:
    grown, anew = site(tmp_path / "grown"), site(tmp_path / "anew")
    shown = picture(700, 300)
    grown.publish(message(1, pictures=(shown,)), step(1))
    grown.publish(message(2, topic="Kultur"), step(2))
    grown.publish(message(1, pictures=(shown,), topic="Kultur", correction="Thema"), step(3))
    grown.withdraw("mitteilung-2", at=NOON + timedelta(days=1))
    history = [
        Published(message(1, pictures=(shown,)), step(1)),
        Published(message(2, topic="Kultur"), step(2)),
        Published(message(1, pictures=(shown,), topic="Kultur", correction="Thema"), step(3)),
        Withdrawn("mitteilung-2", NOON + timedelta(days=1)),
    ]
    assert restore(anew, history) == Rebuilt(2, ())
    assert files(anew.web) == files(grown.web)
    written = times(grown.web)
    assert rebuild(grown) == Rebuilt(2, ())
    assert times(grown.web) == written


def test_long_lists_grow_by_cutting_off_parts_that_then_stay(tmp_path: Path) -> None:
    grown = site(tmp_path / "grown")
    history = _history(133)
    restore(grown, history[:128])
    for publication in history[128:]:
        assert isinstance(publication, Published)
        grown.publish(publication.outgoing, publication.step)
    corrected = message(5, topic="Rathaus", title="Alte Brücke", correction="Titel")
    grown.publish(corrected, step(900))
    history.append(Published(corrected, step(900)))
    _compare_with_anew(grown, tmp_path / "corrected", history)
    for number in (3, 129, 40, 41, 42, 60):
        grown.withdraw(f"mitteilung-{number}", at=NOON + timedelta(days=99))
        history.append(Withdrawn(f"mitteilung-{number}", NOON + timedelta(days=99)))
    _compare_with_anew(grown, tmp_path / "withdrawn", history)


def _compare_with_anew(grown: Site, folder: Path, history: list[Published | Withdrawn]) -> None:
    anew = site(folder)
    restore(anew, history)
    assert files(anew.web) == files(grown.web)
    assert dead_links(grown) == []


def test_every_message_of_a_long_list_is_on_one_of_its_pages(tmp_path: Path) -> None:
    town = site(tmp_path)
    restore(town, [Published(message(number), step(number)) for number in range(135)])
    parts = [titles(town, "amt/tiefbauamt/"), titles(town, "amt/tiefbauamt/teil-1/")]
    assert [len(part) for part in parts] == [35, 100]
    assert [*parts[0], *parts[1]] == [f"Brücke Nr. {n} gesperrt" for n in range(134, -1, -1)]


def test_a_new_message_touches_only_what_names_it(tmp_path: Path) -> None:
    town = site(tmp_path)
    restore(town, _history(40))
    before = times(town.web)
    town.publish(message(99, topic="Kultur", title="Neu"), step(99, minutes=60 * 8 * 50))
    after = times(town.web)
    touched = sorted(path for path in after if before.get(path) != after[path])
    assert touched == sorted(
        [
            "index.html", "feed.atom", "feed.rss", "feed.json",
            "archiv/index.html", "archiv/2026/12/index.html", "archiv/2026/12/sitemap.xml",
            "thema/kultur/index.html", "thema/kultur/feed.atom", "thema/kultur/feed.rss",
            "thema/kultur/feed.json", "amt/tiefbauamt/index.html", "amt/tiefbauamt/feed.atom",
            "amt/tiefbauamt/feed.rss", "amt/tiefbauamt/feed.json",
            f"{town.entries.read('mitteilung-99').path}index.html",
            f"{town.entries.read('mitteilung-99').path}text.txt",
        ]
    )  # fmt: skip


def test_new_settings_ask_for_a_rebuild_and_get_it(tmp_path: Path) -> None:
    town = site(tmp_path)
    old = town.publish(message(1), step(1))
    assert needs_rebuild(town) is False
    renamed = site(tmp_path, town_name="Neustadt", accent="#7a0019")
    assert needs_rebuild(renamed) is True
    renamed.publish(message(2), step(2))
    assert needs_rebuild(renamed) is True
    assert "Neustadt" not in page(renamed, old.path).text_content()
    rebuild(renamed)
    assert needs_rebuild(renamed) is False
    assert "Musterstadt" not in page(renamed, old.path).text_content()
    assert len(list((renamed.web / "_assets").iterdir())) == 1
    assert dead_links(renamed) == []


def test_outdated_sites_are_rebuilt_whatever_happens_to_others(tmp_path: Path) -> None:
    current = site(tmp_path)
    current.publish(message(1), step(1))
    old = site(tmp_path, folder="nachbarstadt", base_url="https://nachbar.example")
    entry = old.publish(message(1), step(1))
    site(
        tmp_path,
        folder="nachbarstadt",
        base_url="https://nachbar.example",
        town_name="Nachbarstadt",
    ).prepare()
    broken = site(tmp_path, folder="aalstadt", base_url="https://aal.example")
    broken.prepare()
    site(tmp_path, folder="aalstadt", base_url="https://aal.example", town_name="A").prepare()
    (broken.folder / ".lock").unlink()
    (broken.folder / ".lock").mkdir()
    outcomes = dict(rebuild_outdated(tmp_path))
    assert sorted(outcomes) == ["aalstadt", "nachbarstadt"]
    assert outcomes["nachbarstadt"] == "1 messages, ()"
    assert outcomes["aalstadt"].startswith("not rebuilt: ")
    assert "Nachbarstadt" in page(old, entry.path).text_content()
    assert [folder for folder, _ in rebuild_outdated(tmp_path)] == ["aalstadt"]


def test_a_rebuild_brings_back_lost_pages_and_removes_strangers(tmp_path: Path) -> None:
    town = site(tmp_path)
    town.publish(message(1, pictures=(picture(700, 300),)), step(1))
    whole = files(town.web)
    for lost in ("2026", "thema", "_assets"):
        shutil.rmtree(town.web / lost)
    for variant in town.web.glob("bilder/*/*.webp"):
        variant.unlink()
    stranger = town.web / "2026" / "01" / "fremd"
    stranger.mkdir(parents=True)
    (stranger / "index.html").write_text("fremd")
    (town.web / "bilder" / ("0" * 32)).mkdir()
    (town.web / ".new-rest").write_text("halb")
    assert rebuild(town) == Rebuilt(1, ())
    assert files(town.web) == whole


def test_a_lost_picture_is_told_and_the_words_stay(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(message(1, pictures=(picture(),)), step(1))
    shutil.rmtree(town.web / "bilder")
    assert rebuild(town) == Rebuilt(1, ("Zur Mitteilung „Brücke Nr. 1 gesperrt“ fehlt ein Bild.",))
    assert page(town, entry.path).find(".//h1").text_content() == "Brücke Nr. 1 gesperrt"
