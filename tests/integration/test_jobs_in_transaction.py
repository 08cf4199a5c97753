"""A job commits or rolls back with the row it speaks of, in a worker as in a request."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ausrufer.foundation.jobs import enqueue

pytestmark = pytest.mark.django_db(transaction=True)
KEPT, GIVEN_UP = "test.kept", "test.given_up"


def _two_transactions() -> list[str]:
    with transaction.atomic():
        enqueue(GIVEN_UP, number=1)
        transaction.set_rollback(True)
    with transaction.atomic():
        enqueue(KEPT, number=2)
    try:
        return list(ProcrastinateJob.objects.values_list("task_name", flat=True))
    finally:
        connection.close()  # that thread's own


def test_in_a_request() -> None:
    assert _two_transactions() == [KEPT]


def test_in_a_worker() -> None:
    async def working() -> list[str]:
        with app.replace_connector(app.connector.get_worker_connector()) as jobs:  # type: ignore[attr-defined]
            async with jobs.open_async():
                return await sync_to_async(_two_transactions, thread_sensitive=False)()

    assert asyncio.run(working()) == [KEPT]
