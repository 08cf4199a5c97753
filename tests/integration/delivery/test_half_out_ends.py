"""Half of a thread is out and the rest must not go any more: what is there counts as out."""

from datetime import timedelta

import pytest

from ausrufer.channels.errors import TemporaryFailure
from ausrufer.channels.testing import FakePlatform, Mishap
from ausrufer.delivery.backlog import discard_held
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.queries import publications_out_or_under_way
from ausrufer.delivery.states import State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town, Worker
from tests.integration.delivery.orders import order

pytestmark = pytest.mark.django_db(transaction=True)
LATER = TemporaryFailure("Bitte warten.", retry_after=timedelta(minutes=9))


@pytest.fixture
def half_out(town: Town, worker: Worker) -> Delivery:
    """Return a delivery that waits with its first part out."""
    FakePlatform.named("netz").forget()
    FakePlatform.named("netz").script("publish", Mishap.broken_off(after=1), Mishap.refused(LATER))
    (delivery,) = order(
        town, town.channel("netz"), parts=("Eins", "Zwei"), not_after=now() + timedelta(days=1)
    )
    worker.deliver()
    with within_organisation(town.organisation.pk):
        delivery.refresh_from_db()
    assert (delivery.state, len(delivery.parts)) == (State.WAITING, 1)
    return delivery


def stands(town: Town, delivery: Delivery) -> None:
    """Check that the part is known to be there, so that it can be taken back."""
    with within_organisation(town.organisation.pk):
        (found,) = publications_out_or_under_way(delivery.subject)
    assert (found.state, found.parts, found.held_at) == (State.SETTLED, delivery.parts, None)
    assert len(FakePlatform.named("netz").copies) == 1


def test_it_got_too_late_for_the_rest(town: Town, worker: Worker, half_out: Delivery) -> None:
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(not_after=now())
    worker.deliver()
    stands(town, half_out)


def test_the_rest_was_discarded_after_an_outage(town: Town, half_out: Delivery) -> None:
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(held_at=now())
        discard_held(actor=town.bekir.actor, deliveries=[half_out])
    stands(town, half_out)
