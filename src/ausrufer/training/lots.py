"""Faults by lot: what goes wrong is drawn for every request, throughout, from one seed. Pure.

A script (`faults.py`) says what happens to the next request; lots are for drills and measurements
in which anything may happen to any request. What was drawn is counted.
"""

import random
from collections import Counter
from collections.abc import Mapping
from typing import Any, Self

from ausrufer.training.faults import Fault, Mishap

LATE_SECONDS = 1.0
MUTE_SECONDS = 25.0  # longer than the 20 s the house waits for an ordinary answer
RETRY_AFTER = "2"
USUAL: Mapping[Mishap, float] = {
    Mishap.BEFORE: 0.02,
    Mishap.AFTER: 0.02,
    Mishap.MUTE_BEFORE: 0.001,
    Mishap.MUTE_AFTER: 0.001,
    Mishap.BUSY: 0.01,
    Mishap.BROKEN: 0.01,
    Mishap.EXPIRED: 0.002,
    Mishap.LATE: 0.02,
    Mishap.HALF: 0.01,
}
_FAULTS: Mapping[Mishap, dict[str, Any]] = {
    Mishap.BEFORE: {"broken": "before"},
    Mishap.AFTER: {"broken": "after"},
    Mishap.MUTE_BEFORE: {"broken": "before", "late": MUTE_SECONDS},
    Mishap.MUTE_AFTER: {"broken": "after", "mute": MUTE_SECONDS},
    Mishap.BUSY: {"status": 429, "body": {}, "headers": {"Retry-After": RETRY_AFTER}},
    Mishap.BROKEN: {"status": 503, "body": {}},
    Mishap.EXPIRED: {"status": 401, "body": {}},
    Mishap.LATE: {"late": LATE_SECONDS},
}
_WRITING = frozenset({"POST", "PUT", "PATCH"})


class Lots:
    """Draws what goes wrong; `shares` are of all requests, between 0 and 1."""

    def __init__(self, seed: str, shares: Mapping[Mishap, float] = USUAL) -> None:
        self.seed, self.shares = seed, dict(shares)
        self.drawn: Counter[Mishap] = Counter()
        self.requests = 0
        self._chance = random.Random(seed)  # noqa: S311 - faults need no secrecy
        self._half_done: set[tuple[str, str]] = set()

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Return the lots a JSON object describes; raises ValueError and TypeError."""
        shares = {Mishap(name): float(share) for name, share in plain.get("shares", USUAL).items()}
        if min(shares.values(), default=0) < 0 or sum(shares.values()) > 1:
            raise ValueError("not shares of all requests")
        return cls(str(plain["seed"]), shares)

    def draw(self, method: str, path: str) -> Fault | None:
        """Return what goes wrong with a request; None where nothing does."""
        self.requests += 1
        place = (method, path)
        if place in self._half_done:
            self._half_done.discard(place)
            self.drawn[Mishap.HALF] += 1
            return Fault("* *", **_FAULTS[self._chance.choice((Mishap.BEFORE, Mishap.AFTER))])
        mishap = self._one_of()
        if mishap is Mishap.HALF:
            self._half_done |= {place} if method in _WRITING else set()
            return None
        return self._made(mishap) if mishap else None

    def hits(self, mishap: Mishap) -> bool:
        """Tell whether one mishap happens now, and count it; for talks that are no requests."""
        hit = self._chance.random() < self.shares.get(mishap, 0)
        self.drawn[mishap] += hit
        return hit

    def to_json(self) -> dict[str, Any]:
        """Return what was drawn so far."""
        drawn = {mishap.value: number for mishap, number in sorted(self.drawn.items()) if number}
        return {"seed": self.seed, "requests": self.requests, "drawn": drawn}

    def _one_of(self) -> Mishap | None:
        left = self._chance.random()
        for mishap, share in self.shares.items():
            if left < share:
                return mishap
            left -= share
        return None

    def _made(self, mishap: Mishap) -> Fault:
        self.drawn[mishap] += 1
        return Fault("* *", **_FAULTS[mishap])
