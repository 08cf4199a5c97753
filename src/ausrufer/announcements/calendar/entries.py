"""What lies on the days: messages by their time, days without any, messages too close."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from ausrufer.announcements.calendar.spans import is_working_day
from ausrufer.announcements.states import State

CLOSE = timedelta(minutes=30)  # readers of one channel take two messages for one noise


@dataclass(frozen=True, slots=True)
class Entry:
    """A message on its day; `at` is aware, in the town's time; `channels` are their keys."""

    public_id: UUID
    title: str
    at: datetime
    state: State
    version: int
    department_id: int
    channels: tuple[int, ...] = ()
    corrects: bool = False
    kind: str = ""

    @property
    def day(self) -> date:
        """The day it lies on, as the town counts."""
        return self.at.date()

    @property
    def movable(self) -> bool:
        """Tell whether its time is still open."""
        return self.state not in {State.PUBLISHED, State.WITHDRAWN}

    @property
    def takes_place(self) -> bool:
        """Tell whether readers see it, or would."""
        return self.state not in {State.WITHDRAWN, State.LAPSED}


@dataclass(frozen=True, slots=True)
class Collision:
    """Two messages, on each of the channels the later one next, `minutes` behind the earlier."""

    earlier: Entry
    later: Entry
    channels: tuple[int, ...]
    minutes: int


def by_day(entries: Iterable[Entry]) -> dict[date, list[Entry]]:
    """Return the entries of each day in order of their times."""
    days: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=_order):
        days.setdefault(entry.day, []).append(entry)
    return days


def collisions(entries: Iterable[Entry], *, within: timedelta = CLOSE) -> list[Collision]:
    """Return neighbours on a channel that follow each other in less than `within`.

    What is out already collides with nothing that is out: nobody can change it any more.
    """
    found: list[Collision] = []
    ordered = sorted((one for one in entries if one.takes_place), key=_order)
    newest: dict[int, int] = {}  # by channel
    for number, later in enumerate(ordered):
        shared: dict[int, list[int]] = {}  # by the message before
        for channel_id in sorted(later.channels):
            if (before := newest.get(channel_id)) is not None:
                shared.setdefault(before, []).append(channel_id)
            newest[channel_id] = number
        found += [
            _collision(ordered[before], later, channels)
            for before, channels in sorted(shared.items())
            if _collide(ordered[before], later, within)
        ]
    return found


def _collide(earlier: Entry, later: Entry, within: timedelta) -> bool:
    return later.at - earlier.at < within and (earlier.movable or later.movable)


def _collision(earlier: Entry, later: Entry, channels: list[int]) -> Collision:
    minutes = int((later.at - earlier.at) / timedelta(minutes=1))
    return Collision(earlier, later, tuple(channels), minutes)


def gaps(
    days: Mapping[date, Sequence[Entry]],
    shown: Iterable[date],
    *,
    today: date,
    closed: frozenset[date] = frozenset(),
) -> list[date]:
    """Return the working days from today on without anything; `closed` are public holidays."""
    return [
        day
        for day in shown
        if day >= today and is_working_day(day) and day not in closed and not _busy(days.get(day))
    ]


def runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """Join days that follow each other: first and last of each run."""
    joined: list[tuple[date, date]] = []
    for day in days:
        if joined and day - joined[-1][1] == timedelta(days=1):
            joined[-1] = (joined[-1][0], day)
        else:
            joined.append((day, day))
    return joined


def _busy(entries: Sequence[Entry] | None) -> bool:
    return any(entry.takes_place for entry in entries or ())


def _order(entry: Entry) -> tuple[datetime, int]:
    return entry.at, entry.public_id.int
