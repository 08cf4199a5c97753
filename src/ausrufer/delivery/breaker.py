"""When a channel rests: one pure decision over what its calls brought.

After three failures in a row a platform is taken for dead: its channel rests, longer each time, and
then lets one call through to see (`candidates.py`). What a platform asks for (Retry-After) is
obeyed by the whole channel, and the others on it lose no try by it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

BROKEN_AFTER = 3
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=15)


class Told(StrEnum):
    """What a call told about the platform, whatever became of the message."""

    ALIVE = "alive"  # it answered: a yes, a refusal, an access that ended
    WAIT = "wait"  # it answered, and asks for a pause
    SILENT = "silent"  # no answer, a broken one, or a fault of its own
    NOTHING = "nothing"  # says nothing about the platform


@dataclass(frozen=True, slots=True)
class Rest:
    """Failures in a row from now on, and until when the channel rests (None: as it was)."""

    failures: int
    until: datetime | None = None


def after_call(
    told: Told, *, failures: int, now: datetime, retry_after: timedelta | None = None
) -> Rest:
    """Decide after one call on a channel that had `failures` failures in a row before."""
    match told:
        case Told.ALIVE:
            return Rest(0)
        case Told.WAIT:
            return Rest(0, now + (retry_after or FIRST_REST))
        case Told.NOTHING:
            return Rest(failures)
        case Told.SILENT:
            failed = failures + 1
            pause = retry_after or timedelta()
            if failed >= BROKEN_AFTER:
                longer = FIRST_REST * 2 ** min(failed - BROKEN_AFTER, 10)
                pause = max(pause, min(longer, LONGEST_REST))
            return Rest(failed, now + pause if pause else None)
