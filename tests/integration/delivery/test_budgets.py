"""Rate budgets: shared by all workers, taken by the claim, never at the cost of patience."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from ausrufer.channels import registry
from ausrufer.channels.contract import Budget
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.buckets import current_levels
from ausrufer.delivery.budgets import refilled
from ausrufer.delivery.claim import claim_due
from ausrufer.delivery.models import Bucket, Delivery
from ausrufer.delivery.states import Priority, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from tests.conftest import FAKES, Town, Worker
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
