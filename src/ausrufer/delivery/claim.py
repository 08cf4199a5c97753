"""Step (a): claim due deliveries and write their attempts, in one short transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from ausrufer.channels.errors import NotReadyYet
from ausrufer.delivery.buckets import buckets_of, give_back, take_tokens
from ausrufer.delivery.budgets import Wish
from ausrufer.delivery.candidates import Candidate, candidates, lock_channels
from ausrufer.delivery.models import Attempt, Delivery
from ausrufer.delivery.states import State
from ausrufer.foundation.scope import across_organisations

# Longer than the deadline of most connectors: when a lease runs out, its call is surely over.
LEASE = timedelta(seconds=120)

# A call that may take longer than this gets a lease that outlives its deadline by so much.
_BEYOND_DEADLINE = timedelta(seconds=30)

# Whoever decided in the meantime holds the row or has changed it: then it is left alone.
_CLAIM = """
WITH claimed AS (
  UPDATE delivery_delivery d
     SET state = 'in_flight', lease_until = %(lease)s, worker = %(worker)s,
         attempt_count = d.attempt_count + 1, called_at = NULL,
         first_attempt_at = COALESCE(d.first_attempt_at, %(now)s)
    FROM (SELECT id FROM delivery_delivery
           WHERE id = ANY(%(ids)s) AND state = 'waiting' AND due_at <= %(now)s
             AND recalled_at IS NULL AND held_at IS NULL
             FOR UPDATE SKIP LOCKED) free
   WHERE d.id = free.id
  RETURNING d.id, d.organisation_id, d.attempt_count
)
INSERT INTO delivery_attempt
       (organisation_id, delivery_id, number, worker, started_at, outcome, for_staff, for_log)
SELECT organisation_id, id, attempt_count, %(worker)s, %(now)s, '', '', '' FROM claimed
RETURNING delivery_id, number
"""

_CLAIM_UNCLEAR = """
UPDATE delivery_delivery d
   SET reconcile_at = %(again)s
  FROM (SELECT id FROM delivery_delivery
         WHERE state = 'unclear' AND reconcile_at <= %(now)s AND id IN (
               SELECT id FROM (
                      SELECT u.id, u.reconcile_at,
                             row_number() OVER (PARTITION BY u.channel_id ORDER BY u.reconcile_at)
                        FROM delivery_delivery u
                        LEFT JOIN delivery_pace p ON p.channel_id = u.channel_id
                       WHERE u.state = 'unclear' AND u.reconcile_at <= %(now)s
                         AND (p.rests_until IS NULL OR p.rests_until <= %(now)s)) ready
                WHERE row_number <= %(each)s
                ORDER BY reconcile_at LIMIT %(most)s)
           FOR UPDATE SKIP LOCKED) due
 WHERE d.id = due.id
RETURNING d.id
"""

# Who is being looked at or changed right now is left to `begin_call`, which waits for them.
_BEGIN = """
WITH mine AS MATERIALIZED (
  SELECT d.id, claimed.lease
    FROM delivery_delivery d
    JOIN unnest(%(ids)s::bigint[], %(attempts)s::int[], %(workers)s::uuid[],
                %(leases)s::timestamptz[]) claimed(id, attempt, worker, lease)
      ON claimed.id = d.id
   WHERE d.state = 'in_flight' AND d.worker = claimed.worker AND d.lease_until > %(now)s
     AND d.attempt_count = claimed.attempt AND d.recalled_at IS NULL
     AND COALESCE((SELECT whole.recalled_at IS NULL FROM delivery_delivery whole
                    WHERE whole.id = d.parent_id), true)
     FOR UPDATE OF d SKIP LOCKED
)
UPDATE delivery_delivery d SET lease_until = mine.lease, called_at = %(now)s
  FROM mine WHERE d.id = mine.id
RETURNING d.id
"""

# A platform that hangs must not keep all questions to the others waiting.
_QUESTIONS_EACH = 2


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery this worker may carry out; `attempt` fences its result."""

    delivery_id: int
    attempt: int
    worker: UUID
    urgent: bool = False
    paid: bool = False  # it took tokens of rate budgets: they are given back if no call is made


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a worker took; `passed_over`: another one was claiming on some channels right then."""

    claims: list[Claim]
    passed_over: bool = False


def claim(*, worker: UUID, now: datetime, most: int, least: int) -> Claimed:
    """Take what is due, down to the priority `least`, as far as channels and budgets have room."""
    with across_organisations(reason="one engine serves every organisation"), transaction.atomic():
        channel_ids, passed_over = lock_channels(now=now, least=least)
        if not channel_ids:
            return Claimed([], passed_over)
        found = candidates(channel_ids, now=now, least=least, most=most)
        granted = _within_budgets(found, now)
        if not granted:
            return Claimed([], passed_over)
        with connection.cursor() as cursor:
            cursor.execute(
                _CLAIM, {"lease": now + LEASE, "worker": worker, "now": now, "ids": [*granted]}
            )
            attempts = dict(cursor.fetchall())
        urgent = {one.delivery_id for one in found if one.urgent}
        claims = []
        for pk, paid in granted.items():
            if pk in attempts:
                claims.append(Claim(pk, attempts[pk], worker, pk in urgent, paid))
            elif paid:  # somebody was faster, or is deciding about it right now
                give_back(pk, now=now)
        return Claimed(claims, passed_over)


def _within_budgets(found: Sequence[Candidate], now: datetime) -> dict[int, bool]:
    """Return the deliveries that may be called, in order, and whether each took tokens for it.

    Most networks ask for none. Who was handed over and is being prepared there has had its token;
    only where the last look broke off it takes another.
    """
    named = buckets_of({one.channel_id: one.kind for one in found})
    looks = _looks([one.delivery_id for one in found if named[one.channel_id]])
    wishes = [
        Wish(
            one.delivery_id,
            one.channel_id,
            () if one.delivery_id in looks else tuple(named[one.channel_id]),
            one.urgent,
        )
        for one in found
    ]
    by_name = {name: budget for names in named.values() for name, budget in names.items()}
    if not by_name:
        return {one.delivery_id: False for one in found}
    granted = take_tokens(wishes, by_name, now=now)
    return {one.delivery_id: bool(one.buckets) for one in wishes if one.delivery_id in granted}


def _looks(delivery_ids: Sequence[int]) -> frozenset[int]:
    """Return which of these were handed over and only look whether they are ready."""
    if not delivery_ids:
        return frozenset()
    last = Attempt.objects.filter(
        delivery__in=delivery_ids,
        number=F("delivery__attempt_count"),
        outcome=NotReadyYet.__name__,
    )
    return frozenset(last.values_list("delivery", flat=True))


def begin_call(claim: Claim, *, now: datetime, deadline_seconds: float = 0) -> bool:
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
    if stands.update(lease_until=now + lease_of(deadline_seconds), called_at=now):
        return True
    if mine.update(state=State.WAITING, lease_until=None):
        Attempt.objects.filter(delivery=claim.delivery_id, number=claim.attempt).update(
            ended_at=now, outcome="Recalled"
        )
    return False


def begin_calls(deadlines: Mapping[Claim, float], *, now: datetime) -> set[int]:
    """Note that these calls begin, by their deadlines in seconds; return which deliveries may.

    One statement for what is usual. Each of the others is to ask `begin_call`.
    """
    values: dict[str, Any] = {
        "ids": [one.delivery_id for one in deadlines],
        "attempts": [one.attempt for one in deadlines],
        "workers": [one.worker for one in deadlines],
        "leases": [now + lease_of(one) for one in deadlines.values()],
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, values)
        return {row[0] for row in cursor.fetchall()}


def lease_of(deadline_seconds: float) -> timedelta:
    """Return after what time a call with this deadline is surely over."""
    return max(LEASE, timedelta(seconds=deadline_seconds) + _BEYOND_DEADLINE)


def claim_unclear(*, now: datetime, most: int) -> list[int]:
    """Take up to `most` unclear deliveries to ask the platform about; others wait two minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM_UNCLEAR,
            {
                "again": now + timedelta(minutes=2),
                "now": now,
                "most": most,
                "each": _QUESTIONS_EACH,
            },
        )
        return [row[0] for row in cursor.fetchall()]
