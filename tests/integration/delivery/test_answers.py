"""Asking a platform about what is unclear: whom the answer is about, and what follows from none."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ausrufer.channels.contract import Published
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.actions import decide_unclear
from ausrufer.delivery.call import Yes
from ausrufer.delivery.claim import begin_call, claim_due
from ausrufer.delivery.models import Delivery, Pace
from ausrufer.delivery.orders import Order, order_for
from ausrufer.delivery.reconcile import apply_answer
from ausrufer.delivery.settle import settle
from ausrufer.delivery.states import State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from tests.conftest import Town
from tests.integration.delivery.orders import order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_network() -> None:
    FakePlatform.named("netz").forget()


def fresh(delivery: Delivery) -> Delivery:
    with across_organisations(reason="as the engine does"):
        found = Delivery.objects.select_related("channel__organisation", "parent", "target")
        return found.get(pk=delivery.pk)


def becomes_unclear() -> None:
    """Claim the only delivery that is due, begin its call and hear nothing."""
    with across_organisations(reason="as the engine does"):
        (claim,) = claim_due(worker=uuid4(), now=now(), most=1)
        assert begin_call(claim, now=now())
        settle(claim, OutcomeUnclear("?"), reconcile_at=now())


def asked(delivery: Delivery) -> Order:
    with across_organisations(reason="as the engine does"):
        return order_for(fresh(delivery), {})


def answered(question: Order, answer: Yes) -> None:
    with across_organisations(reason="as the engine does"):
        apply_answer(question, answer)


def test_an_answer_about_an_older_attempt_decides_nothing_about_a_newer_one(town: Town) -> None:
    (delivery,) = order(town, town.channel("netz"))
    becomes_unclear()
    first = asked(delivery)
    with within_organisation(town.organisation.pk):
        decide_unclear(actor=town.bekir.actor, delivery=fresh(delivery), arrived=False, resend=True)
        Pace.objects.update(rests_until=None)
        Delivery.objects.update(due_at=now() - timedelta(seconds=1))
    becomes_unclear()
    second = asked(delivery)
    answered(first, Yes(Published(())))  # "nothing is there": true then, and not now
    assert fresh(delivery).state == State.UNCLEAR
    answered(second, Yes(Published(())))
    assert fresh(delivery).state == State.WAITING
