"""Step (c) for many at once: plain successes in one transaction of few statements.

What platforms answered while the database was busy is written together. Only what needs no thought
is: a publication that was taken whole and is still ours. Anything else (taken away meanwhile,
looked at by a person right now, a correction, a yes that names no parts where some are known) is
left to `settle.py`, one by one. `settle.mark_settled` writes the same fields.
"""

import json
import logging
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from ausrufer.channels.contract import Published
from ausrufer.channels.queries import address_for_readers
from ausrufer.delivery import journal
from ausrufer.delivery.claim import Claim
from ausrufer.delivery.database import is_connected
from ausrufer.delivery.facts import DeliverySettled
from ausrufer.delivery.plain import plain_parts
from ausrufer.foundation.clock import now
from ausrufer.foundation.facts import announce_all
from ausrufer.records.actions import Entry, record_all
from ausrufer.records.actor import Actor

log = logging.getLogger(__name__)

AT_ONCE = 64

# Locked in the order everybody locks them; whoever has one in hand goes first.
_SETTLE = """
WITH mine AS MATERIALIZED (
  SELECT d.id, told.attempt, told.parts, told.permalink
    FROM delivery_delivery d
    JOIN unnest(%(ids)s::bigint[], %(attempts)s::int[], %(workers)s::uuid[], %(parts)s::text[],
                %(links)s::text[]) told(id, attempt, worker, parts, permalink) ON told.id = d.id
   WHERE d.state = 'in_flight' AND d.worker = told.worker AND d.attempt_count = told.attempt
     AND d.organisation_id = %(organisation)s AND d.purpose = 'publish' AND d.target_id IS NULL
     AND (told.parts <> '[]' OR d.parts = '[]'::jsonb)
   ORDER BY d.id
     FOR UPDATE OF d SKIP LOCKED
), settled AS (
  UPDATE delivery_delivery d
     SET state = 'settled', lease_until = NULL, settled_at = %(now)s, reconcile_at = NULL,
         for_staff = '', parts = mine.parts::jsonb, permalink = mine.permalink
    FROM mine, channels_channel c
   WHERE d.id = mine.id AND c.id = d.channel_id
  RETURNING d.id, mine.attempt, d.key, d.subject, d.parent_id, d.permalink, d.channel_id, c.name
), closed AS (
  UPDATE delivery_attempt a
     SET ended_at = %(now)s, outcome = 'Settled', for_staff = '', for_log = ''
    FROM settled WHERE a.delivery_id = settled.id AND a.number = settled.attempt
)
SELECT id, key, subject, parent_id, permalink, channel_id, name FROM settled ORDER BY id
"""

_ALIVE = """
UPDATE delivery_pace p SET failures = 0, rests_until = NULL, rests_because = ''
  FROM (SELECT channel_id FROM delivery_pace
         WHERE channel_id = ANY(%s) AND failures > 0 ORDER BY channel_id FOR UPDATE) failed
 WHERE p.channel_id = failed.channel_id
"""


@dataclass(eq=False, slots=True)
class Yea:
    """A platform's yes to a publication; `settled` once it is written."""

    claim: Claim
    organisation_id: int
    published: Published
    settled: bool = False


@dataclass(frozen=True, slots=True)
class _Written:
    """What the database tells of a delivery it has settled."""

    delivery_id: int
    key: Any
    subject: str
    parent_id: int | None
    permalink: str
    channel_id: int
    channel: str


class Yeses:
    """What platforms said yes to and is not written yet."""

    def __init__(self) -> None:
        self._waiting: deque[Yea] = deque()

    def add(self, yea: Yea) -> None:
        """Keep a yes until the next `settle`."""
        self._waiting.append(yea)

    def settle(self) -> None:
        """Write what has gathered; what stays unsettled has to be settled alone."""
        some = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
        by_organisation: dict[int, list[Yea]] = defaultdict(list)
        for yea in some:
            by_organisation[yea.organisation_id].append(yea)
        # one transaction each: two journals held at once could block somebody crosswise
        for organisation_id, yeas in by_organisation.items():
            _settle_of(organisation_id, yeas)


def _settle_of(organisation_id: int, yeas: Sequence[Yea]) -> None:
    try:
        written = _write(organisation_id, yeas)
    except Exception:
        if not is_connected():
            raise  # without its database this worker must not go on
        # of a deadlock or of one that refuses, the others must not suffer: each is tried alone
        log.warning("%s deliveries could not be settled together", len(yeas), exc_info=True)
        return
    for yea in yeas:
        yea.settled = yea.claim.delivery_id in written


@transaction.atomic
def _write(organisation_id: int, yeas: Sequence[Yea]) -> frozenset[int]:
    """Settle what is still ours; return its ids."""
    parts = [plain_parts(one.published.parts) for one in yeas]
    values: dict[str, Any] = {
        "organisation": organisation_id,
        "now": now(),
        "ids": [one.claim.delivery_id for one in yeas],
        "attempts": [one.claim.attempt for one in yeas],
        "workers": [one.claim.worker for one in yeas],
        "parts": [json.dumps(one) for one in parts],
        "links": [
            address_for_readers(one[0][1], organisation_id=organisation_id) if one else ""
            for one in parts
        ],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, values)
        written = [_Written(*row) for row in cursor.fetchall()]
        cursor.execute(_ALIVE, [sorted({one.channel_id for one in written})])
    _tell(organisation_id, [one for one in written if one.parent_id is None])
    return frozenset(one.delivery_id for one in written)


def _tell(organisation_id: int, written: Sequence[_Written]) -> None:
    # A newsletter's letters have their attempts as evidence; the journal tells of the whole.
    entries = [
        Entry(
            journal.SETTLED if one.permalink else journal.HANDED_OVER,
            one.subject,
            {
                "channel": one.channel,
                "delivery": str(one.key),
                "purpose": "publish",
                "permalink": one.permalink,
            },
        )
        for one in written
    ]
    record_all(entries, actor=Actor.house(organisation_id))
    # whoever hears of it reads all rows of a message anew: one word for each message is enough
    first = {one.subject: one.delivery_id for one in reversed(written)}
    announce_all([DeliverySettled(organisation_id, pk, subject) for subject, pk in first.items()])
