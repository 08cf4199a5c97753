"""What is odd, broken or late stops no worker, and nothing counts as done that is not."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from ausrufer.channels.actions import pause_channel
from ausrufer.channels.contract import Published, RemotePart
from ausrufer.channels.errors import AccessLost, ConnectorFailure, PermanentFailure
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery import preparing
from ausrufer.delivery.actions import Consignment, decide_unclear, order_deliveries
from ausrufer.delivery.call import Yes
from ausrufer.delivery.claim import begin_call, claim
from ausrufer.delivery.models import Attempt, Delivery
from ausrufer.delivery.orders import content_of
from ausrufer.delivery.settle import settle
from ausrufer.delivery.states import Priority, Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.errors import Refused
from tests.conftest import Town, Worker
from tests.engine_steps import claim_due, sweep
from tests.integration.delivery.orders import order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_network() -> None:
    FakePlatform.named("netz").forget()


def fresh(town: Town, delivery: Delivery) -> Delivery:
    with within_organisation(town.organisation.pk):
        return Delivery.objects.get(pk=delivery.pk)


def test_a_paused_channel_keeps_no_worker_busy(town: Town) -> None:
    channel = town.channel("netz")
    order(town, channel)
    with within_organisation(town.organisation.pk):
        pause_channel(actor=town.dirk.actor, channel=channel, reason="Urlaub.")
    found = claim(worker=uuid4(), now=now(), most=5, least=Priority.LEAST)
    assert (found.claims, found.passed_over) == ([], False)


def test_a_delivery_that_cannot_be_prepared_waits(
    town: Town, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: Any) -> None:
        raise PermissionError("picture")

    (delivery,) = order(town, town.channel("netz"))
    monkeypatch.setattr(preparing, "order_for", unreadable)
    worker.deliver()
    waiting = fresh(town, delivery)
    assert (waiting.state, waiting.tries) == (State.WAITING, 1)
    assert waiting.for_staff == "Beim Vorbereiten trat ein Fehler in Ausrufer selbst auf."
    assert FakePlatform.named("netz").calls == []


@pytest.mark.parametrize(
    "url", ["https://x.example/" + "a" * 500, "https://x.example/\x00", "javascript:alert(1)"]
)
def test_an_odd_address_costs_no_yes(town: Town, url: str) -> None:
    (delivery,) = order(town, town.channel("netz"))
    settled(Yes(Published((RemotePart("7\x00", url),))))
    found = fresh(town, delivery)
    assert (found.state, found.permalink, found.parts) == (State.SETTLED, "", [["7", ""]])


def test_odd_words_of_a_platform_are_kept_without_what_cannot_be(town: Town) -> None:
    (delivery,) = order(town, town.channel("netz"))
    settled(PermanentFailure("Ab\x00gelehnt.\ud800" + "x" * 900, for_log="\x00log"))
    found = fresh(town, delivery)
    assert (found.state, len(found.for_staff)) == (State.FAILED, 600)
    with within_organisation(town.organisation.pk):
        assert Attempt.objects.get().for_log == "log"


@pytest.mark.parametrize("purpose", [Purpose.AMEND, Purpose.WITHDRAW])
def test_what_nobody_can_find_is_not_reported_as_done(
    town: Town, worker: Worker, purpose: Purpose
) -> None:
    (delivery,) = order(town, town.channel("netz"))
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(state=State.SETTLED)  # on a person's word, without its parts
        (later,) = order_deliveries(
            actor=town.anna.actor,
            subject=delivery.subject,
            revision=2,
            consignments=[
                Consignment(delivery.channel, purpose, content_of(delivery), fresh(town, delivery))
            ],
        )
    worker.deliver()
    assert fresh(town, later).state == State.FAILED
    assert fresh(town, delivery).state == State.SETTLED
    assert FakePlatform.named("netz").calls == []


@pytest.mark.parametrize("renewed", [False, True])
def test_the_refusal_of_an_old_access_pauses_no_renewed_one(town: Town, *, renewed: bool) -> None:
    channel, used = town.channel("netz"), now() - timedelta(hours=1)
    (delivery,) = order(town, channel)
    with within_organisation(town.organisation.pk):
        since = now() if renewed else used
        Channel.objects.filter(pk=channel.pk).update(access_since=since)
    settled(AccessLost("Zugang abgelaufen."), access_since=used)
    assert fresh(town, delivery).state == State.WAITING
    with within_organisation(town.organisation.pk):
        assert (Channel.objects.get(pk=channel.pk).paused_at is None) == renewed


def test_nothing_is_sent_again_while_a_broken_call_may_be_under_way(town: Town) -> None:
    (delivery,) = order(town, town.channel("einbahn", "fake_one_way"))
    (taken,) = claim_due(worker=uuid4(), now=now(), most=1)
    with across_organisations(reason="as the engine does"):
        assert begin_call(taken, now=now())
    sweep(alive=uuid4())
    with within_organisation(town.organisation.pk):
        with pytest.raises(Refused, match="später"):
            resend(town, delivery)
        assert fresh(town, delivery).state == State.UNCLEAR
        Delivery.objects.update(called_at=now() - timedelta(minutes=3))
        resend(town, delivery)
    assert fresh(town, delivery).state == State.WAITING


def resend(town: Town, delivery: Delivery) -> None:
    decide_unclear(actor=town.bekir.actor, delivery=delivery, arrived=False, resend=True)


def settled(outcome: Yes | ConnectorFailure, **more: Any) -> None:
    """Claim the only delivery that is due, and write down what became of it."""
    (taken,) = claim_due(worker=uuid4(), now=now(), most=1)
    with across_organisations(reason="as the engine does"):
        settle(taken, outcome, reconcile_at=None, **more)
