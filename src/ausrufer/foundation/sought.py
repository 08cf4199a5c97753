"""What somebody looks for, and where its words stand in a text: pure.

German words are found in any form: small or capital, "ae" for "ä", as part of a compound, with
another ending. `announcements/search.py` says the same to the database.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ausrufer.foundation.text import clean_line

MOST_TYPED, MOST_WORDS = 200, 8
_WORD = re.compile(r"[^\W_]+")
# Letter by letter with `replace`: in long texts `translate` takes twenty times as long.
_FOLDS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))
_VOWELS = (("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "ss"))
_SPELT_OUT = re.compile("([aou])(?<![aeiouq][aou])e(?![aeiou])")
_ENDING = re.compile(r"(?:ern|em|er|en|es|e|n|s)$")
_STEM = 4  # a shorter rest of a word says too little


def fold(text: str) -> str:
    """Return text as it is compared: small letters, umlauts and ß spelt out."""
    return _replaced(text, _FOLDS)


def _plain(text: str) -> str:
    """Return text without umlauts, spelt out or not: "Plätze" and "Plaetze" as "platze"."""
    return _SPELT_OUT.sub(r"\1", _replaced(text, _VOWELS))


def _replaced(text: str, letters: Iterable[tuple[str, str]]) -> str:
    small = text.lower()
    for letter, spelt in letters:
        small = small.replace(letter, spelt)
    return small


def _root(word: str) -> str:
    """Return a word without umlauts and the usual endings: "Plätze" and "Platz" as "platz"."""
    plain = _plain(word)
    short = _ENDING.sub("", plain)
    return short if len(short) >= _STEM else plain


@dataclass(frozen=True)
class Sought:
    """The words somebody looks for, in the order they were typed."""

    text: str
    words: tuple[str, ...]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words as they are compared."""
        return tuple(fold(word) for word in self.words)

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """The words without their endings."""
        return tuple(_root(word) for word in self.words)

    def __bool__(self) -> bool:
        return bool(self.words)


def sought(typed: str) -> Sought:
    """Read what somebody typed; signs and operators are no words, and enough is enough."""
    text = clean_line(typed[: MOST_TYPED * 4])[:MOST_TYPED]
    return Sought(text, tuple(dict.fromkeys(_WORD.findall(text)))[:MOST_WORDS])


def places(text: str, looked_for: Sought) -> list[tuple[int, int]]:
    """Return where the words sought stand, as whole words of the text.

    A word that stands there as it was typed counts only so; else any form of it does.
    """
    tokens = [(one.start(), one.end(), one.group()) for one in _WORD.finditer(text)]
    found: set[tuple[int, int]] = set()
    for word, root in zip(looked_for.folded, looked_for.roots, strict=True):
        exactly = {(start, end) for start, end, token in tokens if word in fold(token)}
        found |= exactly or {(start, end) for start, end, token in tokens if root in _root(token)}
    return sorted(found)


@dataclass(frozen=True)
class Compared:
    """A text made ready to be compared; worth keeping where many searches read the same text."""

    text: str

    @cached_property
    def _folded(self) -> str:
        return fold(self.text)

    @cached_property
    def _plain(self) -> str:
        return _plain(self.text)

    def says(self, looked_for: Sought) -> bool:
        """Tell whether it contains every word sought, in any form."""
        missing = [
            root
            for word, root in zip(looked_for.folded, looked_for.roots, strict=True)
            if word not in self._folded
        ]
        return all(root in self._plain for root in missing)


def says(text: str, looked_for: Sought) -> bool:
    """Tell whether a text contains every word sought, in any form."""
    return Compared(text).says(looked_for)


def rank(title: str, looked_for: Sought) -> int:
    """Return how well a title fits: 0 is the title itself, 1 its beginning, 2 in it, 3 not."""
    plain, asked = fold(title), fold(" ".join(looked_for.words))
    if plain == asked:
        return 0
    if plain.startswith(asked):
        return 1
    return 2 if says(title, looked_for) else 3


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: its page by name, the text the words stand in, what it is (`note`).

    `words` is found too, where it is compared here and not in the database; `compared` is all it is
    found by, where that is kept ready.
    """

    title: str
    page: str
    place: tuple[object, ...] = ()
    query: str = ""
    text: str = ""
    note: str = ""
    words: str = field(default="", repr=False)
    compared: Compared | None = field(default=None, repr=False)

    def says(self, looked_for: Sought) -> bool:
        """Tell whether it contains every word sought."""
        said = self.compared or Compared(f"{self.title}\n{self.text}\n{self.note}\n{self.words}")
        return said.says(looked_for)


@dataclass(frozen=True, slots=True)
class Found:
    """Some of what was found, and how much there is of it; `more`: at least so much."""

    total: int = 0
    hits: tuple[Hit, ...] = ()
    more: bool = False


def among(hits: Iterable[Hit], looked_for: Sought, *, start: int, most: int) -> Found:
    """Return those of few things that contain every word sought, the best title first."""
    fitting = [one for one in hits if one.says(looked_for)] if looked_for else []
    fitting.sort(key=lambda one: rank(one.title, looked_for))
    return Found(len(fitting), tuple(fitting[start : start + most]))
