"""Which deliveries may be called now: the questions the claim asks, and nothing else.

Every channel with something due is locked first (skipping those another worker claims for right
now), and only then asked: so all workers together keep its limits. Each is read by the index
`delivery_to_claim` from its most urgent delivery on, and no further than it has room for: a backlog
of one channel costs the others nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from ausrufer.channels import registry
from ausrufer.delivery.breaker import BROKEN_AFTER
from ausrufer.delivery.states import Priority

# Copies wait this long for the own ground; a site that is down must not silence the town.
HEAD_START = timedelta(minutes=5)

# What is urgent finds room where ordinary calls hang.
ROOM_FOR_URGENT = 2

# An index skip scan, which PostgreSQL 16 has to be told by hand: one probe per channel.
_CHANNELS = """
WITH RECURSIVE asked(channel_id) AS (
  (SELECT channel_id FROM delivery_delivery WHERE state = 'waiting' ORDER BY channel_id LIMIT 1)
  UNION ALL
  SELECT (SELECT d.channel_id FROM delivery_delivery d
           WHERE d.state = 'waiting' AND d.channel_id > asked.channel_id
           ORDER BY d.channel_id LIMIT 1)
    FROM asked WHERE asked.channel_id IS NOT NULL
), due AS MATERIALIZED (
  SELECT asked.channel_id FROM asked
    JOIN channels_channel c ON c.id = asked.channel_id AND c.paused_at IS NULL
    LEFT JOIN delivery_pace p ON p.channel_id = asked.channel_id
   WHERE (p.rests_until IS NULL OR p.rests_until <= %(now)s)
     AND EXISTS (SELECT FROM delivery_delivery d
                  WHERE d.channel_id = asked.channel_id AND d.state = 'waiting'
                    AND d.held_at IS NULL AND d.due_at <= %(now)s
                    AND d.priority <= CASE WHEN p.ordinary_from > %(now)s
                                           THEN LEAST(%(urgent)s, %(least)s) ELSE %(least)s END)
), mine AS MATERIALIZED (
  SELECT c.id FROM channels_channel c JOIN due ON due.channel_id = c.id
   WHERE c.paused_at IS NULL
     FOR NO KEY UPDATE OF c SKIP LOCKED
)
SELECT due.channel_id, mine.id FROM due LEFT JOIN mine ON mine.id = due.channel_id
"""

# The questions about other rows are asked as values: as joins, the planner takes them for rare and
# sorts the whole queue first.
_CANDIDATES = """
WITH mine AS MATERIALIZED (
  SELECT c.id, c.kind, c.active,
         CASE WHEN p.ordinary_from > %(now)s
              THEN LEAST(%(urgent)s, %(least)s) ELSE %(least)s END AS least,
         CASE WHEN COALESCE(p.failures, 0) >= %(broken)s THEN 1 ELSE k.most END
           - (SELECT count(*) FROM delivery_delivery f
               WHERE f.channel_id = c.id AND f.state = 'in_flight') AS room,
         CASE WHEN COALESCE(p.failures, 0) >= %(broken)s THEN 0 ELSE %(more)s END AS more
    FROM channels_channel c
    JOIN unnest(%(kinds)s::text[], %(mosts)s::int[]) k(kind, most) ON k.kind = c.kind
    LEFT JOIN delivery_pace p ON p.channel_id = c.id
   WHERE c.id = ANY(%(channels)s) AND c.paused_at IS NULL
     AND (p.rests_until IS NULL OR p.rests_until <= %(now)s)
)
SELECT found.id, found.channel_id, found.kind, found.priority
  FROM (SELECT next.*, mine.kind, mine.room, mine.more,
               row_number() OVER (PARTITION BY mine.id
                                  ORDER BY next.priority, next.due_at, next.id) AS place
          FROM mine CROSS JOIN LATERAL (
               SELECT d.id, d.channel_id, d.priority, d.due_at
                 FROM delivery_delivery d
                WHERE d.channel_id = mine.id AND d.state = 'waiting' AND d.due_at <= %(now)s
                  AND d.priority <= mine.least AND d.held_at IS NULL
                  AND (d.not_after IS NULL OR d.not_after > %(now)s)
                  AND (mine.active OR d.purpose <> 'publish')
                  AND d.recalled_at IS NULL
                  AND COALESCE((SELECT whole.recalled_at IS NULL FROM delivery_delivery whole
                                 WHERE whole.id = d.parent_id), true)
                  AND COALESCE((SELECT target.state = 'settled' FROM delivery_delivery target
                                 WHERE target.id = d.target_id), true)
                  AND COALESCE((SELECT after.state NOT IN ('waiting', 'in_flight')
                                       OR (after.channel_id <> d.channel_id
                                           AND (NOT ground.active OR ground.paused_at IS NOT NULL
                                                OR d.due_at < %(patience)s))
                                  FROM delivery_delivery after
                                  JOIN channels_channel ground ON ground.id = after.channel_id
                                 WHERE after.id = d.after_id), true)
                ORDER BY d.priority, d.due_at, d.id
                LIMIT %(deepest)s) next
         WHERE mine.room + mine.more > 0) found
 WHERE found.place <= found.room
    OR (found.priority <= %(urgent)s AND found.place <= found.room + found.more)
 ORDER BY found.priority, found.due_at, found.id
 LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A delivery that may be called, if its budgets have a token for it."""

    delivery_id: int
    channel_id: int
    kind: str
    urgent: bool


def lock_channels(*, now: datetime, least: int) -> tuple[list[int], bool]:
    """Lock the channels with something due; returns them, and whether others were passed over."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANNELS, {"now": now, "least": least, "urgent": Priority.URGENT})
        rows = cursor.fetchall()
    locked = [mine for _, mine in rows if mine is not None]
    return locked, len(locked) < len(rows)


def candidates(
    channel_ids: Sequence[int], *, now: datetime, least: int, most: int
) -> list[Candidate]:
    """Return what may go out on channels locked before, most urgent first."""
    with connection.cursor() as cursor:
        cursor.execute(*question(channel_ids, now=now, least=least, most=most))
        return [
            Candidate(pk, channel_id, kind, priority <= Priority.URGENT)
            for pk, channel_id, kind, priority in cursor.fetchall()
        ]


def question(
    channel_ids: Sequence[int], *, now: datetime, least: int, most: int
) -> tuple[str, dict[str, Any]]:
    """Return the statement behind `candidates`, and its values."""
    manifests = registry.every_kind()
    return _CANDIDATES, {
        "channels": list(channel_ids),
        "kinds": [one.kind for one in manifests],
        "mosts": [one.side_by_side for one in manifests],
        "more": ROOM_FOR_URGENT,
        # a number the planner knows: one that differs by channel makes it sort the whole queue
        "deepest": max((one.side_by_side for one in manifests), default=0) + ROOM_FOR_URGENT,
        "broken": BROKEN_AFTER,
        "urgent": Priority.URGENT,
        "least": least,
        "most": most,
        "now": now,
        "patience": now - HEAD_START,
    }
