"""Taking tokens from the buckets in the database, inside the claim's transaction."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from ausrufer.channels import registry
from ausrufer.channels.contract import Budget
from ausrufer.channels.models import Channel
from ausrufer.delivery.budgets import Shares, Wish, bucket_names, share
from ausrufer.delivery.models import Delivery

_MAKE = """
INSERT INTO delivery_bucket (name, tokens, filled_at)
SELECT name, amount, %(now)s
  FROM unnest(%(names)s::text[], %(amounts)s::float8[]) w(name, amount) ORDER BY name
    ON CONFLICT DO NOTHING
"""

# The same sum as budgets.refilled; by name, so that two workers never wait for each other crosswise
_LEVELS = """
SELECT b.name, LEAST(w.amount, b.tokens
         + GREATEST(0, EXTRACT(EPOCH FROM %(now)s::timestamptz - b.filled_at)::float8)
           * w.amount / w.seconds)
  FROM delivery_bucket b
  JOIN unnest(%(names)s::text[], %(amounts)s::float8[], %(seconds)s::float8[])
       w(name, amount, seconds) ON w.name = b.name
 ORDER BY b.name
   FOR UPDATE OF b
"""

_KEEP = """
UPDATE delivery_bucket b SET tokens = w.tokens, filled_at = GREATEST(b.filled_at, %(now)s)
  FROM unnest(%(names)s::text[], %(tokens)s::float8[]) w(name, tokens)
 WHERE b.name = w.name
"""

_REST = """
INSERT INTO delivery_pace (channel_id, organisation_id, failures, rests_because, ordinary_from)
SELECT c.id, c.organisation_id, 0, '', w.from_then
  FROM unnest(%(channels)s::bigint[], %(moments)s::timestamptz[]) w(channel_id, from_then)
  JOIN channels_channel c ON c.id = w.channel_id
 ORDER BY c.id
    ON CONFLICT (channel_id) DO UPDATE SET ordinary_from = EXCLUDED.ordinary_from
"""


def take_tokens(
    wishes: Sequence[Wish], budgets: Mapping[str, Budget], *, now: datetime
) -> frozenset[int]:
    """Return the deliveries that may go out now; the channels of the others rest until a token."""
    levels = current_levels(budgets, now=now)
    shares = share(wishes, levels, budgets)
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            {"names": [*shares.left], "tokens": [*shares.left.values()], "now": now},
        )
    _let_rest(shares, now)
    return shares.granted


def buckets_of(kinds: Mapping[int, str]) -> dict[int, dict[str, Budget]]:
    """Return the buckets that calls on channels take from, by name; asked by channel and kind."""
    budgets = {pk: registry.manifest(kind).budgets for pk, kind in kinds.items()}
    shared = [pk for pk, asked in budgets.items() if any(one.shared for one in asked)]
    drills = _practising(shared)
    return {
        pk: bucket_names(budgets[pk], kind=kind, channel_id=pk, practises=pk in drills)
        for pk, kind in kinds.items()
    }


def _practising(channel_ids: Collection[int]) -> frozenset[int]:
    if settings.ENVIRONMENT.practice or not channel_ids:
        return frozenset(channel_ids)
    theirs = Channel.objects.filter(pk__in=channel_ids, organisation__practises=True)
    return frozenset(theirs.values_list("pk", flat=True))


def give_back(delivery_id: int, *, now: datetime) -> None:
    """Put back the tokens a delivery took with its claim: no call was made with them."""
    channel = Delivery.objects.filter(pk=delivery_id).values_list("channel_id", "channel__kind")
    channel_id, kind = channel.get()
    named = buckets_of({channel_id: kind})[channel_id]
    if not named:
        return
    with transaction.atomic():
        levels = current_levels(named, now=now)
        fuller = [min(named[name].amount, tokens + 1) for name, tokens in levels.items()]
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, {"names": [*levels], "tokens": fuller, "now": now})


def current_levels(budgets: Mapping[str, Budget], *, now: datetime) -> dict[str, float]:
    """Return and lock what is in the buckets of these names, refilled; new ones are full."""
    ordered = dict(sorted(budgets.items()))
    asked: dict[str, Any] = {
        "names": [*ordered],
        "amounts": [one.amount for one in ordered.values()],
        "seconds": [one.seconds for one in ordered.values()],
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MAKE, asked)
        cursor.execute(_LEVELS, asked)
        return dict(cursor.fetchall())


def _let_rest(shares: Shares, now: datetime) -> None:
    if not shares.waits:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _REST,
            {
                "channels": [*shares.waits],
                "moments": [now + timedelta(seconds=one) for one in shares.waits.values()],
            },
        )
