"""Residents going about: what is new on the networks is liked and talked about after a while."""

import asyncio
import heapq
import logging
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ausrufer.training.residents.place import Place, said_at
from ausrufer.training.residents.talking import Remark, conversation, fans, moments

LOOK_EVERY = 2.0  # seconds
_MINUTE = 60.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Habits:
    """`seed` makes a town talk the same way again; `most_a_minute` keeps it bearable."""

    seed: str = "uebungsstadt"
    most_a_minute: int = 6


class _Due(NamedTuple):
    at: float
    network: str
    post: str
    place: int  # of the remark in its conversation


class Neighbourhood:
    """Everybody who lives there. What stands there at the first look is old news to them."""

    def __init__(self, squares: Mapping[str, Place], habits: Habits) -> None:
        self._squares, self._habits = squares, habits
        self._known = {name: set(one.posts()) for name, one in squares.items()}
        self._counts = {name: len(known) for name, known in self._known.items()}
        self._waiting: list[_Due] = []
        self._talks: dict[tuple[str, str], Sequence[Remark]] = {}
        self._said: dict[tuple[str, str, int], str] = {}
        self._lately: deque[float] = deque()

    def look(self, now: float) -> int:
        """Notice what is new and say what is due by now; returns how many comments were made."""
        for name, square in self._squares.items():
            for post in square.posts():
                if post not in self._known[name]:
                    self._notice(name, square, post, now)
        while self._lately and self._lately[0] <= now - _MINUTE:
            self._lately.popleft()
        done = 0
        while self._waiting and self._waiting[0].at <= now and self._may_speak():
            done += self._speak(heapq.heappop(self._waiting), now)
        return done

    def _may_speak(self) -> bool:
        return len(self._lately) < self._habits.most_a_minute

    def _notice(self, name: str, square: Place, post: str, now: float) -> None:
        self._known[name].add(post)
        self._counts[name] += 1
        # ids may be made of the time of day: the seed counts posts instead
        key = f"{name}/{self._counts[name]}"
        for one in fans(self._habits.seed, key):
            square.like(post, one)
        due = moments(self._habits.seed, key)
        self._talks[name, post] = conversation(self._habits.seed, key, len(due))
        for place, after in enumerate(due):
            heapq.heappush(self._waiting, _Due(now + after, name, post, place))

    def _speak(self, due: _Due, now: float) -> int:
        square = self._squares[due.network]
        talk = self._talks[due.network, due.post]
        remark = talk[due.place]
        above = ""
        if remark.answers is not None:
            above = self._said.get((due.network, due.post, remark.answers), "")
        written = said_at(square, due.post, remark.who, remark.text, above)
        if written:
            self._said[due.network, due.post, due.place] = written
            self._lately.append(now)
        return int(bool(written))


async def live(neighbourhood: Neighbourhood) -> None:
    """Let them go about until somebody cancels it."""
    clock = asyncio.get_running_loop().time
    while True:
        try:
            neighbourhood.look(clock())
        except Exception:  # noqa: BLE001 - what residents do wrong must not end the networks
            _log.exception("residents")
        await asyncio.sleep(LOOK_EVERY)
