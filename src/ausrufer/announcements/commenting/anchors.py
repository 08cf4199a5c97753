"""Words of a text that a comment is about, found again after the text has changed: pure.

The idea is that of W3C's TextQuoteSelector (Web Annotation Data Model, 4.2.4): the words
themselves, some words before and after them, and where they stood. Compared are words, not
letters, so that formatting and line breaks do not matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ausrufer.announcements.commenting.words import Words

CONTEXT = 8  # words remembered on either side
MOST_QUOTED = 1_000  # letters
_SURE = 2  # words of the context that must agree for words that may stand anywhere
_TELLING = 4  # so many words in a row hardly stand somewhere else by chance
_GROWN = 3  # a place that became so many times longer is another one
_ROOM = 6  # words that a short place may gain all the same


@dataclass(frozen=True, slots=True)
class Anchor:
    """Some words of a text: `quote` as they were written, the words around, where they began."""

    quote: str
    before: str = ""
    after: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor's words stand now (code points); `changed`: they read otherwise by now."""

    start: int
    end: int
    changed: bool = False


def anchored(text: str, start: int, end: int) -> Anchor | None:
    """Return the anchor of text[start:end], widened to whole words; None for no word."""
    words = Words.read(text)
    first, last = words.between(start, end)
    if first == last:
        return None
    begins, ends = words.place(first, last)
    before, after = words.said[max(0, first - CONTEXT) : first], words.said[last : last + CONTEXT]
    return Anchor(text[begins:ends], " ".join(before), " ".join(after), begins)


def located(anchor: Anchor, text: str) -> Place | None:
    """Return where the words of an anchor stand in a text; None where they are gone.

    First the same words where the words around them agree, or anywhere if there are enough of
    them, then the place between those of the words around them that are still there.
    """
    words, sought = Words.read(text), _Sought.of(anchor)
    if not sought.quote:
        return None
    same = _the_same(sought, words)
    if same is not None and (
        len(sought.quote) >= _TELLING or sought.agreement(words.said, same) >= sought.needed
    ):
        return _place(words, same, same + len(sought.quote))
    between = _between(sought, words.said)
    return _place(words, *between, changed=True) if between is not None else None


@dataclass(frozen=True, slots=True)
class _Sought:
    quote: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    near: int

    @classmethod
    def of(cls, anchor: Anchor) -> "_Sought":
        quote, before, after = (
            Words.read(one).said for one in (anchor.quote, anchor.before, anchor.after)
        )
        return cls(quote, before, after, anchor.start)

    @property
    def needed(self) -> int:
        """How many words around must agree."""
        return min(_SURE, len(self.before) + len(self.after))

    def agreement(self, said: Sequence[str], at: int) -> int:
        """Return how many words around `said[at]` are those around the anchor."""
        end = at + len(self.quote)
        return _alike(reversed(self.before), reversed(said[max(0, at - CONTEXT) : at])) + _alike(
            self.after, said[end : end + CONTEXT]
        )


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    number = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        number += 1
    return number


def _the_same(sought: _Sought, words: Words) -> int | None:
    """Return where the same words stand: best between the words around, then nearest."""
    length = len(sought.quote)
    found = [
        at
        for at in range(len(words.said) - length + 1)
        if words.said[at] == sought.quote[0] and words.said[at : at + length] == sought.quote
    ]
    return max(
        found,
        key=lambda at: (
            sought.agreement(words.said, at),
            -abs(words.spans[at][0] - sought.near),
        ),
        default=None,
    )


def _between(sought: _Sought, said: tuple[str, ...]) -> tuple[int, int] | None:
    """Return the words that now stand between what stood around, or around half of the quote."""
    known = (*sought.before, *sought.quote, *sought.after)
    began, ended = len(sought.before), len(sought.before) + len(sought.quote)
    now_at = {
        block.a + step: block.b + step
        for block in SequenceMatcher(None, known, said, autojunk=False).get_matching_blocks()
        for step in range(block.size)
    }
    kept = [now_at[at] for at in range(began, ended) if at in now_at]
    left = now_at[began - 1] + 1 if began - 1 in now_at else 0 if began == 0 else None
    right = now_at.get(ended, len(said) if ended == len(known) else None)
    most = _GROWN * len(sought.quote) + _ROOM
    half = 2 * len(kept) >= len(sought.quote)
    sure = half or _run(now_at, began - 1, -1) + _run(now_at, ended, 1) > _SURE
    if left is not None and right is not None and sure and left < right <= left + most:
        return left, right
    if half and len(kept) >= _SURE and kept[-1] - kept[0] < most:
        return kept[0], kept[-1] + 1
    return None


def _run(now_at: dict[int, int], at: int, step: int) -> int:
    """Return how many words in a row, from `at` outwards, stand together as they did."""
    number = 0
    while at in now_at and (not number or now_at[at] == now_at[at - step] + step):
        number, at = number + 1, at + step
    return number


def _place(words: Words, first: int, last: int, *, changed: bool = False) -> Place:
    return Place(*words.place(first, last), changed)
