"""The files that belong to an item: those it names, else the pictures in its text."""

import mimetypes
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from ausrufer.intake.feeds.sanitising import one_line
from ausrufer.intake.feeds.shapes import Enclosure
from ausrufer.intake.feeds.webpages import web_address

_MOST = 20
_ICON_PIXELS = 50


def enclosures(links: Iterable[Any], markup: str, base: str) -> tuple[Enclosure, ...]:
    """Return what the links of an entry enclose; `markup` is its sanitised text.

    Many websites put pictures into the text only. They count where nothing else is a picture,
    except icons and counting pixels.
    """
    inline = _inline(markup)
    named = {one.url: one for one in _named(links, inline, base)}
    if not any(one.media_type.startswith("image/") for one in named.values()):
        for url, alt_text in inline.items():
            named.setdefault(url, Enclosure(url, _guessed(url) or "image/*", None, alt_text))
    return tuple(named.values())[:_MOST]


def _named(links: Iterable[Any], inline: dict[str, str], base: str) -> Iterator[Enclosure]:
    enclosing = [link for link in links if link.get("rel") == "enclosure"]
    # Of two that name the same file the one with a description wins.
    for link in sorted(enclosing, key=lambda link: bool(link.get("alt") or link.get("title"))):
        url = web_address(str(link.get("href") or ""), base)
        if url:
            kind = str(link.get("type") or "").partition(";")[0].strip().lower()
            alt_text = link.get("alt") or link.get("title") or inline.get(url, "")
            length = str(link.get("length") or "")
            yield Enclosure(
                url=url,
                media_type=kind if "/" in kind and kind != "image/*" else _guessed(url) or kind,
                length=int(length) if length.isdecimal() and len(length) < _MOST else None,
                alt_text=one_line(str(alt_text)),
            )


def _guessed(url: str) -> str:
    return mimetypes.guess_type(urlsplit(url).path)[0] or ""


def _inline(markup: str) -> dict[str, str]:
    reader = _Pictures()
    reader.feed(markup)
    return reader.found


class _Pictures(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        sizes = [values.get(name, "") for name in ("width", "height")]
        tiny = any(size.isdecimal() and int(size) < _ICON_PIXELS for size in sizes)
        if tag == "img" and values.get("src") and not tiny:
            self.found.setdefault(values["src"], one_line(values.get("alt", "")))
