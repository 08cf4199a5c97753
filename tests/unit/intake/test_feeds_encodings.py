"""Umlauts arrive as umlauts, or the feed is refused; never anything in between."""

import codecs

import pytest

from ausrufer.intake.feeds import FeedRefused, read_feed
from tests.unit.intake.papers import rss

TITLE = "Grüße vom Café: 5 €, „Maß“"
LATIN = "Grüße vom Café: 5 EUR, Maß"


def feed(title: str, declared: str = "") -> str:
    label = f' encoding="{declared}"' if declared else ""
    return rss(f"<guid>1</guid><title>{title}</title>", declaration=f'<?xml version="1.0"{label}?>')


def title_of(content: bytes, content_type: str = "") -> str:
    (item,) = read_feed(content, content_type=content_type).items
    return item.title


READABLE = [
    # bytes, HTTP header, expected title
    (feed(TITLE, "UTF-8").encode(), "", TITLE),
    (feed(TITLE).encode(), "application/rss+xml", TITLE),
    (codecs.BOM_UTF8 + feed(TITLE, "utf-8").encode(), "", TITLE),
    (b"\r\n  " + feed(TITLE, "utf-8").encode(), "", TITLE),
    (feed(TITLE, "UTF-16").encode("utf-16"), "", TITLE),
    (codecs.BOM_UTF16_BE + feed(TITLE, "UTF-16").encode("utf-16-be"), "", TITLE),
    (feed(TITLE, "UTF-16LE").encode("utf-16-le"), "", TITLE),
    (feed(TITLE, "UTF-16").encode("utf-16-be"), "", TITLE),
    (feed(LATIN, "ISO-8859-1").encode("iso-8859-1"), "", LATIN),
    (feed(LATIN + " 5 €", "iso-8859-15").encode("iso-8859-15"), "", LATIN + " 5 €"),
    (feed(TITLE, "windows-1252").encode("cp1252"), "text/xml", TITLE),
    # Windows-1252 that calls itself Latin-1 is read as it was meant, as browsers do
    (feed(TITLE, "ISO-8859-1").encode("cp1252"), "", TITLE),
    (feed(TITLE, "us-ascii").encode("cp1252"), "", TITLE),
    # the transport knows more than a missing declaration, and than a wrong one
    (feed(TITLE).encode("cp1252"), "text/xml; charset=windows-1252", TITLE),
    (feed(LATIN, "utf-8").encode("iso-8859-1"), 'text/xml; charset="ISO-8859-1"', LATIN),
    # a server that adds a charset to everything does not spoil what is plainly UTF-8
    (feed(TITLE, "utf-8").encode(), "text/xml; charset=iso-8859-1", TITLE),
    (codecs.BOM_UTF8 + feed(TITLE).encode(), "text/xml; charset=iso-8859-1", TITLE),
    (feed(TITLE, "utf-8").encode(), "text/xml;;; charset", TITLE),
    (feed(TITLE, "utf-8").encode(), "\r\nX-A: b", TITLE),
]


@pytest.mark.parametrize(("content", "content_type", "title"), READABLE)
def test_readable(content: bytes, content_type: str, title: str) -> None:
    assert title_of(content, content_type) == title


MISLABELLED = (
    "Der Feed gibt die Zeichenkodierung {} an, enthält aber andere Zeichen (ab Byte {}). "
    "Umlaute kämen falsch an; bitte lassen Sie die Angabe auf der Website berichtigen."
)


def latin(declared: str) -> tuple[bytes, int]:
    """Return a feed with Latin-1 bytes and where, counted from one, the first of them stands."""
    content = feed(LATIN, declared).encode("iso-8859-1")
    return content, content.index(b"\xfc") + 1


LABELLED, BARE = latin("UTF-8"), latin("")
UNKNOWN = "Die Zeichenkodierung „{}“ des Feeds ist nicht bekannt."
REFUSED = [
    (LABELLED[0], "", MISLABELLED.format("UTF-8", LABELLED[1])),
    (BARE[0], "", MISLABELLED.format("UTF-8", BARE[1])),
    (LABELLED[0], "text/xml; charset=utf-8", MISLABELLED.format("UTF-8", LABELLED[1])),
    (
        feed(TITLE, "windows-1252").encode("utf-8"), "",
        "Der Feed gibt die Zeichenkodierung WINDOWS-1252 an, ist aber in UTF-8 geschrieben. "
        "Umlaute kämen falsch an; bitte lassen Sie die Angabe auf der Website berichtigen.",
    ),
    (feed(TITLE, "utf-8").encode("utf-16-le")[:-1], "", None),
    (codecs.BOM_UTF16_LE + feed(TITLE).encode(), "", None),
    (feed("x", "EBCDIC-37").encode(), "", UNKNOWN.format("EBCDIC-37")),
    (feed("x", "zlib_codec").encode(), "", UNKNOWN.format("zlib_codec")),
    (feed("x", "unicode_escape").encode(), "", UNKNOWN.format("unicode_escape")),
    (feed("x", "utf-7").encode(), "", UNKNOWN.format("utf-7")),
    (feed("x").encode(), "text/xml; charset=klingonisch", UNKNOWN.format("klingonisch")),
    (feed("x").encode().replace(b"x</title>", b"\xf0\x9f</title>"), "", None),
    (feed("x").encode().replace(b"x</title>", b"\xed\xa0\x80</title>"), "", None),
    (feed("x").encode().replace(b"x</title>", b"\xc0\xbcscript</title>"), "", None),
]  # fmt: skip


@pytest.mark.parametrize(("content", "content_type", "sentence"), REFUSED)
def test_refused(content: bytes, content_type: str, sentence: str | None) -> None:
    with pytest.raises(FeedRefused) as refused:
        title_of(content, content_type)
    assert sentence in {None, refused.value.for_staff}
