"""Where a text may be parted so that a piece fits: never inside a cluster, a link or a mention."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import regex

from ausrufer.announcements.adaptation.counting import (
    are_single,
    count,
    stand_in,
    units,
    weighing_apart,
)
from ausrufer.announcements.adaptation.sentences import sentence_ends
from ausrufer.channels.contract import TextRules, Unit

MARK = " …"  # more follows elsewhere
_CLUSTER = regex.compile(r"\X")
_UNBREAKABLE = "\u00a0\u2007\u202f"  # "14:30 Uhr" and "5 €" stay together
_DANGLING = " \t\r\n,;:–—-(/„‚»"  # nothing ends in these before the mark


@dataclass(frozen=True, slots=True)
class Room:
    """What a piece may take; `None` is endless."""

    units: int | None
    bytes: int | None

    def minus(self, text: str, rules: TextRules) -> "Room":
        """Return what is left beside `text`."""
        return Room(
            None if self.units is None else self.units - units(text, rules.unit),
            None if self.bytes is None else self.bytes - len(text.encode()),
        )


class Strip:
    """A text that is parted from left to right under the rules of one network.

    `reach` walks as far as a room allows; the other questions are about what was walked.
    """

    def __init__(self, text: str, rules: TextRules) -> None:
        self.text = text
        self._rules = rules
        self._single = are_single(text, rules.unit)
        self._entities = weighing_apart(text, rules)
        self._starts = [entity.start for entity in self._entities]
        self._edges: list[int] = []  # where the text may be parted
        self._used: list[int] = []  # units up to each edge

    def reach(self, start: int, room: Room) -> int:
        """Return the largest offset so that text[start:offset] fits the room."""
        most = inf if room.units is None else room.units
        used, self._edges, self._used = 0, [start], [0]
        for end, counted in self._atoms(start):
            used += counted
            if used > most:
                break
            self._edges.append(end)
            self._used.append(used)
        return self._within(room)

    def narrow(self, room: Room) -> int:
        """Return the offset that a smaller room than the one just walked allows."""
        keep = len(self._used)
        if room.units is not None:
            keep = max(1, bisect_right(self._used, room.units))
        del self._edges[keep:], self._used[keep:]
        return self._within(room)

    def _within(self, room: Room) -> int:
        """Give back what is too much for another reason than the sum of its signs."""
        if self._rules.unit is Unit.WEIGHTED and room.units is not None:
            # a piece of a word may be a link of its own: "a.de" of "a.deutsch"
            while len(self._edges) > 1 and self._weighs() > room.units:
                del self._edges[-1], self._used[-1]
        if room.bytes is not None:
            start = self._edges[0]
            while len(self._edges) > 1:
                over = len(self.text[start : self._edges[-1]].encode()) - room.bytes
                if over <= 0:
                    break
                # no cluster has more bytes than four times its characters
                goal = self._edges[-1] - max(1, over // 4)
                keep = max(1, bisect_right(self._edges, goal))
                del self._edges[keep:], self._used[keep:]
        return self._edges[-1]

    def _weighs(self) -> int:
        return count(self.text[self._edges[0] : self._edges[-1]], self._rules).used

    def sentence_end(self, start: int) -> int:
        """Return the last offset behind `start` in the reach at which a sentence ends, or -1."""
        edges = set(self._edges)
        ends = sentence_ends(self.text, start, self._edges[-1])
        return next((end for end in reversed(ends) if end in edges), -1)

    def word_end(self, start: int) -> int:
        """Return the last offset behind `start` in the reach at which a word ends, or -1."""
        for edge in reversed(self._edges):
            if edge <= start:
                break
            following = self.text[edge : edge + 1]
            if not following or (following.isspace() and following not in _UNBREAKABLE):
                return edge
        return -1

    def after_atom(self, start: int) -> int:
        """Return the offset behind the first cluster, link or mention from `start` on."""
        return next((end for end, _ in self._atoms(start)), len(self.text))

    def _atoms(self, start: int) -> Iterator[tuple[int, int]]:
        """Yield (end, units) of everything that may not be parted, from `start` on."""
        at = start
        for entity in self._entities[bisect_left(self._starts, start) :]:
            yield from self._clusters(at, entity.start)
            # a combining sign behind a link belongs to its last character
            last = _CLUSTER.match(self.text, entity.end - 1)
            at = max(entity.end, last.end() if last else 0)
            yield at, units(stand_in(self.text, entity, self._rules), self._rules.unit)
        yield from self._clusters(at, len(self.text))

    def _clusters(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        if self._single:
            return ((end, 1) for end in range(start + 1, stop + 1))
        found = _CLUSTER.finditer(self.text, start, stop)
        if self._rules.unit is Unit.GRAPHEMES:
            return ((one.end(), 1) for one in found)
        return ((one.end(), units(one[0], self._rules.unit)) for one in found)


def shortened(text: str, rules: TextRules, room: Room, *, keep: int = 0) -> str:
    """Return the start of `text` that fits, with " …" behind it; the text itself where it fits.

    It ends at a sentence, if that gives more than the first `keep` characters and at least a third
    of the room; else at a word; in a word that is longer than the room, at a cluster. Empty where
    not even one cluster fits.
    """
    strip = Strip(text, rules)
    if strip.reach(0, room) == len(text):
        return text
    reach = strip.narrow(room.minus(MARK, rules))
    end = strip.sentence_end(max(keep, reach // 3))
    if end > 0:
        return text[:end].removesuffix("…").rstrip() + MARK
    begun = text[: max(0, strip.word_end(0))].rstrip(_DANGLING)
    if begun:
        return begun + MARK
    return text[:reach] + MARK.strip() if reach else ""
