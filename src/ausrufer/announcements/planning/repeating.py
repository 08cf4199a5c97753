"""Rules of strangers (RFC 5545), written out within bounds.

`dateutil` looks for the next time until the year 9999; a rule that never comes would keep it busy
for minutes. So only rules are followed that are certain to come again soon.
"""

import calendar
from collections.abc import Iterator
from datetime import date, datetime, time

from dateutil.rrule import rrulestr
from django.utils.translation import gettext, gettext_noop

MOST_STEPS = 4_000  # times before the first that is wanted
EARLIEST = 2000
_ODD = gettext_noop(
    "Diese Wiederholung lesen wir nicht. Möglich sind tägliche, wöchentliche, monatliche und "
    "jährliche an festen Tagen."
)
_OLD = gettext_noop("Diese Wiederholung beginnt zu weit in der Vergangenheit.")
_KNOWN = {
    "DAILY": {"BYDAY"},
    "WEEKLY": {"BYDAY"},
    "MONTHLY": {"BYDAY", "BYMONTHDAY", "BYSETPOS"},
    "YEARLY": {"BYDAY", "BYMONTHDAY", "BYMONTH"},
}
_ALWAYS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_DAYS = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
MOST_APART = 52


class Unrepeatable(ValueError):
    """A rule is not followed; the message is a German sentence."""


def repeated(
    rule: str, start: datetime, *, first: date, last: date, most: int
) -> Iterator[datetime]:
    """Yield the naive local times of a rule on the days `first` to `last`; raises Unrepeatable."""
    parts = _checked(rule)
    if start.year < EARLIEST:
        raise Unrepeatable(gettext(_OLD))
    parts.pop("UNTIL", None) if "COUNT" in parts else None
    if "UNTIL" in parts:
        parts["UNTIL"] = parts["UNTIL"].rstrip("Z")
    plain = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        times = rrulestr(plain, dtstart=start)
    except (ValueError, TypeError) as broken:
        raise Unrepeatable(gettext(_ODD)) from broken
    begin, end = datetime.combine(first, time()), datetime.combine(last, time.max)
    given = 0
    for steps, at in enumerate(times):
        if at > end or given == most:
            return
        if at >= begin:
            given += 1
            yield at
        elif steps > MOST_STEPS:
            raise Unrepeatable(gettext(_OLD))


def _checked(rule: str) -> dict[str, str]:
    parts = dict(one.partition("=")[::2] for one in rule.upper().split(";") if one)
    if not all(_is_sound(parts)):
        raise Unrepeatable(gettext(_ODD))
    return parts


def _is_sound(parts: dict[str, str]) -> Iterator[bool]:
    """Yield whether each part is known and sure to come again."""
    frequency = parts.get("FREQ", "")
    yield frequency in _KNOWN
    by = set(parts) - _ALWAYS
    yield by <= _KNOWN.get(frequency, set())
    interval = parts.get("INTERVAL", "1")
    yield interval.isdecimal() and 1 <= int(interval[:4]) <= MOST_APART
    # "every second day, but Mondays" need never come; dateutil would look for it forever
    yield frequency != "DAILY" or interval == "1" or not by
    days = parts.get("BYDAY", "").split(",") if "BYDAY" in parts else []
    yield all(_is_day(one, ordinal=frequency in {"MONTHLY", "YEARLY"}) for one in days)
    yield not ("BYDAY" in by and "BYMONTHDAY" in by)
    yield "BYSETPOS" not in by or (
        "BYDAY" in by
        and all(one[-2:] == one for one in days)
        and parts["BYSETPOS"] in {"1", "2", "3", "4", "-1", "-2", "-3", "-4"}
    )
    yield _days_exist(parts)


def _is_day(text: str, *, ordinal: bool) -> bool:
    number = text[:-2].removeprefix("+").removeprefix("-")
    return text[-2:] in _DAYS and (not number or (ordinal and number in {"1", "2", "3", "4"}))


def _days_exist(parts: dict[str, str]) -> bool:
    """Tell whether some month named has some day named."""
    try:
        months = [int(one) for one in parts["BYMONTH"].split(",")] if "BYMONTH" in parts else [1]
        days = (
            [int(one) for one in parts["BYMONTHDAY"].split(",")] if "BYMONTHDAY" in parts else [1]
        )
    except ValueError:
        return False
    longest = {month: calendar.monthrange(2024, month)[1] for month in range(1, 13)}
    return all(month in longest for month in months) and all(
        any(1 <= abs(day) <= longest[month] for day in days) for month in months
    )
