"""A thread of which half is out when it is taken back: that half is taken back as well."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ausrufer.channels.contract import Outgoing
from ausrufer.channels.errors import ConnectorFailure, PermanentFailure, TemporaryFailure
from ausrufer.channels.testing import FakePlatform, Mishap
from ausrufer.delivery.actions import Consignment, order_deliveries, recall
from ausrufer.delivery.claim import begin_call
from ausrufer.delivery.models import Delivery, Pace
from ausrufer.delivery.orders import content_of
from ausrufer.delivery.queries import publications_out_or_under_way
from ausrufer.delivery.settle import settle
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from tests.conftest import Town, Worker
from tests.engine_steps import claim_due
from tests.integration.delivery.orders import states

pytestmark = pytest.mark.django_db(transaction=True)
LATER = TemporaryFailure("Bitte warten.", retry_after=timedelta(minutes=9))
HALF_OUT = Mishap.broken_off(after=1)
SUBJECT = f"announcement:{uuid4()}"
TAKEN_BACK = ["withdrawn", "settled"]


@pytest.fixture(autouse=True)
def _empty_network() -> None:
    FakePlatform.named("netz").forget()


def ordered(town: Town) -> None:
    """Order a thread of three posts."""
    thread = Outgoing(
        public_id=str(uuid4()), language="de", title="Sperrung", parts=("Eins", "Zwei", "Drei")
    )
    channel = town.channel("netz")
    with within_organisation(town.organisation.pk):
        order_deliveries(
            actor=town.anna.actor,
            subject=SUBJECT,
            revision=1,
            consignments=[Consignment(channel, Purpose.PUBLISH, thread)],
        )


def taken_back(town: Town) -> None:
    """Do what taking a message back does with its deliveries."""
    with within_organisation(town.organisation.pk):
        recall(actor=town.bekir.actor, subject=SUBJECT)
        order_deliveries(
            actor=town.bekir.actor,
            subject=SUBJECT,
            revision=1,
            consignments=[
                Consignment(one.channel, Purpose.WITHDRAW, content_of(one), one)
                for one in publications_out_or_under_way(SUBJECT)
            ],
        )


def hurry(town: Town) -> None:
    """Let every pause be over."""
    with within_organisation(town.organisation.pk):
        Pace.objects.update(rests_until=None)
        Delivery.objects.filter(state=State.WAITING).update(due_at=now())


def texts() -> list[str]:
    return [copy.text for copy in FakePlatform.named("netz").copies.values()]


@pytest.mark.parametrize("failure", [LATER, PermanentFailure("Abgelehnt.")])
def test_half_that_waits_or_failed_is_taken_back(
    town: Town, worker: Worker, failure: Exception
) -> None:
    FakePlatform.named("netz").script("publish", HALF_OUT, Mishap.refused(failure))
    ordered(town)
    worker.deliver()
    assert texts() == ["Eins"]
    taken_back(town)
    hurry(town)
    worker.deliver()
    assert texts() == []
    assert states(town) == TAKEN_BACK


@pytest.mark.parametrize("failure", [LATER, PermanentFailure("Abgelehnt.")])
def test_half_that_was_under_way_is_taken_back(
    town: Town, worker: Worker, failure: ConnectorFailure
) -> None:
    FakePlatform.named("netz").script("publish", HALF_OUT, Mishap.refused(LATER))
    ordered(town)
    worker.deliver()
    hurry(town)
    with across_organisations(reason="as the engine does"):
        (claim,) = claim_due(worker=uuid4(), now=now(), most=1)
        assert begin_call(claim, now=now())
        taken_back(town)
        settle(claim, failure, reconcile_at=None)
    hurry(town)
    worker.deliver()
    assert texts() == []
    assert states(town) == TAKEN_BACK


def test_what_was_not_out_at_all_is_only_cancelled(town: Town, worker: Worker) -> None:
    FakePlatform.named("netz").script("publish", Mishap.refused(LATER))
    ordered(town)
    worker.deliver()
    taken_back(town)
    hurry(town)
    worker.deliver()
    assert texts() == []
    assert states(town) == ["withdrawn"]


def test_half_that_was_handed_to_a_person_is_taken_back(town: Town, worker: Worker) -> None:
    """Half went out by the interface, then the network was switched to work by hand."""
    FakePlatform.named("netz").script("publish", HALF_OUT, Mishap.refused(LATER))
    ordered(town)
    worker.deliver()
    assert texts() == ["Eins"]
    with within_organisation(town.organisation.pk):
        Delivery.objects.filter(state=State.WAITING).update(state=State.BY_HAND)
    taken_back(town)
    hurry(town)
    worker.deliver()
    assert texts() == []
    assert states(town) == TAKEN_BACK
