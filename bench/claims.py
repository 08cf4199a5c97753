"""Claiming what is due when there is a long past and a long queue; nothing of it is kept."""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from ausrufer.delivery.claim import claim
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Priority
from ausrufer.delivery.sweep import sweeps
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations
from bench.figures import figure, spread

SETTLED, WAITING = 100_000, 10_000
MOST = 32

# Half is due; a third waits for a delivery before it, as copies wait for the own ground.
_COPY = """
INSERT INTO delivery_delivery (
  organisation_id, key, subject, channel_id, purpose, revision, content, fingerprint, state, due_at,
  not_after, priority, attempt_count, for_staff, letters_told, parts, permalink, created_at,
  after_id)
SELECT organisation_id, gen_random_uuid(), 'measured:' || %(state)s || row_number() OVER (),
       channel_id, 'publish', 1, content, fingerprint, %(state)s,
       now() + CASE WHEN id %% 2 = 0 THEN interval '-1 hour' ELSE interval '1 day' END,
       now() + interval '2 days', 50 + id %% 2, 0, '', '[]', '[]', '', now(),
       CASE WHEN id %% 3 = 0 THEN id END
  FROM delivery_delivery, generate_series(1, 1000)
 WHERE state = 'settled' AND parent_id IS NULL AND subject NOT LIKE 'measured:%%'
 LIMIT %(number)s
"""


def claims(rounds: int) -> dict[str, Any]:
    """Return the times of claim and sweep, and how many whole reads of the table they took."""
    with transaction.atomic():
        _fill("settled", max(0, SETTLED - Delivery.objects.filter(state="settled").count()))
        _fill("waiting", WAITING)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE delivery_delivery")
        before = _whole_reads()
        worker = uuid.uuid4()
        claiming = [_timed(lambda: _claim(worker)) for _ in range(rounds)]
        sweeping = [_timed(lambda: _sweep(worker)) for _ in range(rounds)]
        read = _whole_reads() - before
        transaction.set_rollback(True)
    return {
        "settled": SETTLED,
        "waiting": WAITING,
        "claim_of_32": spread(claiming),
        "sweep": spread(sweeping),
        "whole_reads_of_the_table": figure(read, 0),
    }


def _claim(worker: uuid.UUID) -> None:
    claim(worker=worker, now=now() + timedelta(seconds=1), most=MOST, least=Priority.LEAST)


def _sweep(worker: uuid.UUID) -> None:
    with across_organisations(reason="one engine serves every organisation"):
        for one in sweeps(alive=worker):
            one()


def _fill(state: str, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_COPY, {"state": state, "number": number})


def _whole_reads() -> int:
    """Return how often this transaction read the table from end to end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'delivery_delivery'"
        )
        return int(cursor.fetchone()[0])


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    with _undone():
        work()
    return time.perf_counter() - began


@contextmanager
def _undone() -> Iterator[None]:
    mark = transaction.savepoint()
    yield
    transaction.savepoint_rollback(mark)
