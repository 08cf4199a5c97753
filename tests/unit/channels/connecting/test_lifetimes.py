"""When an access is renewed and when people are warned of its end."""

from datetime import UTC, datetime, timedelta

import pytest

from ausrufer.channels.lifetimes import Lifetime, days_left, is_near, moved, renew_from, warning

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("length", "before"),
    [
        (timedelta(seconds=30), timedelta(minutes=10)),
        (timedelta(minutes=30), timedelta(minutes=10)),
        (HOUR, timedelta(minutes=15)),
        (2 * HOUR, timedelta(minutes=30)),
        (DAY, 6 * HOUR),
        (28 * DAY, 7 * DAY),
        (60 * DAY, 7 * DAY),
        (365 * DAY, 7 * DAY),
    ],
)
def test_renewed_in_the_last_quarter(length: timedelta, before: timedelta) -> None:
    assert renew_from(Lifetime(NOW, NOW + length)) == NOW + length - before


def test_what_does_not_end_is_not_renewed() -> None:
    assert renew_from(Lifetime(NOW, None)) is None


def test_without_a_beginning_at_the_last_moment() -> None:
    assert renew_from(Lifetime(None, NOW)) == NOW - timedelta(minutes=10)


@pytest.mark.parametrize(
    ("left", "days"),
    [
        (60 * DAY, None),
        (14 * DAY + timedelta(seconds=1), None),
        (14 * DAY, 14),
        (8 * DAY, 14),
        (7 * DAY, 7),
        (2 * DAY, 7),
        (DAY, 1),
        (HOUR, 1),
        (timedelta(), None),
        (-DAY, None),
    ],
)
def test_warnings_of_a_long_access(left: timedelta, days: int | None) -> None:
    lifetime = Lifetime(NOW - 60 * DAY, NOW + left)
    assert warning(lifetime, NOW) == days
    assert is_near(lifetime, NOW) is (days is not None or left <= timedelta())


@pytest.mark.parametrize(
    ("length", "left", "days"),
    [
        (2 * HOUR, HOUR, None),
        (DAY, HOUR, None),
        (7 * DAY, 6 * DAY, None),
        (7 * DAY, HOUR, 1),
        (10 * DAY, 9 * DAY, None),
        (10 * DAY, 7 * DAY, 7),
        (14 * DAY, 13 * DAY, None),
    ],
)
def test_what_never_lasts_long_is_not_warned_of_early(
    length: timedelta, left: timedelta, days: int | None
) -> None:
    assert warning(Lifetime(NOW + left - length, NOW + left), NOW) == days


@pytest.mark.parametrize(
    ("left", "days"),
    [
        (-HOUR, 0),
        (timedelta(), 0),
        (timedelta(seconds=1), 1),
        (DAY, 1),
        (DAY + HOUR, 2),
        (14 * DAY, 14),
    ],
)
def test_days_left_count_begun_days(left: timedelta, days: int) -> None:
    assert days_left(NOW + left, NOW) == days


def test_an_end_that_stays_keeps_its_beginning() -> None:
    """Told anew with every answer in seconds from now, the same end moves by a moment."""
    before = Lifetime(NOW - 300 * DAY, NOW + 10 * DAY)
    ends = NOW + 10 * DAY + timedelta(seconds=2)
    assert moved(before, ends, NOW) == Lifetime(before.since, ends)


def test_an_end_that_moves_begins_anew() -> None:
    before = Lifetime(NOW - DAY, NOW + 13 * DAY)
    assert moved(before, NOW + 14 * DAY, NOW) == Lifetime(NOW, NOW + 14 * DAY)
    assert warning(moved(before, NOW + 14 * DAY, NOW), NOW) is None
    assert moved(before, None, NOW) == Lifetime(None, None)
