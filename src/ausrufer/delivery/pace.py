"""Writing down how a channel's platform fares, for all workers."""

from datetime import timedelta

from django.db import connection

from ausrufer.channels.errors import AccessLost, NotReadyYet, OutcomeUnclear, TemporaryFailure
from ausrufer.delivery.breaker import Told, after_call
from ausrufer.delivery.call import Outcome
from ausrufer.delivery.models import Delivery, Pace
from ausrufer.delivery.plain import plain
from ausrufer.foundation.clock import now

# Two outcomes at once: the row is made first and then locked, so that both count.
_MAKE = """
INSERT INTO delivery_pace (channel_id, organisation_id, failures, rests_because)
VALUES (%s, %s, 0, '') ON CONFLICT DO NOTHING
"""


def note_outcome(delivery: Delivery, outcome: Outcome) -> None:
    """Let the channel rest, or end its rest, after one call; inside the caller's transaction."""
    told, retry_after = _told(delivery, outcome)
    if told is Told.NOTHING:
        return
    if told is Told.ALIVE:
        # the usual case: nothing to write, and no row to lock
        found = Pace.objects.filter(channel_id=delivery.channel_id, failures__gt=0)
        found.update(failures=0, rests_until=None, rests_because="")
        return
    with connection.cursor() as cursor:
        cursor.execute(_MAKE, [delivery.channel_id, delivery.organisation_id])
    pace = Pace.objects.select_for_update(of=("self",)).get(channel_id=delivery.channel_id)
    rest = after_call(told, failures=pace.failures, now=now(), retry_after=retry_after)
    pace.failures = rest.failures
    if rest.until and (pace.rests_until is None or rest.until > pace.rests_until):
        pace.rests_until = rest.until
        pace.rests_because = plain(getattr(outcome, "for_staff", ""))
    pace.save(update_fields=["failures", "rests_until", "rests_because"])


def _told(delivery: Delivery, outcome: Outcome) -> tuple[Told, timedelta | None]:
    match outcome:
        case NotReadyYet() | AccessLost():
            # a lost access pauses the channel: that says all, and takes its row after this one
            return Told.NOTHING, None
        case TemporaryFailure() if outcome.retry_after:
            return Told.WAIT, outcome.retry_after
        case TemporaryFailure() if delivery.parent_id:
            # one reader's mail server that is busy says nothing about ours
            return Told.NOTHING, None
        case TemporaryFailure() | OutcomeUnclear():
            return Told.SILENT, None
        case _:
            return Told.ALIVE, None
