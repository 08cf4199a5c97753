"""What comes again keeps its local time for ten years, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ausrufer.announcements.calendar.recurrence import (
    Rhythm,
    Wish,
    local_times,
    moment_of,
    moved_end,
    rule_of,
)
from ausrufer.foundation.clock import TOWN_TIME
from ausrufer.organisations.errors import Refused

STARTS = st.integers(0, 15 * 365 * 24 * 60).map(
    lambda minutes: at("2020-01-01T00:00") + timedelta(minutes=minutes)
)
DAYS = st.frozensets(st.integers(1, 7))
RHYTHMS = st.sampled_from(Rhythm)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def times(wish: Wish, start: datetime) -> list[datetime]:
    return list(local_times(rule_of(wish, start), start, until=at("2099-01-01T00:00")))


def ten_years(start: datetime) -> date:
    return start.date() + timedelta(days=3652)


@settings(max_examples=60, deadline=None)
@given(RHYTHMS, st.integers(1, 6), DAYS, STARTS)
def test_ten_years_keep_the_time_of_day(
    rhythm: Rhythm, apart: int, weekdays: frozenset[int], start: datetime
) -> None:
    wish = Wish(rhythm, apart, weekdays, last_day=ten_years(start))
    found = times(wish, start)
    assert found[0] == start
    assert all(one < other for one, other in pairwise(found))
    assert found[-1].date() <= ten_years(start)
    assert {one.time() for one in found} == {start.time()}
    moments = [moment_of(one) for one in found]
    assert len(set(moments)) == len(moments)
    for local, moment in zip(found, moments, strict=True):
        shown = moment.astimezone(TOWN_TIME).replace(tzinfo=None)
        skipped = local.month == 3 and local.hour == 2 and local.isoweekday() == 7
        assert shown == local or (skipped and shown == local + timedelta(hours=1))


@settings(max_examples=60, deadline=None)
@given(RHYTHMS, STARTS, st.integers(2, 60))
def test_a_number_of_times_is_that_number(rhythm: Rhythm, start: datetime, number: int) -> None:
    assert len(times(Wish(rhythm, times=number), start)) == number


@settings(max_examples=60, deadline=None)
@given(RHYTHMS, STARTS, st.integers(0, 3000))
def test_a_part_of_a_series_is_its_beginning(rhythm: Rhythm, start: datetime, days: int) -> None:
    """The job asks for a little more every hour: what it got before must stay the same."""
    rule = rule_of(Wish(rhythm, last_day=ten_years(start)), start)
    whole = list(local_times(rule, start, until=start + timedelta(days=3700)))
    part = list(local_times(rule, start, until=start + timedelta(days=days)))
    assert whole[: len(part)] == part
    assert all(one > start + timedelta(days=days) for one in whole[len(part) :])


@pytest.mark.parametrize(
    ("wish", "start", "expected"),
    [
        (
            Wish(Rhythm.WEEKLY, weekdays=frozenset({4}), times=4),
            "2026-11-24T10:00",
            ["11-24", "11-26", "12-01", "12-03"],
        ),
        (Wish(Rhythm.WEEKLY, 2, times=3), "2026-11-24T10:00", ["11-24", "12-08", "12-22"]),
        (Wish(Rhythm.DAILY, 3, times=3), "2026-12-30T10:00", ["12-30", "01-02", "01-05"]),
        (
            Wish(Rhythm.MONTHLY_DAY, times=4),
            "2026-12-31T10:00",
            ["12-31", "01-31", "02-28", "03-31"],
        ),
        (Wish(Rhythm.MONTHLY_DAY, times=3), "2027-01-30T10:00", ["01-30", "02-28", "03-30"]),
        (Wish(Rhythm.MONTHLY_WEEKDAY, times=3), "2026-11-24T10:00", ["11-24", "12-22", "01-26"]),
        (Wish(Rhythm.MONTHLY_WEEKDAY, times=3), "2026-09-29T10:00", ["09-29", "10-27", "11-24"]),
        (Wish(Rhythm.YEARLY, times=3), "2028-02-29T10:00", ["02-29", "02-28", "02-28"]),
        (
            Wish(Rhythm.WEEKLY, last_day=date(2026, 12, 8)),
            "2026-11-24T10:00",
            ["11-24", "12-01", "12-08"],
        ),
    ],
)
def test_rhythms(wish: Wish, start: str, expected: list[str]) -> None:
    assert [f"{one:%m-%d}" for one in times(wish, at(start))] == expected


@pytest.mark.parametrize(
    ("local", "moment"),
    [
        ("2027-03-28T01:59", "2027-03-28T00:59"),
        ("2027-03-28T02:30", "2027-03-28T01:30"),  # does not exist: 03:30 summer time
        ("2027-03-28T03:00", "2027-03-28T01:00"),
        ("2026-10-25T02:30", "2026-10-25T00:30"),  # exists twice: the first
        ("2026-10-25T03:00", "2026-10-25T02:00"),
    ],
)
def test_clock_changes(local: str, moment: str) -> None:
    assert moment_of(at(local)) == at(moment).replace(tzinfo=UTC)


def test_half_past_two_comes_every_night() -> None:
    start = at("2027-03-27T02:30")
    rule = rule_of(Wish(Rhythm.DAILY, times=3), start)
    moments = [
        moment_of(one) for one in islice(local_times(rule, start, until=at("2099-01-01T00:00")), 3)
    ]
    shown = [f"{one.astimezone(TOWN_TIME):%d. %H:%M}" for one in moments]
    assert shown == ["27. 02:30", "28. 03:30", "29. 02:30"]


def test_the_end_moves_in_local_time() -> None:
    start, end = moment_of(at("2026-10-24T10:00")), moment_of(at("2026-10-24T18:00"))
    new_start = moment_of(at("2026-10-25T00:00"))
    assert moved_end(start, end, new_start) == moment_of(at("2026-10-25T08:00"))
    assert moved_end(start, None, new_start) is None


@settings(max_examples=200, deadline=None)
@given(STARTS, STARTS, st.integers(1, 60 * 24 * 30))
def test_an_end_stays_behind_its_start(start: datetime, new_start: datetime, minutes: int) -> None:
    begins, new = moment_of(start), moment_of(new_start)
    ends = begins + timedelta(minutes=minutes)
    moved = moved_end(begins, ends, new)
    assert moved is not None
    assert moved > new


def test_an_end_stays_behind_its_start_when_the_clocks_jump() -> None:
    start, end = moment_of(at("2027-03-27T02:30")), moment_of(at("2027-03-27T03:10"))
    new_start = moment_of(at("2027-03-28T02:30"))
    assert moved_end(start, end, new_start) == new_start + timedelta(minutes=40)


@pytest.mark.parametrize(
    "wish",
    [
        Wish(Rhythm.DAILY),
        Wish(Rhythm.DAILY, 0, times=2),
        Wish(Rhythm.DAILY, 53, times=2),
        Wish(Rhythm.DAILY, times=1),
        Wish(Rhythm.DAILY, times=521),
        Wish(Rhythm.DAILY, times=2, last_day=date(2026, 12, 1)),
        Wish(Rhythm.DAILY, last_day=date(2026, 11, 24)),
        Wish(Rhythm.DAILY, last_day=date(2040, 1, 1)),
    ],
)
def test_what_has_no_sensible_end_is_refused(wish: Wish) -> None:
    with pytest.raises(Refused):
        rule_of(wish, at("2026-11-24T10:00"))
