"""The hours of the week at which a channel's own messages found most answers: pure.

Few messages say nothing: below `LEAST` there is no answer, and an hour counts from `LEAST_OF_HOUR`
messages on. The median is compared, so that one message everybody shared decides nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

LEAST, LEAST_OF_HOUR = 20, 3
_REACTIONS = frozenset({"likes", "shares", "reposts", "quotes", "comments", "replies", "saves"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One message: when it went out in the town's local time, how many reactions it found."""

    at: datetime
    reactions: int


@dataclass(frozen=True, slots=True)
class BestHour:
    """An hour of the week: `weekday` 1 is Monday; `typical` is the median of so many messages."""

    weekday: int
    hour: int
    typical: float
    messages: int


def reactions_in(numbers: Mapping[str, int]) -> int:
    """Return how often people did something; being shown a message, or clicking, is no answer."""
    return sum(number for name, number in numbers.items() if name in _REACTIONS)


def best_hours(outcomes: Collection[Outcome], *, least: int = LEAST) -> list[BestHour] | None:
    """Return the best hour of each weekday that did better than usual, Monday first.

    None where there are fewer than `least` messages; empty where no hour stands out.
    """
    if len(outcomes) < least:
        return None
    usual = median(one.reactions for one in outcomes)
    hours: dict[tuple[int, int], list[int]] = defaultdict(list)
    for one in outcomes:
        hours[one.at.isoweekday(), one.at.hour].append(one.reactions)
    good = [
        BestHour(weekday, hour, median(found), len(found))
        for (weekday, hour), found in hours.items()
        if len(found) >= LEAST_OF_HOUR and median(found) > usual
    ]
    best: dict[int, BestHour] = {}
    for hour in sorted(good, key=lambda each: (-each.typical, -each.messages, each.hour)):
        best.setdefault(hour.weekday, hour)
    return [best[weekday] for weekday in sorted(best)]


def free_hours(
    hours: Iterable[BestHour],
    days: Iterable[date],
    *,
    now: datetime,
    taken: Collection[datetime],
    closed: Collection[date] = (),
) -> dict[date, BestHour]:
    """Return the good hour of each of these days that is still to come and in which nothing lies.

    All times are the town's. On `closed` days, public holidays, people live by other hours.
    """
    by_weekday = {hour.weekday: hour for hour in hours}
    busy = {(at.date(), at.hour) for at in taken}
    found = {day: by_weekday[day.isoweekday()] for day in days if day.isoweekday() in by_weekday}
    return {
        day: best
        for day, best in found.items()
        if (day, best.hour) > (now.date(), now.hour)
        and (day, best.hour) not in busy
        and day not in closed
    }
