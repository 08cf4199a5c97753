"""Hits as people see them: a short piece of the text, the words sought marked: pure.

Pieces are plain text and say only whether they are a hit; the template escapes them.
"""

import re
from itertools import pairwise

from ausrufer.foundation.sought import Sought, places

MOST = 180
_BEFORE = 60  # characters kept before the first word found
_MARKUP = re.compile(r"\*\*|__|^#{1,6} |^[-*] |\]\([^)\s]*\)|!?\[", re.MULTILINE)

Pieces = list[tuple[str, bool]]


def marked(text: str, looked_for: Sought) -> Pieces:
    """Return a text in pieces, each with whether it is a word sought."""
    edges = [0, *(edge for place in places(text, looked_for) for edge in place), len(text)]
    found = [
        (text[start:end], number % 2 == 1) for number, (start, end) in enumerate(pairwise(edges))
    ]
    return [(piece, hit) for piece, hit in found if piece]


def excerpt(text: str, looked_for: Sought, *, most: int = MOST) -> Pieces:
    """Return about `most` characters around the first words sought, on one line."""
    plain = " ".join(_MARKUP.sub("", text).split())
    found = places(plain, looked_for)
    start = _begin(plain, _richest(found, most)) if found else 0
    end = _end(plain, start + most)
    pieces = marked(plain[start:end], looked_for)
    if start:
        pieces.insert(0, ("… ", False))
    if end < len(plain):
        pieces.append((" …", False))
    return pieces


def _richest(found: list[tuple[int, int]], most: int) -> int:
    """Return where the stretch begins that holds the most hits; the first of several."""
    reach = most - _BEFORE

    def held(start: int) -> int:
        return sum(start <= one < start + reach for one, _end in found)

    return max((start for start, _end in found[:50]), key=lambda start: (held(start), -start))


def _begin(text: str, first: int) -> int:
    if first <= _BEFORE:
        return 0
    space = text.find(" ", first - _BEFORE, first)
    return space + 1 if space >= 0 else first


def _end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", end - _BEFORE, end)
    return space if space >= 0 else end
