"""The words of one field, read without the signs of formatting, each still at its place."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Self

import regex

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.adaptation.links import link_spans
from ausrufer.announcements.adaptation.sentences import sentence_ends
from ausrufer.announcements.preflight.rules import rule

_NAMED = regex.compile(r"\[(?P<words>[^\[\]\n]+)\]\((?P<address>[^()\s]*)\)")
_FORMATTING = regex.compile(
    r"(?<![\p{L}\p{N}])\*+|\*+(?![\p{L}\p{N}])|\*\*+"  # never the star of Bürger*innen
    r"|^[ \t]*(?:\#{1,6}|[-+]|>)(?=[ \t])",
    regex.MULTILINE,
)
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:[*:_·’'-]?[\p{L}\p{M}]+)*")
_QUOTED = 60  # letters of the words a finding shows


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it stands at text[start:end]."""

    address: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """One field: `text` as it was written, `words` of the same length without formatting."""

    field: str
    text: str
    words: str
    links: tuple[Link, ...]

    @classmethod
    def read(cls, field: str, text: str) -> Self:
        """Read a field; signs of formatting and addresses become blanks in its words."""
        return cls(field, text, *_read(text))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where sentences start and end."""
        found, start = [], 0
        for end in sentence_ends(self.words):
            began = end - len(self.words[start:end].lstrip())
            if began < end:
                found.append((began, end))
            start = end
        return tuple(found)

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Return the sentence a place lies in."""
        number = bisect_right(self.sentences, place, key=lambda one: one[1])
        return self.sentences[number] if number < len(self.sentences) else (0, len(self.words))

    def spoken(self, start: int = 0, end: int | None = None) -> Iterator["regex.Match[str]"]:
        """Yield the words that consist of letters."""
        return _WORD.finditer(self.words, start, len(self.words) if end is None else end)

    def finding(self, code: str, start: int, end: int, /, **values: str | int) -> Finding:
        """Return a finding about text[start:end], with those words for its sentence."""
        said = " ".join(self.text[start:end].split())
        said = said if len(said) <= _QUOTED else f"{said[: _QUOTED - 1].rstrip()}…"
        found = Finding.of(code, rule(code).severity, self.field, words=said, **values)
        return found.at(start, end)


@lru_cache(maxsize=64)
def _read(text: str) -> tuple[str, tuple[Link, ...]]:
    signs = list(text)
    links = []
    for found in _NAMED.finditer(text):
        links.append(Link(found["address"], *found.span("address")))
        _blank(signs, found.start(), found.start("words"))
        _blank(signs, found.end("words"), found.end())
    for start, end in link_spans("".join(signs)):
        links.append(Link(text[start:end], start, end))
        _blank(signs, start, end)
    for found in _FORMATTING.finditer("".join(signs)):
        _blank(signs, *found.span())
    return "".join(signs), tuple(links)


def _blank(signs: list[str], start: int, end: int) -> None:
    for place in range(start, end):
        if signs[place] != "\n":
            signs[place] = " "
