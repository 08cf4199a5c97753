"""Step (a): claim due deliveries and write their attempts, in one short transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from ausrufer.delivery.models import Attempt, Delivery
from ausrufer.delivery.states import State
from ausrufer.foundation.scope import across_organisations

# Longer than any connector's deadline: when a lease runs out, its call is surely over.
LEASE = timedelta(seconds=120)

# Copies wait this long for the own ground; a site that is down must not silence the town.
HEAD_START = timedelta(minutes=5)

_CLAIM = """
UPDATE delivery_delivery d
   SET state = 'in_flight', lease_until = %(lease)s, worker = %(worker)s,
       attempt_count = d.attempt_count + 1, called_at = NULL,
       first_attempt_at = COALESCE(d.first_attempt_at, %(now)s)
  FROM (SELECT d.id
          FROM delivery_delivery d
          JOIN channels_channel c ON c.id = d.channel_id
          LEFT JOIN delivery_delivery after ON after.id = d.after_id
          LEFT JOIN channels_channel ground ON ground.id = after.channel_id
          LEFT JOIN delivery_delivery target ON target.id = d.target_id
          LEFT JOIN delivery_delivery whole ON whole.id = d.parent_id
         WHERE d.state = 'waiting' AND d.due_at <= %(now)s
           AND (d.not_after IS NULL OR d.not_after > %(now)s)
           AND (c.active OR d.purpose <> 'publish') AND c.paused_at IS NULL
           AND d.recalled_at IS NULL AND whole.recalled_at IS NULL
           AND (after.id IS NULL OR after.state NOT IN ('waiting', 'in_flight')
                OR (after.channel_id <> d.channel_id
                    AND (NOT ground.active OR ground.paused_at IS NOT NULL
                         OR d.due_at < %(patience)s)))
           AND (target.id IS NULL OR target.state = 'settled')
         ORDER BY d.priority, d.due_at, d.id
         LIMIT %(most)s
           FOR UPDATE OF d SKIP LOCKED) due
 WHERE d.id = due.id
RETURNING d.id
"""

_CLAIM_UNCLEAR = """
UPDATE delivery_delivery d
   SET reconcile_at = %(again)s
  FROM (SELECT id FROM delivery_delivery
         WHERE state = 'unclear' AND reconcile_at <= %(now)s
         ORDER BY reconcile_at LIMIT %(most)s
           FOR UPDATE SKIP LOCKED) due
 WHERE d.id = due.id
RETURNING d.id
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery this worker may carry out; `attempt` fences its result."""

    delivery_id: int
    attempt: int
    worker: UUID


def claim_due(*, worker: UUID, now: datetime, most: int) -> list[Claim]:
    """Take up to `most` due deliveries; nobody else can take them until their lease runs out."""
    with across_organisations(reason="one engine serves every organisation"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                _CLAIM,
                {
                    "lease": now + LEASE,
                    "patience": now - HEAD_START,
                    "worker": worker,
                    "now": now,
                    "most": most,
                },
            )
            ids = [row[0] for row in cursor.fetchall()]
        claimed = Delivery.objects.filter(pk__in=ids).defer("content")
        claimed = claimed.order_by("priority", "due_at", "pk")
        attempts = [
            Attempt(
                organisation_id=delivery.organisation_id,
                delivery=delivery,
                number=delivery.attempt_count,
                worker=worker,
                started_at=now,
            )
            for delivery in claimed
        ]
        Attempt.objects.bulk_create(attempts)
        return [Claim(attempt.delivery_id, attempt.number, worker) for attempt in attempts]


def begin_call(claim: Claim, *, now: datetime) -> bool:
    """Note that the call begins, with a fresh lease; tells whether the claim still holds.

    Pictures of many deliveries are made fit one after the other: meanwhile a lease can run out and
    a person can decide, or the delivery can be recalled. Then nothing may be sent; what was
    recalled waits again until the sweep ends it. A delivery whose call never began is no riddle
    after a crash.
    """
    mine = Delivery.objects.filter(
        pk=claim.delivery_id,
        state=State.IN_FLIGHT,
        worker=claim.worker,
        attempt_count=claim.attempt,
        lease_until__gt=now,
    )
    stands = mine.filter(recalled_at=None).exclude(parent__recalled_at__isnull=False)
    if stands.update(lease_until=now + LEASE, called_at=now):
        return True
    if mine.update(state=State.WAITING, lease_until=None):
        Attempt.objects.filter(delivery=claim.delivery_id, number=claim.attempt).update(
            ended_at=now, outcome="Recalled"
        )
    return False


def claim_unclear(*, now: datetime, most: int) -> list[int]:
    """Take up to `most` unclear deliveries to ask the platform about; others wait two minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM_UNCLEAR, {"again": now + timedelta(minutes=2), "now": now, "most": most}
        )
        return [row[0] for row in cursor.fetchall()]
