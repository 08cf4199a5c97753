"""The feeds, held to the schemas of their formats and read by an independent reader."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
import rnc2rng
from lxml import etree

from ausrufer.hub.site.publishing import Site
from ausrufer.hub.site.rebuild import Published, restore
from tests.integration.hub.reading import feed
from tests.published import SHARED
from tests.unit.hub.town import NOON, files, message, picture, site, step

SCHEMAS = SHARED / "contracts" / "feeds" / "schema" / "feed"
SAMPLES = SHARED / "contracts" / "feeds" / "testdata"
needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the schemas of Atom and RSS lie in ../shared, which is not here"
)
EVIL = "Größe & Maß <b>fett</b> „quer“ 🚧 ]]> \x08"


@pytest.fixture
def town(tmp_path: Path) -> Site:
    """A site with a plain, a corrected, a hostile and a withdrawn message."""
    made = site(tmp_path)
    made.publish(message(1, pictures=(picture(), picture(300, 300))), step(1))
    made.publish(message(2), step(2))
    made.publish(message(2, html="<p>Neu</p>", correction="Uhrzeit"), step(9))
    made.publish(
        message(3, title=EVIL, topic=EVIL, department=EVIL, html=f"<p>{EVIL}</p>", summary=EVIL),
        step(3),
    )
    made.publish(message(4), step(4))
    made.withdraw("mitteilung-4", at=NOON + timedelta(days=1))
    return made


def _atom_grammar() -> etree.RelaxNG:
    # In compact syntax; libxml2 takes no prefix for "no namespace", which the grammar declares.
    compact = (SCHEMAS / "atom_rfc4287.rng").read_text("utf-8")
    grammar = rnc2rng.dumps(rnc2rng.loads(compact)).replace('xmlns:local=""', "")
    return etree.RelaxNG(etree.fromstring(grammar.encode()))


def _feeds(town: Site, name: str) -> list[Path]:
    found = sorted(town.web.rglob(name))
    assert len(found) == 5  # the site, two topics, two departments
    return found


@needs_schemas
def test_atom_feeds_follow_rfc_4287(town: Site) -> None:
    schema = _atom_grammar()
    assert schema.validate(etree.parse(SAMPLES / "weather.atom"))
    assert not schema.validate(etree.parse(SAMPLES / "no_id.atom"))
    for path in _feeds(town, "feed.atom"):
        assert schema.validate(etree.parse(path)), schema.error_log


@needs_schemas
def test_rss_feeds_follow_rss_2(town: Site) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "rss-2_0.xsd"))
    assert not schema.validate(
        etree.fromstring('<rss version="2.0"><channel><foreign/></channel></rss>')
    )
    for path in _feeds(town, "feed.rss"):
        assert schema.validate(etree.parse(path)), schema.error_log


def test_json_feeds_follow_version_1_1(town: Site) -> None:
    for path in _feeds(town, "feed.json"):
        _check_json_feed(json.loads(path.read_bytes()))


def _check_json_feed(found: dict[str, Any]) -> None:
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "home_page_url", "feed_url", "items", "authors"} <= set(found)
    identities = [item["id"] for item in found["items"]]
    assert len(set(identities)) == len(identities)
    for item in found["items"]:
        assert {"id", "url", "title", "content_html", "content_text", "date_published"} <= set(item)
        assert item["url"].startswith("https://aktuell.musterstadt.example/2026/11/")
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).utcoffset() is not None
        for attachment in item.get("attachments", []):
            assert set(attachment) == {"url", "mime_type", "size_in_bytes"}
            assert type(attachment["size_in_bytes"]) is int


def test_the_three_formats_say_the_same(town: Site) -> None:
    atom = feedparser.parse(str(town.web / "feed.atom"))
    rss = feedparser.parse(str(town.web / "feed.rss"))
    plain = feed(town)
    assert (atom.bozo, rss.bozo) == (False, False)
    for item, in_atom, in_rss in zip(plain["items"], atom.entries, rss.entries, strict=True):
        assert in_atom.id == in_rss.id == item["id"]
        assert in_atom.link == in_rss.link == item["url"]
        assert in_atom.content[0].value == in_rss.content[0].value
        assert [link.href for link in in_atom.enclosures][:1] == [
            link.href for link in in_rss.enclosures
        ]
    assert [item["title"] for item in plain["items"]] == [
        "Größe & Maß <b>fett</b> „quer“ 🚧 ]]>",
        "Brücke Nr. 2 gesperrt",
        "Brücke Nr. 1 gesperrt",
    ]


def test_a_correction_moves_updated_and_nothing_else(town: Site) -> None:
    entry = feedparser.parse(str(town.web / "feed.atom")).entries[1]
    assert (entry.published, entry.updated) == (
        "2026-11-24T11:02:00+00:00",
        "2026-11-24T11:09:00+00:00",
    )
    assert "Uhrzeit" in entry.content[0].value


def test_pictures_travel_with_alt_text_type_and_true_size(town: Site) -> None:
    item = feed(town)["items"][2]
    sent = picture()
    assert item["attachments"][0]["size_in_bytes"] == len(sent.content)
    path = item["attachments"][0]["url"].removeprefix(town.settings.base_url)
    assert (town.web / path).read_bytes() == sent.content
    assert 'alt="Gesperrte Brücke"' in item["content_html"]
    assert item["image"] == item["attachments"][0]["url"]


def test_every_address_in_a_feed_is_absolute(town: Site) -> None:
    for item in feed(town)["items"]:
        document = etree.HTML(item["content_html"])
        links = [*document.xpath("//@href"), *document.xpath("//@src")]
        odd = [link for link in links if not link.startswith(("https://", "mailto:", "tel:"))]
        assert odd == []


def test_identities_do_not_depend_on_the_address(tmp_path: Path) -> None:
    here, there = tmp_path / "a", tmp_path / "b"
    site(here).publish(message(), step())
    site(there, base_url="https://anders.example/neu").publish(message(), step())
    atoms = [
        feedparser.parse(str(folder / "musterstadt" / "web" / "feed.atom"))
        for folder in (here, there)
    ]
    assert atoms[0].feed.id == atoms[1].feed.id
    assert atoms[0].entries[0].id == atoms[1].entries[0].id
    assert atoms[1].entries[0].link.startswith("https://anders.example/neu/2026/11/")


def test_a_feed_without_messages_is_valid_and_always_the_same(tmp_path: Path) -> None:
    one, other = site(tmp_path / "a"), site(tmp_path / "b")
    one.prepare()
    other.prepare()
    assert files(one.web) == files(other.web)
    assert feedparser.parse(str(one.web / "feed.atom")).feed.updated == "2000-01-01T00:00:00+00:00"


def test_feeds_hold_the_latest_thirty(tmp_path: Path) -> None:
    town = site(tmp_path)
    restore(town, [Published(message(number), step(number)) for number in range(32)])
    assert [item["title"] for item in feed(town)["items"]] == [
        f"Brücke Nr. {number} gesperrt" for number in range(31, 1, -1)
    ]
