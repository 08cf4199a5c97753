"""When a channel rests, after what its calls brought."""

from datetime import UTC, datetime, timedelta

import pytest

from ausrufer.delivery.breaker import Rest, Told, after_call

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("told", "failures", "retry_after", "expected"),
    [
        (Told.ALIVE, 0, None, Rest(0)),
        (Told.ALIVE, 7, None, Rest(0)),
        (Told.NOTHING, 2, None, Rest(2)),
        (Told.WAIT, 0, 7 * MINUTE, Rest(0, NOW + 7 * MINUTE)),
        (Told.WAIT, 5, 7 * MINUTE, Rest(0, NOW + 7 * MINUTE)),  # it answered: it is not dead
        (Told.WAIT, 0, None, Rest(0, NOW + 30 * SECOND)),
        (Told.SILENT, 0, None, Rest(1)),
        (Told.SILENT, 1, None, Rest(2)),
        (Told.SILENT, 2, None, Rest(3, NOW + 30 * SECOND)),
        (Told.SILENT, 3, None, Rest(4, NOW + MINUTE)),
        (Told.SILENT, 6, None, Rest(7, NOW + 8 * MINUTE)),
        (Told.SILENT, 7, None, Rest(8, NOW + 15 * MINUTE)),
        (Told.SILENT, 10_000, None, Rest(10_001, NOW + 15 * MINUTE)),
        (Told.SILENT, 0, 5 * SECOND, Rest(1, NOW + 5 * SECOND)),
        (Told.SILENT, 2, 5 * MINUTE, Rest(3, NOW + 5 * MINUTE)),
    ],
)
def test_a_channel_rests(
    told: Told, failures: int, retry_after: timedelta | None, expected: Rest
) -> None:
    assert after_call(told, failures=failures, now=NOW, retry_after=retry_after) == expected
