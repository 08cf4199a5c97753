"""What is urgent goes first, however much waits."""

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from ausrufer.channels.contract import Surroundings
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.candidates import question
from ausrufer.delivery.engine import Engine
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Priority, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.scope import across_organisations
from tests.conftest import Town
from tests.engine_steps import claim_due
from tests.integration.delivery.orders import order, states

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_networks() -> None:
    FakePlatform.named("netz").forget()


def _copies(town: Town, one: Delivery, number: int) -> None:
    """Put many more like `one` into the queue, due before it."""
    with across_organisations(reason="a test fills the queue"):
        Delivery.objects.bulk_create(
            Delivery(
                organisation_id=town.organisation.pk,
                subject=f"announcement:{uuid4()}",
                channel_id=one.channel_id,
                purpose=one.purpose,
                content=one.content,
                fingerprint=one.fingerprint,
                due_at=one.due_at - timedelta(seconds=number),
                priority=one.priority,
            )
            for number in range(number)
        )


def test_a_warning_overtakes_everything_that_waits(town: Town) -> None:
    channel = town.channel("netz")
    (ordinary,) = order(town, channel)
    _copies(town, ordinary, 300)
    (hasty,) = order(town, channel, priority=Priority.HASTE)
    (warning,) = order(town, channel, priority=Priority.WARNING)
    found = claim_due(worker=uuid4(), now=now(), most=3)
    assert [one.delivery_id for one in found][:2] == [warning.pk, hasty.pk]


def test_the_claim_reads_no_further_than_it_has_room(town: Town) -> None:
    """Told by the shape of the plan, not by a clock."""
    channel = town.channel("netz")
    (ordinary,) = order(town, channel)
    _copies(town, ordinary, 5000)
    order(town, channel, priority=Priority.WARNING)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE delivery_delivery")
        statement, values = question([channel.pk], now=now(), least=Priority.LEAST, most=64)
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) {statement}", values)
        told = cursor.fetchone()[0]
    plan = (told if isinstance(told, list) else json.loads(told))[0]["Plan"]
    reads = [one for one in _nodes(plan) if one.get("Relation Name") == "delivery_delivery"]
    queue = [one for one in reads if one.get("Index Name") == "delivery_to_claim"]
    assert [one["Node Type"] for one in queue] == ["Index Scan"]
    assert "Seq Scan" not in {one["Node Type"] for one in reads}
    assert queue[0]["Actual Rows"] * queue[0]["Actual Loops"] < 20


def _nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(one for inner in plan.get("Plans", ()) for one in _nodes(inner))]


def test_a_worker_for_warnings_leaves_the_rest_alone(town: Town) -> None:
    channel = town.channel("netz")
    order(town, channel, number=2)
    order(town, channel, priority=Priority.WARNING)
    order(town, channel, priority=Priority.HASTE)
    asyncio.run(_urgent_turns(3))
    waiting, done = State.WAITING, State.SETTLED
    assert states(town) == [waiting, waiting, done, done]


async def _urgent_turns(number: int) -> None:
    async with GuardedClient(settings.HTTP_POLICY) as http:
        surroundings = Surroundings(http=http, public_folder=settings.PUBLIC_FOLDER)
        async with Engine(surroundings, only_urgent=True) as engine:
            for _ in range(number):
                await engine.turn()
                await engine.finish()
