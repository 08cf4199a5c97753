"""Office time between two moments, over nights, weekends, free days and changes of the clock."""

from datetime import date, datetime, timedelta

import pytest

from ausrufer.foundation.clock import TOWN_TIME
from ausrufer.organisations.office_hours import office_time


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOWN_TIME)


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        ("2026-11-16T09:00", "2026-11-16T11:30", 2.5),
        ("2026-11-16T16:00", "2026-11-17T09:00", 2),
        ("2026-11-16T18:00", "2026-11-17T07:00", 0),
        ("2026-11-16T06:00", "2026-11-16T22:00", 9),
        ("2026-11-20T16:30", "2026-11-23T08:30", 1),  # over a weekend
        ("2026-11-21T09:00", "2026-11-22T15:00", 0),
        ("2026-11-16T11:00", "2026-11-16T10:00", 0),
        ("2027-03-26T16:00", "2027-03-29T09:00", 2),  # the clocks went forward
        ("2026-10-23T16:00", "2026-10-26T09:00", 2),  # and back
        ("2026-01-01T00:00", "2027-01-01T00:00", 42 * 9),  # no more than 60 days
    ],
)
def test_office_time(begin: str, end: str, hours: float) -> None:
    assert office_time(at(begin), at(end)) == timedelta(hours=hours)


def test_on_free_days_nobody_works() -> None:
    free = {date(2026, 11, 17)}
    span = at("2026-11-16T16:00"), at("2026-11-18T09:00")
    assert office_time(*span, free=free) == timedelta(hours=2)
