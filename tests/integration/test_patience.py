"""Which tries use up the patience with a delivery: not those that wait for a person."""

from datetime import timedelta

import pytest

from ausrufer.channels.actions import resume_channel
from ausrufer.channels.errors import AccessLost, ConnectorFailure, TemporaryFailure
from ausrufer.channels.testing import FakePlatform, Mishap
from ausrufer.delivery.actions import decide_unclear, try_again
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.retry import MOST_ATTEMPTS
from ausrufer.delivery.states import State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town, Worker
from tests.integration.test_engine import fresh, order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def delivery(town: Town) -> Delivery:
    FakePlatform.named("netz").forget()
    return order(town, "netz")[0]


def tried_for_the_last_time(town: Town, worker: Worker, failure: ConnectorFailure) -> None:
    """Let the last try the house allows itself end in a failure."""
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(attempt_count=MOST_ATTEMPTS - 1)
    tried(town, worker, failure)


def tried(town: Town, worker: Worker, failure: ConnectorFailure) -> None:
    with within_organisation(town.organisation.pk):
        Delivery.objects.filter(state=State.WAITING).update(due_at=now())
    FakePlatform.named("netz").script("publish", Mishap.refused(failure))
    worker.deliver(turns=1)


def test_ends_after_the_last_try(town: Town, worker: Worker, delivery: Delivery) -> None:
    tried_for_the_last_time(town, worker, TemporaryFailure("Überlastet."))
    assert fresh(town, delivery).state == State.FAILED


def test_a_person_s_word_begins_anew(town: Town, worker: Worker, delivery: Delivery) -> None:
    tried_for_the_last_time(town, worker, TemporaryFailure("Überlastet."))
    with within_organisation(town.organisation.pk):
        try_again(actor=town.bekir.actor, delivery=delivery)
    before = now()
    tried(town, worker, TemporaryFailure("Überlastet."))
    waiting = fresh(town, delivery)
    assert waiting.state == State.WAITING
    assert waiting.due_at - before < timedelta(minutes=1)  # and so do the pauses
    assert waiting.attempt_count == MOST_ATTEMPTS + 1  # what happened stays counted


def test_a_person_s_word_on_an_unclear_one_begins_anew(
    town: Town, worker: Worker, delivery: Delivery
) -> None:
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(state=State.UNCLEAR, attempt_count=MOST_ATTEMPTS)
        decide_unclear(actor=town.bekir.actor, delivery=delivery, arrived=False, resend=True)
    tried(town, worker, TemporaryFailure("Überlastet."))
    assert fresh(town, delivery).state == State.WAITING


def test_waiting_for_the_access_begins_anew(town: Town, worker: Worker, delivery: Delivery) -> None:
    tried_for_the_last_time(town, worker, AccessLost("Zugang abgelaufen."))
    with within_organisation(town.organisation.pk):
        resume_channel(actor=town.dirk.actor, channel=delivery.channel)
    tried(town, worker, TemporaryFailure("Überlastet."))
    assert fresh(town, delivery).state == State.WAITING


def test_letters_begin_anew_with_their_newsletter(town: Town, delivery: Delivery) -> None:
    with within_organisation(town.organisation.pk):
        letter = Delivery.objects.create(
            organisation=town.organisation,
            subject=delivery.subject,
            channel=delivery.channel,
            purpose=delivery.purpose,
            revision=2,
            parent=delivery,
            fingerprint=delivery.fingerprint,
            state=State.FAILED,
            due_at=now(),
            attempt_count=MOST_ATTEMPTS,
        )
        Delivery.objects.filter(pk=delivery.pk).update(state=State.SETTLED)
        delivery.refresh_from_db()
        try_again(actor=town.bekir.actor, delivery=delivery)
    assert fresh(town, letter).tries == 0
