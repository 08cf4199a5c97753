"""The text of a post as HTML: facets become links, by the bytes they name. Pure."""

from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote

_LINK, _TAG = "app.bsky.richtext.facet#link", "app.bsky.richtext.facet#tag"
_WEB = ("https://", "http://")


class _Span(NamedTuple):
    start: int  # in bytes, like `end`
    end: int
    href: str
    tag: str = ""


def html(post: dict[str, Any]) -> str:
    """Return the text of a post; line ends are kept by the style sheet."""
    text = post["text"].encode()
    pieces, reached = [], 0
    for span in sorted(_spans(post)):
        if not reached <= span.start < span.end <= len(text):
            continue
        pieces.append(_escaped(text[reached : span.start]))
        pieces.append(f'<a href="{escape(span.href)}">{_escaped(text[span.start : span.end])}</a>')
        reached = span.end
    return "".join([*pieces, _escaped(text[reached:])])


def hashtags(post: dict[str, Any]) -> set[str]:
    """Return the hashtags of a post in lower case."""
    return {span.tag.lower() for span in _spans(post) if span.tag}


def card_of(post: dict[str, Any]) -> dict[str, str] | None:
    """Return the link card of a post, unless it leads somewhere else than into the web."""
    match post.get("embed"):
        case {"external": {"uri": str(uri), "title": str(title), "description": str(words)}}:
            if uri.startswith(_WEB):
                return {"uri": uri, "title": title, "description": words}
    return None


def _spans(post: dict[str, Any]) -> Iterator[_Span]:
    for facet in post.get("facets") or ():
        match facet:
            case {
                "index": {"byteStart": int(start), "byteEnd": int(end)},
                "features": [{"$type": kind, **feature}, *_],
            }:
                address, tag = str(feature.get("uri")), str(feature.get("tag"))
                if kind == _LINK and address.startswith(_WEB):
                    yield _Span(start, end, address)
                if kind == _TAG:
                    yield _Span(start, end, f"/hashtag/{quote(tag, safe='')}", tag)


def _escaped(part: bytes) -> str:
    return escape(part.decode("utf-8", "replace"))
