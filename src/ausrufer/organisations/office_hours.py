"""How much office time lies between two moments: pure."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from ausrufer.foundation.clock import in_town_time

OPENS, CLOSES = time(8), time(17)
_SATURDAY = 5
MOST_DAYS = 60  # nobody waits longer for an answer


def office_time(begin: datetime, end: datetime, *, free: Collection[date] = ()) -> timedelta:
    """Return the office time (Monday to Friday, 8 to 17 in town) between two aware moments.

    `free` are days on which nobody works. More than 60 days count as 60.
    """
    start, stop = in_town_time(begin), in_town_time(end)
    total, day = timedelta(), start.date()
    for _ in range(MOST_DAYS):
        if day > stop.date():
            break
        if day.weekday() < _SATURDAY and day not in free:
            total += _on(day, start, stop)
        day += timedelta(days=1)
    return total


def _on(day: date, start: datetime, stop: datetime) -> timedelta:
    # the clocks change at night: between opening and closing local time is a true measure
    first = max(start.replace(tzinfo=None), datetime.combine(day, OPENS))
    last = min(stop.replace(tzinfo=None), datetime.combine(day, CLOSES))
    return max(last - first, timedelta())
