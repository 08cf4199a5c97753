"""Feeds that mean harm, are broken or are no feeds: refused with a sentence people understand."""

import re
import time
import tracemalloc
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ausrufer.intake.feeds import Feed, FeedRefused, read_feed, to_body
from tests.unit.intake.papers import ENTRY, FEED_URL, FULL, ITEM, atom, rss

ENTITIES = (
    "Der Feed enthält eigene Textersetzungen (XML-Entitäten), mit denen sich Rechner angreifen "
    "lassen. Er wird deshalb nicht gelesen."
)
NO_FEED = "Das ist XML, aber kein RSS- oder Atom-Feed."
NO_XML = "Das ist kein Feed: Der Inhalt ist kein XML."
INVALID = (
    "Der Feed ist kein gültiges XML (Zeile 1, Zeichen …). "
    "Bitte lassen Sie ihn auf der Website berichtigen."
)
NESTED = "Der Feed ist ungewöhnlich tief verschachtelt."


def reason(content: bytes, **options: str) -> str:
    with pytest.raises(FeedRefused) as refused:
        read_feed(content, **options)
    assert str(refused.value) == refused.value.for_staff
    return refused.value.for_staff


def doctype(inside: str, text: str = "&a;") -> bytes:
    return rss(
        f"<guid>1</guid><title>{text}</title>",
        declaration=f'<?xml version="1.0"?><!DOCTYPE rss [{inside}]>',
    ).encode()


LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise("abcdefghij")
)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(doctype(LAUGHS, "&j;"), id="billion laughs"),
        pytest.param(
            doctype(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 50_000), id="quadratic blowup"
        ),
        pytest.param(doctype('<!ENTITY a SYSTEM "file:///etc/passwd">'), id="local file"),
        pytest.param(doctype('<!ENTITY a SYSTEM "http://169.254.169.254/">'), id="metadata"),
        pytest.param(doctype('<!ENTITY a PUBLIC "x" "http://boese.example/">'), id="public"),
        pytest.param(
            doctype('<!ENTITY % p SYSTEM "http://boese.example/x.dtd"> %p;', "x"), id="parameter"
        ),
        pytest.param(doctype('<!ENTITY a "harmlos">'), id="harmless"),
        pytest.param(
            doctype('<!NOTATION n SYSTEM "n"><!ENTITY a SYSTEM "x" NDATA n>', "x"), id="unparsed"
        ),
        pytest.param(doctype(LAUGHS, "&j;").decode().encode("utf-16"), id="in UTF-16"),
    ],
)
def test_entities(content: bytes) -> None:
    assert reason(content) == ENTITIES


def test_a_document_type_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    """Were it read, its entity would be known."""
    (tmp_path / "x.dtd").write_text('<!ENTITY a "gelesen">')
    content = rss(
        "<guid>1</guid><title>x</title>",
        declaration=f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{tmp_path.as_uri()}/x.dtd">',
    )
    (item,) = read_feed(content.encode()).items
    assert item.title == "x"
    titled = content.replace("<title>x</title>", "<title>x&a;</title>")
    assert reason(titled.encode()).startswith("Der Feed ist kein gültiges XML (Zeile 1, Zeichen")


def test_xinclude_is_not_followed() -> None:
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    )
    (item,) = read_feed(rss(ITEM + f"<description>{include}</description>").encode()).items
    assert "root:" not in item.html + item.summary


def test_a_feed_of_thirty_megabytes() -> None:
    content = rss(*[ITEM] * 120_000).encode()
    assert len(content) > 25_000_000
    assert reason(content) == "Der Feed ist zu groß: höchstens 5 MB werden gelesen."


def test_nesting_without_end() -> None:
    assert reason(b"<rss>" + b"<a>" * 10_000 + b"</a>" * 10_000 + b"</rss>") == NESTED
    assert reason(b"<a>" * 1_000_000) == NESTED
    xhtml = '<div xmlns="http://www.w3.org/1999/xhtml">' + "<b>" * 5_000 + "</b>" * 5_000 + "</div>"
    entry = f'<id>1</id><title>x</title><content type="xhtml">{xhtml}</content>'
    assert reason(atom(entry).encode()) == NESTED


def test_more_elements_than_any_feed_has() -> None:
    content = rss(ITEM, head="<a/>" * 1_000_000).encode()
    assert reason(content) == "Der Feed hat ungewöhnlich viele Elemente."


@pytest.mark.parametrize("tag", ["div", "b", "table", "blockquote", "ul"])
def test_nesting_in_the_text_of_one_item_leaves_that_one_out(tag: str) -> None:
    text = f"<![CDATA[{f'<{tag}>' * 10_000}x]]>"
    deep = f"<guid>2</guid><title>Tief</title><description>{text}</description>"
    feed = read_feed(rss(deep, ITEM).encode())
    assert [item.guid for item in feed.items] == ["m-1"]
    assert [skipped.reason for skipped in feed.skipped] == [
        "Eintrag „Tief“: Sein Text ist ungewöhnlich tief verschachtelt."
    ]


SLOW = {
    "open paragraphs": "<p>",
    "open list items": "<li>",
    "numbered": "<ol><li>",
    "open comments": "<!--",
    "open links": "<a href='",
    "brackets": "<",
    "ampersands": "&amp;",
    "formatting": "<b><i>x</b>",
    "spaces": " ",
    "punctuation": ".",
    "bold punctuation": "<b>. </b>",
    "nothing in between": "<u></u>",
    "breaks": "<br>",
    "cells": "<td>x",
    "rows": "<tr><td>x",
    "stars": "*",
    "escapes": "\\",
    "square brackets": "[",
    "letters": "x",
    "numbers": "1. ",
    "links": '<a href="https://x.example/">https://x.example/</a>',
    "pictures": '<img src="https://x.example/a.jpg">',
}


@pytest.mark.parametrize("name", SLOW)
def test_texts_that_aim_at_the_clock(name: str) -> None:
    """Generous: what grows with the square of the length would take minutes."""
    text = (SLOW[name] * 200_000)[:200_000]
    content = rss(f"<guid>1</guid><title>x</title><description><![CDATA[{text}]]></description>")
    started = time.perf_counter()
    for item in read_feed(content.encode()).items:
        to_body(item.html)
    assert time.perf_counter() - started < 60


def test_a_text_that_is_too_long_leaves_its_item_out() -> None:
    long = f"<guid>2</guid><title>Lang</title><description>{'x' * 200_001}</description>"
    feed = read_feed(rss(long, ITEM).encode())
    assert [item.guid for item in feed.items] == ["m-1"]
    assert [skipped.reason for skipped in feed.skipped] == [
        "Eintrag „Lang“: Sein Text ist zu lang: höchstens 200000 Zeichen werden gelesen."
    ]


def test_pictures_as_letters_do_not_count() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 300_000}"> Text'
    text = f"<guid>1</guid><title>x</title><description><![CDATA[{picture}]]></description>"
    (item,) = read_feed(rss(text).encode()).items
    assert (item.html, item.enclosures) == ("<p>Text</p>", ())


def test_five_megabytes_of_items_in_bearable_time_and_memory() -> None:
    items = [ITEM.replace("m-1", f"m-{number}") for number in range(17_000)]
    content = rss(*items).encode()
    assert 4_000_000 < len(content) < 5_000_000
    tracemalloc.start()
    feed = read_feed(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(feed.items) == 500
    assert peak < 200_000_000


VALID = [rss(ITEM, FULL).encode(), atom(ENTRY).encode()]


@pytest.mark.parametrize("content", VALID)
@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.9, 0.999])
def test_a_feed_that_breaks_off(content: bytes, share: float) -> None:
    cut = content[: int(len(content) * share)]
    assert reason(cut.decode("utf-8", "ignore").encode()) == (
        "Der Feed ist unvollständig: Er bricht in Zeile 1 ab."
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Der Feed ist leer."),
        (b" \r\n\t\x00", "Der Feed ist leer."),
        (b"Hallo", NO_XML),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', NO_XML),
        (b"%PDF-1.7 ...", NO_XML),
        (b"<?xml version='1.0'?>", "Der Feed ist leer."),
        (b"<opml version='2.0'/>", NO_FEED),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NO_FEED),
        (b"<sitemapindex/>", NO_FEED),
        (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", NO_FEED),
        (
            rss(ITEM).replace("</guid>", "</giud>").encode(),
            INVALID,
        ),
        (
            rss("<title>\nA & B</title>").encode(),
            "Der Feed ist kein gültiges XML (Zeile 2, Zeichen 4). "
            "Bitte lassen Sie ihn auf der Website berichtigen.",
        ),
        (
            rss("<title>&gibtsnicht;</title>").encode(),
            INVALID,
        ),
        (
            rss("<x:y>1</x:y>").encode(),
            INVALID,
        ),
        (
            rss("<title>&#0;</title>").encode(),
            INVALID,
        ),
    ],
)
def test_what_is_broken_or_no_feed(content: bytes, sentence: str) -> None:
    assert re.sub(r"Zeile 1, Zeichen \d+", "Zeile 1, Zeichen …", reason(content)) == sentence


def test_people_find_the_broken_place() -> None:
    content = rss(ITEM, "<title>A & B</title>")
    column = content.index("& B") + 2
    assert f"(Zeile 1, Zeichen {column})" in reason(content.encode())


PAGE = "<head><title>Rathaus</title>{}</head><body><p>Hallo<br>Welt</body></html>"
LINK = '<link rel="alternate" type="application/rss+xml" title="x" href="{}">'


@pytest.mark.parametrize(
    "start",
    [
        "<!DOCTYPE html><html>",
        "<html lang='de'>",
        "\ufeff\n<!doctype HTML>\n<html>",
        "<!-- x --><html>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" ""><html>',
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">',
    ],
)
def test_a_page_instead_of_a_feed(start: str) -> None:
    named = (start + PAGE.format(LINK.format("/feed.xml?a=1&amp;b=2"))).encode()
    assert reason(named, base_url="https://www.musterstadt.example/presse/") == (
        "Das ist eine Webseite, kein Feed. Ihr Feed steht unter "
        "https://www.musterstadt.example/feed.xml?a=1&b=2"
    )
    assert reason((start + PAGE.format("")).encode(), base_url=FEED_URL) == (
        "Das ist eine Webseite, kein Feed. Einen Feed nennt sie nicht."
    )


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "", "https://a:b@c.example/"]
)
def test_a_page_cannot_point_out_of_the_web(href: str) -> None:
    content = ("<html>" + PAGE.format(LINK.format(href))).encode()
    assert reason(content, base_url=FEED_URL) == (
        "Das ist eine Webseite, kein Feed. Einen Feed nennt sie nicht."
    )


def test_a_well_formed_page_is_recognised_by_its_root() -> None:
    page = b'<x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:body/></x:html>'
    assert reason(page) == "Das ist eine Webseite, kein Feed. Einen Feed nennt sie nicht."


PIECES = [
    *(b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<item>", b"</item>", b"<entry>", b"<!--", b"\x00"),
    *(
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"&#x110000;",
        b"&#xD800;",
        b"&nbsp;",
        b"<!DOCTYPE a [",
        b"%00",
    ),
    *(b'xml:base="http://["', b'type="xhtml"', b"http://[::1"),
]
MUTATION = st.tuples(
    st.sampled_from(["cut", "insert", "replace", "repeat", "swap"]),
    st.floats(0, 1, exclude_max=True),
    st.floats(0, 1, exclude_max=True),
    st.binary(max_size=12) | st.sampled_from(PIECES),
)


def mutated(content: bytes, mutations: list[tuple[str, float, float, bytes]]) -> bytes:
    for kind, one, other, piece in mutations:
        start, end = sorted((int(one * len(content)), int(other * len(content))))
        match kind:
            case "cut":
                content = content[:start] + content[end:]
            case "insert":
                content = content[:start] + piece + content[start:]
            case "replace":
                content = content[:start] + piece + content[start + len(piece) :]
            case "repeat":
                content = content[:end] + content[start:end] * 2 + content[end:]
            case "swap":
                content = content[end:] + content[start:end] + content[:start]
    return content


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(VALID),
    st.lists(MUTATION, min_size=1, max_size=4),
    st.sampled_from(
        ["", "text/xml; charset=iso-8859-1", "text/xml; charset=utf-8", "\x00;charset"]
    ),
    st.sampled_from(["", FEED_URL, "http://[", "kein"]),
)
@example(VALID[0], [("insert", 0.5, 0.5, b'<item xml:base="http://[">')], "", "")
@example(VALID[0], [], "", "http://a.example:99999/")
@example(VALID[0], [], "", "http://%/")
def test_whatever_happens_to_a_feed_it_is_read_or_refused(
    content: bytes,
    mutations: list[tuple[str, float, float, bytes]],
    content_type: str,
    base_url: str,
) -> None:
    try:
        feed = read_feed(mutated(content, mutations), content_type=content_type, base_url=base_url)
    except FeedRefused:
        return
    assert_sound(feed)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60).map(lambda text: text.replace("]]>", "")))
def test_whatever_stands_in_a_text_comes_out_sound(text: str) -> None:
    content = rss(f"<guid>1</guid><title><![CDATA[{text}]]></title><description><![CDATA[{text}]]>"
                  f"</description>{ITEM}")  # fmt: skip
    try:
        feed = read_feed(content.encode("utf-8", "replace"))
    except FeedRefused:
        return
    assert_sound(feed)


def assert_sound(feed: Feed) -> None:
    """Everything can be stored, sent and shown."""
    for item in feed.items:
        assert item.guid
        assert len(item.guid) <= 500
        assert item.title or item.html
        for text in (item.title, item.html, item.summary, to_body(item.html), *item.categories):
            assert "\x00" not in text
            text.encode()
        for address in (item.link, *(one.url for one in item.enclosures)):
            assert address == "" or address.startswith(("http://", "https://"))
        assert len(item.revision) == 64
    assert len({item.guid for item in feed.items}) == len(feed.items)
