"""Two people at one publication: both lock the older delivery first, so none blocks another."""

from collections.abc import Callable
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction

from ausrufer.channels.contract import Outgoing
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.actions import Consignment, decide_unclear, order_deliveries, try_again
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town, Worker
from tests.integration.delivery.orders import order

pytestmark = pytest.mark.django_db(transaction=True)
_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def corrected(town: Town, worker: Worker, state: State) -> tuple[Delivery, Delivery]:
    """Return a publication that is out and its correction in that state."""
    FakePlatform.named("netz").forget()
    (first,) = order(town, town.channel("netz"))
    worker.deliver()
    text = Outgoing(public_id=str(uuid4()), language="de", title="Frei", parts=("Frei.",))
    with within_organisation(town.organisation.pk):
        (amendment,) = order_deliveries(
            actor=town.anna.actor,
            subject=first.subject,
            revision=2,
            consignments=[Consignment(first.channel, Purpose.AMEND, text, first)],
        )
        Delivery.objects.filter(pk=amendment.pk).update(state=state)
    amendment.state = state
    return first, amendment


def sent_again(town: Town, amendment: Delivery) -> None:
    try_again(actor=town.bekir.actor, delivery=amendment)


def sent_anew(town: Town, amendment: Delivery) -> None:
    decide_unclear(actor=town.bekir.actor, delivery=amendment, arrived=False, resend=True)


@pytest.mark.parametrize(
    ("state", "decide"), [(State.FAILED, sent_again), (State.UNCLEAR, sent_anew)]
)
def test_who_sends_again_waits_without_a_lock_for_who_recalls(
    town: Town, worker: Worker, state: State, decide: Callable[[Town, Delivery], None]
) -> None:
    first, amendment = corrected(town, worker, state)

    def decided() -> None:
        try:
            with within_organisation(town.organisation.pk):
                decide(town, amendment)
        finally:
            connection.close()

    other = Thread(target=decided)
    with within_organisation(town.organisation.pk):
        with transaction.atomic():  # as `recall` does: the older one first
            Delivery.objects.select_for_update().get(pk=first.pk)
            other.start()
            _somebody_waits()
            Delivery.objects.select_for_update(nowait=True).get(pk=amendment.pk)
        other.join(20)
        assert Delivery.objects.get(pk=amendment.pk).state == State.WAITING


def _somebody_waits() -> None:
    with connection.cursor() as cursor:
        for _ in range(20_000):
            cursor.execute(_WAITING)
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")
