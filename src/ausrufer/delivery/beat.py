"""Signs of life of the workers, and what follows from a long silence."""

import socket
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction

from ausrufer.delivery.backlog import hold_overdue
from ausrufer.delivery.models import WorkerBeat
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations

BEAT_SECONDS = 10.0
OUTAGE_AFTER = timedelta(hours=2)
_FORGOTTEN_AFTER = timedelta(days=1)
_ONE_AT_A_TIME = 7_146_522_309_481_115  # the key of an advisory lock

_COUNT = """
INSERT INTO delivery_tally AS t (network, outcome, number)
SELECT * FROM unnest(%s::text[], %s::text[], %s::bigint[]) w(network, outcome, number)
 ORDER BY network, outcome
    ON CONFLICT (network, outcome) DO UPDATE SET number = t.number + EXCLUDED.number
"""


def beat(*, worker: UUID, only_urgent: bool, tally: Mapping[tuple[str, str], int]) -> None:
    """Give a sign of life and hand in what was counted since the last one.

    The first sign after a long silence of all workers holds what became overdue meanwhile. Workers
    for what is urgent only do not end a silence.
    """
    with across_organisations(reason="one engine serves every organisation"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        last = WorkerBeat.objects.filter(only_urgent=False).order_by("-seen_at").first()
        _sign(worker, only_urgent=only_urgent)
        _count(tally)
        if last is not None and not only_urgent and now() - last.seen_at > OUTAGE_AFTER:
            hold_overdue(since=last.seen_at, limit=OUTAGE_AFTER)


def end(worker: UUID) -> None:
    """Note that a worker stopped in order."""
    WorkerBeat.objects.filter(worker=worker).update(stopped_at=now())


def _sign(worker: UUID, *, only_urgent: bool) -> None:
    moment = now()
    known = WorkerBeat.objects.filter(worker=worker)
    if not known.update(seen_at=moment):
        WorkerBeat.objects.create(
            worker=worker,
            host=socket.gethostname()[:120],
            only_urgent=only_urgent,
            started_at=moment,
            seen_at=moment,
        )
        # the newest one stays, however old: it tells how long nobody worked
        newest = WorkerBeat.objects.filter(only_urgent=False).order_by("-seen_at")[:1]
        forgotten = WorkerBeat.objects.filter(seen_at__lt=moment - _FORGOTTEN_AFTER)
        forgotten.exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()


def _count(tally: Mapping[tuple[str, str], int]) -> None:
    if not tally:
        return
    networks, outcomes = zip(*tally, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [list(networks), list(outcomes), list(tally.values())])
