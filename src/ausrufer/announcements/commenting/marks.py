"""Marks in sanitised HTML: the words that comments are about, each with the comment's number."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

_INLINE = frozenset({"a", "em", "strong"})


@dataclass(frozen=True, slots=True)
class Mark:
    """text[start:end] of the shown text, and the HTML that follows its last word."""

    start: int
    end: int
    link: str


def shown_text(html: str) -> str:
    """Return the text of sanitised HTML as a reader sees it; blocks stand on lines of their own."""
    return "".join(one.text for one in _pieces(html))


def marked(html: str, marks: Sequence[Mark]) -> str:
    """Return sanitised HTML with marks around its words; `link` must be safe HTML itself.

    A link is never put into another one: it follows the element it would stand in.
    """
    written, place, waiting, anchors = [], 0, list[str](), 0
    for piece in _pieces(html):
        if piece.tag:
            written.append(piece.tag)
            anchors += piece.opens_anchor - piece.closes_anchor
            place += len(piece.text)
        else:
            for start, end in _cuts(place, place + len(piece.text), marks):
                part = escape(piece.text[start - place : end - place], quote=False)
                inside = any(one.start <= start and end <= one.end for one in marks)
                written.append(f"<mark>{part}</mark>" if inside and part.strip() else part)
                waiting += [one.link for one in marks if start < one.end <= end]
                if not anchors:
                    written += waiting
                    waiting.clear()
            place += len(piece.text)
        if piece.closes_anchor:
            written += waiting
            waiting.clear()
    return "".join([*written, *waiting])


def _cuts(start: int, end: int, marks: Iterable[Mark]) -> list[tuple[int, int]]:
    edges = {place for one in marks for place in (one.start, one.end) if start < place < end}
    ordered = sorted({start, end, *edges})
    return list(itertools.pairwise(ordered))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A tag, or some text; the tag of a block reads as the end of a line."""

    tag: str
    text: str
    opens_anchor: bool = False
    closes_anchor: bool = False


def _pieces(html: str) -> list[_Piece]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Reads what nh3 wrote: well-formed, no comments, no foreign content."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Piece] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        text = "" if tag in _INLINE else "\n"
        raw = self.get_starttag_text() or ""
        self.found.append(_Piece(raw, text, opens_anchor=tag == "a"))

    def handle_endtag(self, tag: str) -> None:
        text = "" if tag in _INLINE else "\n"
        self.found.append(_Piece(f"</{tag}>", text, closes_anchor=tag == "a"))

    def handle_data(self, data: str) -> None:
        self.found.append(_Piece("", data))
