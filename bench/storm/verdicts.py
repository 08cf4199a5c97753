"""Counting: what a delivery should be, what the platform has, and what follows. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
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
    OPEN = "unfinished"  # the run ended before it did


@dataclass(frozen=True, slots=True)
class Ordered:
    """One delivery; `parts` are the marks of each part, `recipient` is empty for the public."""

    kind: str
    recipient: str
    state: str
    parts: tuple[frozenset[str], ...]


class Arrived:
    """The logs of the platforms: which posts hold which mark."""

    def __init__(self) -> None:
        self._posts: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
        self._count = 0

    def note(self, kind: str, recipient: str, text: str) -> None:
        """Note one post, letter or page as its platform tells it."""
        self._count += 1
        for one in marks(text):
            self._posts[kind, recipient, one].add(self._count)

    def copies(self, ordered: Ordered) -> list[int]:
        """Return how often each part of a delivery is there."""
        where = (ordered.kind, ordered.recipient)
        return [len(set().union(*(self._posts[(*where, m)] for m in p))) for p in ordered.parts]


def verdict(state: str, copies: Sequence[int]) -> Verdict:
    """Return what became of a delivery, by its state and how often each part is there."""
    if any(number > 1 for number in copies):
        return Verdict.TWICE
    match state:
        case "settled":
            return Verdict.ONCE if all(number == 1 for number in copies) else Verdict.LOST
        case "unclear":
            return Verdict.UNCLEAR
        case "failed":
            return Verdict.FAILED
        case "waiting" | "in_flight":
            return Verdict.OPEN
        case _:
            return Verdict.LOST


def counted(ordered: Iterable[Ordered], arrived: Arrived) -> dict[str, Any]:
    """Return the numbers of the run, together and by kind of channel."""
    whole: Counter[Verdict] = Counter()
    by_channel: defaultdict[str, Counter[Verdict]] = defaultdict(Counter)
    for one in ordered:
        found = verdict(one.state, arrived.copies(one))
        whole[found] += 1
        by_channel[one.kind][found] += 1
    return {
        "deliveries": whole.total(),
        **{one.value: whole[one] for one in Verdict},
        "by_channel": {
            kind: {one.value: number for one, number in sorted(found.items())}
            for kind, found in sorted(by_channel.items())
        },
    }
