"""One message in several languages: equal pages, each with an address of its own."""

from pathlib import Path
from typing import Any

import feedparser
import pytest

from ausrufer.channels.contract import LanguageVersion, Outgoing
from ausrufer.hub.site.entry import Entry
from ausrufer.hub.site.errors import SiteRefused
from ausrufer.hub.site.publishing import Site
from ausrufer.hub.site.rebuild import rebuild
from ausrufer.hub.web.files import Found, look_up
from tests.integration.hub.reading import dead_links, feed, page
from tests.unit.hub.town import NOON, files, message, site, step

ENGLISH = LanguageVersion(
    "en", "en", "English", "Bridge closed", "Until Friday.", "<p>Until Friday.</p>", "Until Friday."
)
ARABIC = LanguageVersion(
    "ar", "ar", "العربيّة", "الجسر مغلق", "حتى الجمعة.", "<p>حتى الجمعة.</p>", rtl=True
)
EASY = LanguageVersion(
    "leichte-sprache",
    "de-simple-x-leicht",
    "Leichte Sprache",
    "Die Brücke ist zu",
    "Bis Freitag.",
    "<p>Bis Freitag.</p>",
)


def several(*versions: LanguageVersion, **changes: Any) -> Outgoing:
    return message(versions=versions or (EASY, ENGLISH, ARABIC), **changes)


def switch(town: Site, path: str) -> list[tuple[str, str, bool]]:
    """Return (name, tag, whether it is this page) of every language offered on a page."""
    [found] = page(town, path).find_class("hub-languages")
    links = found.findall(".//a")
    assert [one.get("lang") for one in links] == [one.get("hreflang") for one in links]
    return [
        (one.text_content(), one.get("lang"), one.get("aria-current") == "page") for one in links
    ]


def status(town: Site, path: str) -> int:
    found = look_up(town.folder, path)
    assert isinstance(found, Found)
    return found.status


def test_every_language_has_a_page_and_leads_to_the_others(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(several(), step())
    names = [("Deutsch", "de"), ("Leichte Sprache", "de-simple-x-leicht"), ("English", "en")]
    names.append(("العربيّة", "ar"))
    for number, folder in enumerate(["", "leichte-sprache/", "en/", "ar/"]):
        here = [(name, tag, place == number) for place, (name, tag) in enumerate(names)]
        assert switch(town, entry.path + folder) == here
    assert dead_links(town) == []


def test_language_and_direction_are_told_to_machines(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(several(), step())
    arabic = page(town, f"{entry.path}ar/")
    [article] = arabic.find_class("h-entry")
    assert (article.get("lang"), article.get("dir")) == ("ar", "rtl")
    assert article.find_class("p-category")[0].getparent().get("lang") == "de"
    [own] = page(town, entry.path).find_class("h-entry")
    assert (own.get("lang"), own.get("dir")) == (None, None)
    base = town.address(entry)
    expected = {
        "de": base,
        "x-default": base,
        "de-simple-x-leicht": f"{base}leichte-sprache/",
        "en": f"{base}en/",
        "ar": f"{base}ar/",
    }
    for folder in ("", "en/"):
        links = page(town, entry.path + folder).xpath("//link[@hreflang]")
        assert {one.get("hreflang"): one.get("href") for one in links} == expected
    [canonical] = page(town, f"{entry.path}en/").xpath("//link[@rel='canonical']")
    assert canonical.get("href") == f"{base}en/"
    text = (town.web / entry.path / "en" / "text.txt").read_text()
    assert text.startswith("Bridge closed\n")
    assert f"{base}en/" in text


def test_one_language_alone_offers_no_choice(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(message(), step())
    assert page(town, entry.path).find_class("hub-languages") == []
    assert page(town, entry.path).xpath("//link[@hreflang]") == []


def test_feeds_keep_one_entry_per_message_in_its_own_language(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(several(), step())
    [item] = feed(town)["items"]
    assert (item["language"], item["url"]) == ("de", town.address(entry))
    assert 'hreflang="en"' in item["content_html"]
    for name in ("feed.atom", "feed.rss"):
        parsed = feedparser.parse((town.web / name).read_bytes())
        assert (parsed.bozo, len(parsed.entries)) == (False, 1)


def corrected(town: Site, *versions: LanguageVersion, number: int = 2) -> Entry:
    changed = message(versions=versions, title="Brücke wieder offen", correction="Offen.")
    return town.publish(changed, step(number))


def test_a_correction_takes_away_and_brings_back_a_language(tmp_path: Path) -> None:
    town = site(tmp_path)
    first = town.publish(several(ENGLISH), step())
    english = f"{first.path}en/"
    corrected(town)
    assert (status(town, first.path), status(town, english)) == (200, 410)
    assert not (town.web / english / "text.txt").exists()
    gone = (town.web / english / "zurueckgezogen.html").read_text()
    assert "Brücke wieder offen" in gone
    assert "Bridge" not in gone
    assert dead_links(town) == []
    corrected(town, ENGLISH, number=3)
    assert status(town, english) == 200


def test_withdrawing_leaves_nothing_of_any_language(tmp_path: Path) -> None:
    town = site(tmp_path)
    entry = town.publish(several(), step())
    town.withdraw(entry.public_id, at=NOON)
    for folder in ("", "en/", "ar/", "leichte-sprache/"):
        assert status(town, entry.path + folder) == 410
    left = b"".join(files(town.folder).values())
    assert b"Bridge" not in left
    assert "الجسر".encode() not in left


def test_a_rebuild_writes_the_same_pages(tmp_path: Path) -> None:
    town = site(tmp_path)
    town.publish(several(), step())
    before = files(town.web)
    rebuild(town)
    assert files(town.web) == before


@pytest.mark.parametrize("slug", ["../en", "en/../..", "", "bilder", "EN", "a"])
def test_an_address_outside_of_the_page_is_refused(tmp_path: Path, slug: str) -> None:
    town = site(tmp_path)
    evil = LanguageVersion(slug, "en", "English", "Bridge", "x", "<p>x</p>")
    with pytest.raises(SiteRefused):
        town.publish(several(evil), step())
    assert not list(town.web.rglob("text.txt"))


def test_markup_of_a_language_is_cleaned_like_any_other(tmp_path: Path) -> None:
    town = site(tmp_path)
    evil = LanguageVersion(
        "en", 'en" onclick="x', "<b>English</b>", "Bridge", "x", "<script>x()</script><p>ok</p>"
    )
    entry = town.publish(several(evil), step())
    shown = page(town, f"{entry.path}en/")
    assert shown.xpath("//script") == shown.xpath("//*[@onclick]") == []
    assert switch(town, entry.path)[1][0] == "<b>English</b>"
