"""A person's word lets patience begin anew, and empties nothing that is known."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db.models import F

from ausrufer.channels import registry
from ausrufer.channels.contract import Outgoing, Surroundings
from ausrufer.channels.errors import NotReadyYet, OutcomeUnclear, TemporaryFailure
from ausrufer.channels.testing import FakePlatform, Mishap
from ausrufer.delivery.actions import Consignment, decide_unclear, order_deliveries, try_again
from ausrufer.delivery.call import Outcome
from ausrufer.delivery.claim import Claim, begin_call
from ausrufer.delivery.engine import Engine
from ausrufer.delivery.models import Attempt, Bucket, Delivery, Pace
from ausrufer.delivery.orders import order_for
from ausrufer.delivery.reconcile import apply_answer
from ausrufer.delivery.settle import settle
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.scope import across_organisations, within_organisation
from tests.conftest import FAKES, Town, Worker
from tests.engine_steps import claim_due
from tests.integration.delivery.orders import order, states

pytestmark = pytest.mark.django_db(transaction=True)
PREPARING = NotReadyYet("Der Film wird dort noch aufbereitet.")


@pytest.fixture(autouse=True)
def _empty_networks(settings: object) -> None:
    here = "tests.integration.delivery.networks."
    kinds = ("SharedConnector", "LookingConnector")
    settings.AUSRUFER_CONNECTORS = [*FAKES, *(here + one for one in kinds)]  # type: ignore[attr-defined]
    registry._connectors.cache_clear()
    FakePlatform.named("netz").forget()


def ended(outcome: Outcome, *, ask: bool = False) -> None:
    """Claim what waits and let its call end so."""
    with across_organisations(reason="as the engine does"):
        Delivery.objects.filter(state=State.WAITING).update(due_at=now())
        Pace.objects.update(rests_until=None)
        (claim,) = claim_due(worker=uuid4(), now=now(), most=1)
        assert begin_call(claim, now=now())
        settle(claim, outcome, reconcile_at=now() if ask else None)


def hours_pass(town: Town, hours: int) -> None:
    """Let everything that happened so far lie back."""
    back = timedelta(hours=hours)
    with within_organisation(town.organisation.pk):
        Attempt.objects.update(started_at=F("started_at") - back)
        Delivery.objects.update(
            first_attempt_at=F("first_attempt_at") - back,
            called_at=F("called_at") - back,
            patience_since=F("patience_since") - back,
        )


def test_a_film_sent_again_has_two_hours_anew(town: Town) -> None:
    order(town, town.channel("netz"))
    ended(PREPARING)
    hours_pass(town, 1)
    ended(PREPARING)
    assert states(town) == [State.WAITING]
    hours_pass(town, 2)
    ended(PREPARING)
    assert states(town) == [State.FAILED]
    with within_organisation(town.organisation.pk):
        try_again(actor=town.bekir.actor, delivery=Delivery.objects.get())
    ended(PREPARING)
    assert states(town) == [State.WAITING]
    hours_pass(town, 3)
    ended(PREPARING)
    assert states(town) == [State.FAILED]


def asked() -> None:
    """Ask about what is unclear, and get no answer."""
    with across_organisations(reason="as the engine does"):
        row = Delivery.objects.select_related("channel__organisation", "target", "parent").get()
        apply_answer(order_for(row, {}), TemporaryFailure("Nicht erreichbar."))


def still_asked(town: Town) -> bool:
    with within_organisation(town.organisation.pk):
        return Delivery.objects.filter(state=State.UNCLEAR, reconcile_at__isnull=False).exists()


def test_what_was_sent_again_is_asked_about_for_hours_anew(town: Town) -> None:
    order(town, town.channel("netz", "looking"))
    ended(OutcomeUnclear("Abgebrochen."), ask=True)
    hours_pass(town, 7)
    asked()
    assert not still_asked(town)
    with within_organisation(town.organisation.pk):
        decide_unclear(
            actor=town.bekir.actor, delivery=Delivery.objects.get(), arrived=False, resend=True
        )
    ended(OutcomeUnclear("Abgebrochen."), ask=True)
    asked()
    assert still_asked(town)
    hours_pass(town, 7)
    asked()
    assert not still_asked(town)


def test_an_amendment_said_to_be_there_leaves_the_original_its_parts(
    town: Town, worker: Worker
) -> None:
    (first,) = order(town, town.channel("netz"))
    worker.deliver()
    with within_organisation(town.organisation.pk):
        before = Delivery.objects.get(pk=first.pk)
        text = Outgoing(public_id=str(uuid4()), language="de", title="Frei", parts=("Frei.",))
        (amendment,) = order_deliveries(
            actor=town.anna.actor,
            subject=first.subject,
            revision=2,
            consignments=[Consignment(first.channel, Purpose.AMEND, text, before)],
        )
        Delivery.objects.filter(pk=amendment.pk).update(state=State.UNCLEAR)
        decide_unclear(
            actor=town.bekir.actor, delivery=Delivery.objects.get(pk=amendment.pk), arrived=True
        )
        after = Delivery.objects.get(pk=first.pk)
    assert before.parts
    assert (after.parts, after.permalink) == (before.parts, before.permalink)


def test_parts_that_are_known_stay_known_when_a_person_says_it_arrived(town: Town) -> None:
    order(town, town.channel("netz", "looking"))
    ended(OutcomeUnclear("Abgebrochen."))
    known = [["7", "https://netz.example/7"]]
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(parts=known)
        decide_unclear(actor=town.bekir.actor, delivery=Delivery.objects.get(), arrived=True)
        found = Delivery.objects.get()
    assert (found.parts, found.permalink) == (known, "https://netz.example/7")


def tokens() -> int:
    """Return how many of the six tokens an hour are left; seconds give next to nothing."""
    return round(Bucket.objects.get().tokens)


def test_looking_whether_a_film_is_ready_takes_no_token(town: Town, worker: Worker) -> None:
    FakePlatform.named("netz").script("publish", *[Mishap.refused(PREPARING)] * 3)
    order(town, town.channel("netz", "shared"))
    for _ in range(4):
        with within_organisation(town.organisation.pk):
            Delivery.objects.update(due_at=now())
        worker.deliver(turns=1)
    assert states(town) == [State.SETTLED]
    assert len(FakePlatform.named("netz").calls) == 4
    assert tokens() == 5


def test_what_makes_no_call_gives_its_token_back(town: Town, worker: Worker) -> None:
    order(town, town.channel("netz", "shared"))
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(fingerprint="0" * 64)
    worker.deliver()
    assert states(town) == [State.FAILED]
    assert tokens() == 6


def test_what_is_recalled_before_its_call_gives_its_token_back(town: Town) -> None:
    order(town, town.channel("netz", "shared"))
    (claim,) = claim_due(worker=uuid4(), now=now(), most=1)
    assert tokens() == 5
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(recalled_at=now())
    asyncio.run(_go_on(claim))
    assert FakePlatform.named("netz").calls == []
    assert tokens() == 6


async def _go_on(claim: Claim) -> None:
    async with (
        GuardedClient(django_settings.HTTP_POLICY) as http,
        Engine(Surroundings(http, django_settings.PUBLIC_FOLDER)) as engine,
    ):
        await engine._carrying.deliver(claim)
