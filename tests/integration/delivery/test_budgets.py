"""Rate budgets: shared by all workers, taken by the claim, never at the cost of patience."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction

from ausrufer.channels import registry
from ausrufer.channels.contract import Budget, Surroundings
from ausrufer.channels.errors import NotReadyYet
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.buckets import current_levels
from ausrufer.delivery.budgets import refilled
from ausrufer.delivery.claim import Claim, begin_call
from ausrufer.delivery.engine import Engine
from ausrufer.delivery.models import Bucket, Delivery
from ausrufer.delivery.settle import settle
from ausrufer.delivery.states import Priority, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.models import Organisation
from tests.conftest import FAKES, Town, Worker
from tests.engine_steps import claim_due, sweep
from tests.integration.delivery.orders import order, states

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "tests.integration.delivery.networks."


@pytest.fixture(autouse=True)
def _thrifty_networks(settings: object) -> None:
    kinds = ("ThriftyConnector", "SharedConnector", "WideConnector")
    settings.AUSRUFER_CONNECTORS = [*FAKES, *(HERE + one for one in kinds)]  # type: ignore[attr-defined]
    registry._connectors.cache_clear()
    for name in ("netz", "zweites"):
        FakePlatform.named(name).forget()


def test_what_has_no_token_waits_and_loses_no_patience(town: Town, worker: Worker) -> None:
    order(town, town.channel("netz", "thrifty"), number=8)
    worker.deliver()
    assert states(town) == [State.SETTLED] * 5 + [State.WAITING] * 3
    with within_organisation(town.organisation.pk):
        waiting = Delivery.objects.filter(state=State.WAITING)
        assert set(waiting.values_list("attempt_count", "for_staff")) == {(0, "")}
    worker.deliver()
    assert len(FakePlatform.named("netz").calls) == 5


def test_when_a_token_came_the_next_goes_out(town: Town) -> None:
    order(town, town.channel("netz", "thrifty"), number=8)
    moment = now()
    assert len(claim_due(worker=uuid4(), now=moment, most=50)) == 5
    later = [moment + timedelta(seconds=one) for one in (11, 13, 26)]
    assert [len(claim_due(worker=uuid4(), now=one, most=50)) for one in later] == [0, 1, 1]


def test_a_budget_of_the_app_is_shared_by_towns_and_workers(town: Town, neighbour: Town) -> None:
    order(town, town.channel("netz", "shared"), number=4)
    order(neighbour, neighbour.channel("zweites", "shared"), number=4)
    claims = [claim_due(worker=uuid4(), now=now(), most=5) for _ in range(3)]
    assert [len(one) for one in claims] == [5, 1, 0]


def test_a_channel_without_a_token_holds_no_other_back(town: Town, worker: Worker) -> None:
    order(town, town.channel("netz", "thrifty"), number=7)
    order(town, town.channel("zweites"))
    worker.deliver()
    assert len(FakePlatform.named("zweites").copies) == 1


def test_the_last_tokens_are_for_warnings(town: Town) -> None:
    channel = town.channel("netz", "wide")
    order(town, channel, number=30)
    assert len(claim_due(worker=uuid4(), now=now(), most=50)) == 18
    (warning,) = order(town, channel, priority=Priority.WARNING)
    (claim,) = claim_due(worker=uuid4(), now=now(), most=50)
    assert claim.delivery_id == warning.pk


@pytest.mark.parametrize(
    ("amount", "seconds", "tokens", "passed"),
    [
        (10, 60, 0.0, 0),
        (10, 60, 0.0, 6),
        (10, 60, 9.5, 30),
        (3, 30, 1.25, 7),
        (1000, 86400, 12.5, 3600),
        (5, 60, 2.0, -30),
    ],
)
def test_the_database_counts_as_the_pure_sum_does(
    amount: int, seconds: int, tokens: float, passed: int
) -> None:
    budget, moment = Budget(amount, seconds), now()
    Bucket.objects.create(name="x", tokens=tokens, filled_at=moment - timedelta(seconds=passed))
    with across_organisations(reason="a test"), transaction.atomic():
        levels = current_levels({"x": budget}, now=moment)
    assert levels["x"] == pytest.approx(refilled(budget, tokens, seconds=passed))


def tokens() -> float:
    return round(Bucket.objects.get().tokens)


def test_who_practises_takes_nothing_from_the_app_of_real_towns(
    town: Town, neighbour: Town
) -> None:
    Organisation.objects.filter(pk=neighbour.organisation.pk).update(practises=True)
    order(neighbour, neighbour.channel("zweites", "shared"), number=4)
    order(town, town.channel("netz", "shared"), number=4)
    assert [len(claim_due(worker=uuid4(), now=now(), most=8))] == [8]
    left = {name: round(one) for name, one in Bucket.objects.values_list("name", "tokens")}
    assert left == {"app:shared:6/3600": 2, "practice:shared:6/3600": 2}


def carried_out(claim: Claim) -> None:
    async def deliver() -> None:
        async with (
            GuardedClient(settings.HTTP_POLICY) as http,
            Engine(Surroundings(http, settings.PUBLIC_FOLDER)) as engine,
        ):
            await engine._carrying.deliver(claim)

    asyncio.run(deliver())


def test_a_look_that_comes_to_nothing_gives_back_no_token(town: Town) -> None:
    order(town, town.channel("netz", "wide"))
    with across_organisations(reason="as the engine does"):
        (first,) = claim_due(worker=uuid4(), now=now(), most=1)
        assert begin_call(first, now=now())
        settle(first, NotReadyYet("noch nicht"), reconcile_at=None)
        Delivery.objects.update(due_at=now() - timedelta(seconds=1))
    assert (first.paid, tokens()) == (True, 19)
    (look,) = claim_due(worker=uuid4(), now=now(), most=1)
    with across_organisations(reason="somebody recalls"):
        Delivery.objects.update(recalled_at=now())
    carried_out(look)
    assert (look.paid, tokens()) == (False, 19)


def test_a_claim_that_comes_to_nothing_gives_its_token_back(town: Town) -> None:
    order(town, town.channel("netz", "wide"))
    (claim,) = claim_due(worker=uuid4(), now=now(), most=1)
    assert tokens() == 19
    with across_organisations(reason="somebody recalls"):
        Delivery.objects.update(recalled_at=now())
    carried_out(claim)
    assert tokens() == 20


def test_a_worker_that_dies_before_the_call_has_used_up_no_token(town: Town) -> None:
    order(town, town.channel("netz", "wide"), number=2)
    (_, called) = claim_due(worker=uuid4(), now=now(), most=2)
    with across_organisations(reason="as the engine does"):
        assert begin_call(called, now=now())
    assert tokens() == 18
    sweep(alive=uuid4())
    assert tokens() == 19


def test_what_somebody_is_deciding_about_right_now_takes_no_token(town: Town) -> None:
    (held, _) = order(town, town.channel("netz", "wide"), number=2)

    def claimed_aside() -> list[Claim]:
        try:
            return claim_due(worker=uuid4(), now=now(), most=2)
        finally:
            connection.close()  # this thread's own

    with across_organisations(reason="a person decides"), transaction.atomic():
        Delivery.objects.select_for_update(of=("self",)).get(pk=held.pk)
        with ThreadPoolExecutor(1) as aside:
            claims = aside.submit(claimed_aside).result(60)
    assert (len(claims), tokens()) == (1, 19)
