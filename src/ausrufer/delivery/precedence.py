"""What the worker's one database thread does first: pure.

Most of a worker's time is database work. Served in the order of arrival, a warning would stand
behind everything prepared for ordinary messages, and what platforms answered behind it, too.
"""

from dataclasses import dataclass
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import Generic, TypeVar

Item = TypeVar("Item")

SLOTS = 64
KEPT_FOR_URGENT = 24
PORTION = 32


class Turn(IntEnum):
    """Whose turn it is: lower numbers first, among equals in the order of arrival."""

    URGENT = 0  # any step of what is urgent, and looking whether there is anything urgent
    SETTLE = 10  # what a platform answered: until it is written, nobody else knows
    UPKEEP = 20  # signs of life, sweeps, claims
    PREPARE = 30  # getting ordinary calls ready, and questions about what is unclear


class Line(Generic[Item]):
    """What waits for the thread, in the order it is to be served."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, Item]] = []
        self._numbers = count()

    def join(self, turn: Turn, item: Item) -> None:
        """Stand in line behind everything of the same turn."""
        heappush(self._waiting, (turn, next(self._numbers), item))

    def next(self) -> Item:
        """Take who is first; raises IndexError where nobody waits."""
        return heappop(self._waiting)[2]


@dataclass(frozen=True, slots=True)
class Places:
    """How many deliveries may be claimed at once."""

    ordinary: int
    urgent: int


def places(*, ordinary: int, urgent: int) -> Places:
    """Return what may be claimed beside so many calls under way.

    Ordinary ones leave some places free, and come in portions that are prepared in a moment.
    """
    free = SLOTS + KEPT_FOR_URGENT - ordinary - urgent
    return Places(ordinary=max(0, min(SLOTS - ordinary, free, PORTION)), urgent=max(0, free))
