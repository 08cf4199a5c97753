"""German weeks, Monday first, and what lies before and behind."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.announcements.calendar.spans import (
    FIRST_DAY,
    LAST_DAY,
    View,
    bounded,
    span_of,
    week_number,
)

DAYS = st.dates(FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    ("view", "day", "first", "last"),
    [
        (View.MONTH, date(2026, 11, 24), date(2026, 10, 26), date(2026, 12, 6)),
        (View.MONTH, date(2027, 2, 1), date(2027, 2, 1), date(2027, 2, 28)),  # exactly four weeks
        (View.MONTH, date(2026, 12, 31), date(2026, 11, 30), date(2027, 1, 3)),
        (View.LIST, date(2028, 2, 10), date(2028, 2, 1), date(2028, 2, 29)),
        (View.WEEK, date(2026, 11, 22), date(2026, 11, 16), date(2026, 11, 22)),  # a Sunday
        (View.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (View.DAY, date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 24)),
    ],
)
def test_days_of_a_view(view: View, day: date, first: date, last: date) -> None:
    found = span_of(view, day)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2026, 11, 24), 48), (date(2027, 1, 3), 53), (date(2027, 1, 4), 1)],
)
def test_calendar_weeks(day: date, number: int) -> None:
    assert week_number(day) == number


@given(st.sampled_from(View), DAYS)
def test_spans_follow_each_other_without_a_gap(view: View, day: date) -> None:
    here = span_of(view, day)
    held = [one for one in here.days() if here.holds(one)]
    following = span_of(view, here.after)
    if held[-1] < LAST_DAY:
        assert next(one for one in following.days() if following.holds(one)) == held[
            -1
        ] + timedelta(days=1)
    assert day in held


@given(DAYS)
def test_a_month_is_whole_weeks_from_monday(day: date) -> None:
    weeks = span_of(View.MONTH, day).weeks()
    assert {len(week) for week in weeks} == {7}
    assert {week[0].isoweekday() for week in weeks} == {1}


def test_days_out_of_bounds_become_the_nearest() -> None:
    assert bounded(date.min) == FIRST_DAY
    assert bounded(date.max) == LAST_DAY
    for view in View:
        for day in (FIRST_DAY, LAST_DAY):
            span = span_of(view, day)
            assert FIRST_DAY <= span.before <= span.after <= LAST_DAY
