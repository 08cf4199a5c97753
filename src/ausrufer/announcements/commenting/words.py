"""A text as words and signs with their places, without the signs of formatting: pure.

The same words are read from what a person wrote (Markdown) and from how it is shown, so that a
place found in one is found in the other.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import regex

from ausrufer.announcements.preflight.passage import Passage

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text; `spans` are their places in it (code points)."""

    said: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a text."""
        return cls(*_read(text))

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Return the numbers of the first word in text[start:end] and of the first one after."""
        first = bisect_right(self.spans, start, key=lambda one: one[1])
        return first, max(first, bisect_left(self.spans, end, key=lambda one: one[0]))

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Return where the words from number `first` to before `last` stand in the text."""
        return self.spans[first][0], self.spans[last - 1][1]


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    found = list(_WORD.finditer(_spoken(text)))
    return tuple(one[0] for one in found), tuple(one.span() for one in found)


def _spoken(text: str) -> str:
    """Return a text of the same length without formatting, but with the addresses readers see."""
    passage = Passage.read("", text)
    signs = list(passage.words)
    for link in passage.links:
        if text[max(0, link.start - 2) : link.start] != "](":
            signs[link.start : link.end] = text[link.start : link.end]
    return "".join(signs)
