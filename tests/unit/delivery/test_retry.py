"""When to try again: the whole decision in one table."""

from datetime import UTC, datetime, timedelta

import pytest

from ausrufer.delivery.retry import GiveUp, TryAgain, decide, look_again

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("attempts", "retry_after", "jitter", "pause"),
    [
        (1, None, 0, 5 * SECOND),
        (2, None, 0, 10 * SECOND),
        (3, None, 0, 20 * SECOND),
        (10, None, 0, 2560 * SECOND),
        (11, None, 0, HOUR),
        (19, None, 0, HOUR),
        # stretched by up to half, so that many do not come back in step
        (1, None, 0.5, 6.25 * SECOND),
        (1, None, 1, 7.5 * SECOND),
        (19, None, 1, 1.5 * HOUR),
        # what the platform asks for is never undercut, and never shortens the pause
        (1, 7 * MINUTE, 0, 7 * MINUTE),
        (1, 7 * MINUTE, 1, 7 * MINUTE),
        (11, SECOND, 0, HOUR),
        (1, timedelta(0), 0, 5 * SECOND),
        (1, -MINUTE, 0, 5 * SECOND),
        (1, timedelta(days=1), 0, timedelta(days=1)),
    ],
)
def test_pauses(
    attempts: int, retry_after: timedelta | None, jitter: float, pause: timedelta
) -> None:
    decision = decide(attempts=attempts, now=NOW, retry_after=retry_after, jitter=jitter)
    assert decision == TryAgain(NOW + pause)


@pytest.mark.parametrize("attempts", [20, 21, 10**9])
@pytest.mark.parametrize("retry_after", [None, MINUTE])
def test_patience_ends(attempts: int, retry_after: timedelta | None) -> None:
    decision = decide(attempts=attempts, now=NOW, retry_after=retry_after, jitter=0)
    assert decision == GiveUp()


@pytest.mark.parametrize(
    ("since", "retry_after", "expected"),
    [
        (NOW, 30 * SECOND, TryAgain(NOW + 30 * SECOND)),  # no more and no less than it says
        (NOW, None, TryAgain(NOW + 5 * SECOND)),
        (NOW, timedelta(0), TryAgain(NOW + SECOND)),  # never in a loop without breath
        (NOW - 2 * HOUR, 30 * SECOND, TryAgain(NOW + 30 * SECOND)),
        (NOW - 2 * HOUR - SECOND, 30 * SECOND, GiveUp()),
    ],
)
def test_looking_whether_the_platform_is_ready(
    since: datetime, retry_after: timedelta | None, expected: TryAgain | GiveUp
) -> None:
    assert look_again(since=since, now=NOW, retry_after=retry_after) == expected
