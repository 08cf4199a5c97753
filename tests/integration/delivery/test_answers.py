"""Asking a platform about what is unclear: whom the answer is about, and what follows from none."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest

from ausrufer.channels.contract import Published
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.actions import decide_unclear
from ausrufer.delivery.call import Yes
from ausrufer.delivery.claim import begin_call
from ausrufer.delivery.models import Delivery, Pace
from ausrufer.delivery.orders import Order, order_for
from ausrufer.delivery.preparing import Preparing
from ausrufer.delivery.reconcile import apply_answer
from ausrufer.delivery.settle import settle
from ausrufer.delivery.states import State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from tests.conftest import Town, Worker
from tests.engine_steps import claim_due
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


def test_a_lost_access_pauses_the_channel_and_is_asked_about_until_it_is_back(
    town: Town, worker: Worker
) -> None:
    (delivery,) = order(town, town.channel("netz"))
    becomes_unclear()
    with across_organisations(reason="a test"):
        Pace.objects.update(rests_until=None)
        Channel.objects.update(sealed_secrets=b"no longer to be opened")
        long_ago = now() - timedelta(days=3)
        Delivery.objects.update(patience_since=long_ago, reconcile_at=now())
    worker.deliver()
    found = fresh(delivery)
    assert (found.state, found.channel.paused_at is None) == (State.UNCLEAR, False)
    assert found.reconcile_at is not None
    assert found.reconcile_at - now() > timedelta(minutes=50)


@pytest.mark.parametrize(("hours", "is_asked_again"), [(1, True), (7, False)])
def test_what_cannot_even_be_asked_about_is_left_to_a_person_in_the_end(
    town: Town, worker: Worker, hours: int, is_asked_again: object
) -> None:
    (delivery,) = order(town, town.channel("netz"))
    becomes_unclear()
    with across_organisations(reason="a test"):
        Pace.objects.update(rests_until=None)
        since = now() - timedelta(hours=hours)
        Delivery.objects.update(
            fingerprint="tampered with", patience_since=since, reconcile_at=now()
        )
    worker.deliver()
    found = fresh(delivery)
    assert found.state == State.UNCLEAR
    assert FakePlatform.named("netz").calls == []
    assert (found.reconcile_at is not None) is is_asked_again
    if found.reconcile_at:
        assert found.reconcile_at - now() > timedelta(minutes=20)


def test_a_question_waits_for_no_film_that_is_made_fit(
    town: Town, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    (delivery,) = order(town, town.channel("netz"))
    becomes_unclear()
    with across_organisations(reason="a test"):
        Pace.objects.update(rests_until=None)
    asked_in, at_once = [], Preparing.at_once

    def noted(preparing: Preparing, delivery_id: int) -> object:
        asked_in.append(threading.current_thread().name)
        return at_once(preparing, delivery_id)

    monkeypatch.setattr(Preparing, "at_once", noted)
    monkeypatch.setattr(Preparing, "one", lambda *_: pytest.fail("in the thread of files"))
    worker.deliver(turns=1)
    assert [name.rpartition("_")[0] for name in asked_in] == ["delivery-database"]
    assert fresh(delivery).state == State.WAITING
