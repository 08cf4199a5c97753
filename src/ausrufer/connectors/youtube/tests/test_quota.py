"""When YouTube counts anew."""

from datetime import UTC, datetime, timedelta

import pytest

from ausrufer.connectors.youtube.quota import until_midnight


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 21, 7, 59, tzinfo=UTC), timedelta(minutes=2)),
        (datetime(2026, 11, 21, 8, 0, tzinfo=UTC), timedelta(hours=24, minutes=1)),
        (datetime(2026, 7, 1, 12, 0, tzinfo=UTC), timedelta(hours=19, minutes=1)),  # summer
        (datetime(2026, 3, 8, 8, 30, tzinfo=UTC), timedelta(hours=22, minutes=31)),  # 23 hours
        (datetime(2026, 11, 1, 7, 30, tzinfo=UTC), timedelta(hours=24, minutes=31)),  # 25 hours
    ],
)
def test_the_day_ends_at_midnight_in_california(now: datetime, expected: timedelta) -> None:
    assert until_midnight(now) == expected
