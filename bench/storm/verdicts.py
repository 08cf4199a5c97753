"""Counting: what a delivery should be, what the platform has, and what follows. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bench.storm.sorts import marks


class Verdict(StrEnum):
    """What became of a delivery, counted at its platform."""

    ONCE = "settled"
    LOST = "lost"
    TWICE = "twice"
    UNCLEAR = "unclear_waiting"  # on a person's desk, whether it arrived or not
    FAILED = "failed"  # the same
    WITHDRAWN = "withdrawn"  # taken back on purpose, and nothing of it stands any more
    STANDING = "left_standing"  # taken back as far as the house knows, and still there
    OUTDATED = "not_corrected"  # corrected as far as the house knows, and the old text stands
    REPLACED = "replaced"  # did not go out, for its correction went in its place
    OPEN = "unfinished"  # the run ended before it did


@dataclass(frozen=True, slots=True)
class Ordered:
    """One post or letter; `parts` are the marks of each part, `recipient` is empty for the public.

    Of a post that was corrected the parts are those of the last text; `earlier` are the marks of
    all it said before. Where nothing can be amended the correction is a post of its own.
    """

    kind: str
    recipient: str
    state: str
    parts: tuple[frozenset[str], ...]
    earlier: frozenset[str] = frozenset()
    is_correction: bool = False


class Arrived:
    """The logs of the platforms: which posts hold which mark."""

    def __init__(self) -> None:
        self._posts: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
        self._gone: set[int] = set()
        self._count = 0

    def note(self, kind: str, recipient: str, text: str, *, gone: bool = False) -> None:
        """Note one post, letter or page as its platform tells it; `gone`: deleted since."""
        self._count += 1
        self._gone |= {self._count} if gone else set()
        for one in marks(text):
            self._posts[kind, recipient, one].add(self._count)

    def copies(self, ordered: Ordered) -> list[int]:
        """Return how often each part of a delivery was ever there."""
        return [len(found) for found in self._found(ordered)]

    def stands(self, ordered: Ordered) -> bool:
        """Tell whether anything of a delivery is still there, in whichever text."""
        return any(found - self._gone for found in (*self._found(ordered), self._old(ordered)))

    def is_outdated(self, ordered: Ordered) -> bool:
        """Tell whether a post stands that says what was corrected, and nothing newer."""
        return bool(self._old(ordered).difference(self._gone, *self._found(ordered)))

    def verdict(self, ordered: Ordered) -> Verdict:
        """Return what became of a delivery."""
        found = verdict(ordered.state, self.copies(ordered), stands=self.stands(ordered))
        outdated = found is Verdict.ONCE and self.is_outdated(ordered)
        return Verdict.OUTDATED if outdated else found

    def _found(self, ordered: Ordered) -> list[set[int]]:
        where = (ordered.kind, ordered.recipient)
        return [set().union(*(self._posts[(*where, m)] for m in p)) for p in ordered.parts]

    def _old(self, ordered: Ordered) -> set[int]:
        where = (ordered.kind, ordered.recipient)
        return set().union(*(self._posts[(*where, one)] for one in ordered.earlier))


def after_correcting(state: str, correction: str) -> str:
    """Return as what a post is judged; `correction` is the state of its last one, empty for none.

    One that is on a person's desk, or has not ended, says so of the whole.
    """
    return correction if state == "settled" and correction else state


def after_taking_back(state: str, withdrawal: str) -> str:
    """Return as what a delivery of a message that was taken back is judged.

    `withdrawal` is the state of what takes it away, empty where there is none. One that is on a
    person's desk, or has not ended, says so of the whole; without one the copy is simply still out.
    """
    if state == "withdrawn":
        return "taken_back"
    if state != "settled":
        return state
    return withdrawal if withdrawal in _NOT_SETTLED else "still_out"


def verdict(state: str, copies: Sequence[int], *, stands: bool = False) -> Verdict:
    """Return what became of a delivery, by its state and how often each part was ever there.

    Besides those of the engine there are the states "asking" (unclear, and no person's yet),
    "taken_back" (withdrawn because a person took the message back; `stands`: still there),
    "still_out" (taken back, and yet nobody withdraws it) and "replaced" (recalled before it went,
    because it was corrected).
    """
    if any(number > 1 for number in copies):
        return Verdict.TWICE
    if state == "still_out":
        return Verdict.STANDING
    if state == "taken_back":
        return Verdict.STANDING if stands else Verdict.WITHDRAWN
    if state == "replaced":
        return Verdict.STANDING if any(copies) else Verdict.REPLACED
    if state == "settled" and all(number == 1 for number in copies):
        return Verdict.ONCE
    return _NOT_SETTLED.get(state, Verdict.LOST)


_NOT_SETTLED: Mapping[str, Verdict] = {
    "unclear": Verdict.UNCLEAR,
    "failed": Verdict.FAILED,
    **dict.fromkeys(("waiting", "in_flight", "asking"), Verdict.OPEN),
}


def counted(ordered: Iterable[Ordered], arrived: Arrived) -> dict[str, Any]:
    """Return the numbers of the run, together and by kind of channel."""
    whole: Counter[Verdict] = Counter()
    corrections: Counter[Verdict] = Counter()
    by_channel: defaultdict[str, Counter[Verdict]] = defaultdict(Counter)
    for one in ordered:
        found = arrived.verdict(one)
        whole[found] += 1
        corrections[found] += one.is_correction
        by_channel[one.kind][found] += 1
    return {
        "deliveries": whole.total(),
        **{one.value: whole[one] for one in Verdict},
        **_of_corrections(corrections),
        "by_channel": {
            kind: {one.value: number for one, number in sorted(found.items())}
            for kind, found in sorted(by_channel.items())
        },
    }


def _of_corrections(found: Counter[Verdict]) -> dict[str, int]:
    """Return how posts and letters ended that show, or should show, a corrected text."""
    told = {
        "corrected": (Verdict.ONCE,),
        "corrections_lost": (Verdict.LOST, Verdict.OUTDATED, Verdict.OPEN),
        "corrections_twice": (Verdict.TWICE,),
        "corrections_waiting": (Verdict.UNCLEAR, Verdict.FAILED),
        "corrections_taken_back": (Verdict.WITHDRAWN, Verdict.STANDING, Verdict.REPLACED),
    }
    numbers = {name: sum(found[one] for one in verdicts) for name, verdicts in told.items()}
    return {"corrections": found.total(), **numbers}
