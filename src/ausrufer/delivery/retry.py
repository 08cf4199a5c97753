"""When to try again: one pure decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 20
LONGEST_PREPARATION = timedelta(hours=2)
_SHORTEST_LOOK = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The delivery goes back to waiting until `at`."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Further tries are pointless; a person has to look."""


def decide(
    *, attempts: int, now: datetime, retry_after: timedelta | None, jitter: float
) -> TryAgain | GiveUp:
    """Decide after the `attempts`-th temporary failure since a person last had a hand in it.

    The pause doubles from 5 s to 1 h and is stretched by up to half (`jitter` in 0..1), so that
    many deliveries do not come back in step; what the platform asks for is never undercut.
    """
    if attempts >= MOST_ATTEMPTS:
        return GiveUp()
    # 2**10 * 5 s is beyond the longest pause already: the exponent stays small on purpose
    pause = min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE)
    pause = pause * (1 + jitter / 2)
    return TryAgain(now + max(pause, retry_after or timedelta()))


def look_again(
    *, since: datetime, now: datetime, retry_after: timedelta | None
) -> TryAgain | GiveUp:
    """Decide while a platform prepares what it was given `since` then, such as a film.

    Looking uses up no tries; after two hours a person looks.
    """
    if now - since > LONGEST_PREPARATION:
        return GiveUp()
    pause = FIRST_PAUSE if retry_after is None else max(retry_after, _SHORTEST_LOOK)
    return TryAgain(now + pause)
