"""Queue slots: the weekly times at which a channel likes to speak, in the town's local time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ausrufer.announcements.calendar.entries import CLOSE
from ausrufer.announcements.calendar.spans import DAY
from ausrufer.foundation.clock import TimeDoesNotExist, from_town_time, in_town_time

AHEAD = timedelta(weeks=26)  # who has no room for half a year has no queue


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One time of the week: `weekday` 1 is Monday, `at` is local."""

    weekday: int
    at: time


def slot_moments(
    slots: Collection[Slot], *, after: datetime, until: datetime
) -> Iterator[datetime]:
    """Return the moments (UTC) of the slots later than `after`, in order, none twice.

    A time that the spring change skips is left out that day; one that autumn repeats is taken the
    first time.
    """
    day, last = in_town_time(after).date(), in_town_time(until).date()
    while day <= last:
        times = sorted({slot.at for slot in slots if slot.weekday == day.isoweekday()})
        for local in times:
            try:
                moment = from_town_time(datetime.combine(day, local))
            except TimeDoesNotExist:
                continue
            if after < moment <= until:
                yield moment
        day += DAY


def next_free(
    slots: Collection[Slot], *, after: datetime, taken: Collection[datetime]
) -> datetime | None:
    """Return the next moment no message on the channel is close to; None where none is left."""
    moments = slot_moments(slots, after=after, until=after + AHEAD)
    return next((one for one in moments if all(abs(one - at) >= CLOSE for at in taken)), None)
