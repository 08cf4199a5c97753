"""Script in titles and texts: no feed carries it as anything but words."""

import json
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html

from ausrufer.announcements.adaptation.formatting import to_html
from ausrufer.hub.site.publishing import Site
from tests.unit.hub.town import message, site, step

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"' ]]> &lt;b&gt;"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def town(tmp_path: Path) -> Site:
    made = site(tmp_path)
    made.publish(
        message(
            1,
            title=SCRIPT,
            topic=SCRIPT,
            department=SCRIPT,
            contact=SCRIPT,
            html=to_html(f"Davor\n\n{SCRIPT}\n\n[{SCRIPT}](javascript:alert(1))"),
            summary=SCRIPT,
        ),
        step(1),
    )
    return made


def texts_of(town: Site, name: str) -> list[bytes]:
    found = [one.read_bytes() for one in sorted(town.web.rglob(name))]
    assert found, name
    return found


def is_harmless(markup: str) -> bool:
    """Tell whether a reader that shows this HTML runs nothing; it must hold the words at all."""
    tree = html.fragment_fromstring(markup, create_parent="div")
    risky = tree.xpath("//script | //img[@src='x'] | //*[@onerror or @onclick]")
    risky += [one for one in tree.xpath("//a/@href") if one.lower().startswith("javascript")]
    return "alert(1)" in tree.text_content() and not risky


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss"])
def test_no_feed_of_xml_holds_a_foreign_element(town: Site, name: str) -> None:
    for raw in texts_of(town, name):
        tree = etree.fromstring(raw)  # fails where anything is not escaped
        assert not [one.tag for one in tree.iter("{*}script", "{*}img")]


def test_titles_are_words(town: Site) -> None:
    said = " ".join(SCRIPT.split())
    for raw in texts_of(town, "feed.atom"):
        for title in etree.fromstring(raw).iter(f"{ATOM}title"):
            assert title.get("type", "text") == "text"
        titles = [one.text for one in etree.fromstring(raw).findall(f"{ATOM}entry/{ATOM}title")]
        assert titles == [said]
    for raw in texts_of(town, "feed.rss"):
        assert [one.text for one in etree.fromstring(raw).findall("channel/item/title")] == [said]
    for raw in texts_of(town, "feed.json"):
        assert [one["title"] for one in json.loads(raw)["items"]] == [said]


def test_texts_run_nothing_in_a_reader(town: Site) -> None:
    for name in ("feed.atom", "feed.rss"):
        for raw in texts_of(town, name):
            (entry,) = feedparser.parse(raw, sanitize_html=False).entries
            assert is_harmless(entry.content[0].value), name
    for raw in texts_of(town, "feed.json"):
        assert all(is_harmless(one["content_html"]) for one in json.loads(raw)["items"])
