"""A correction that lengthens a thread breaks off and is dropped: what it added is known."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from ausrufer.channels.contract import Outgoing, Published, Surroundings
from ausrufer.channels.errors import (
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import FakeConnector, FakePlatform, Mishap
from ausrufer.delivery import retry
from ausrufer.delivery.actions import Consignment, order_deliveries, recall
from ausrufer.delivery.call import carry_out
from ausrufer.delivery.claim import begin_call
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import Order, content_of, order_for
from ausrufer.delivery.queries import publications_out_or_under_way
from ausrufer.delivery.states import Purpose
from ausrufer.foundation.clock import now
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.scope import across_organisations, within_organisation
from tests.conftest import Town, Worker
from tests.engine_steps import claim_due
from tests.integration.delivery.orders import states
from tests.integration.delivery.test_half_recalled import hurry

pytestmark = pytest.mark.django_db(transaction=True)
SUBJECT = f"announcement:{uuid4()}"
TWINS = Mishap.refused(OutcomeUnclear("Mehrere sind gleich."))
LOOK = "Bitte sehen Sie auf dem Kanal „Netz (Probe)“ nach, ob noch ein Teil steht."
_WHOLE = FakeConnector.amend


@pytest.fixture(autouse=True)
def _empty_network() -> None:
    FakePlatform.named("netz").forget()


@pytest.fixture
def first(town: Town, worker: Worker) -> Delivery:
    """Return a post of one part that is out."""
    delivery = ordered(town, Purpose.PUBLISH, "Eins")
    worker.deliver()
    return delivery


async def half_amended(self: FakeConnector, access: Any, command: Any, published: Any) -> Published:
    """Correct, but break off behind the second of three parts."""
    outgoing = command.outgoing
    if len(outgoing.parts) < 3:
        return await _WHOLE(self, access, command, published)
    half = replace(command, outgoing=replace(outgoing, parts=outgoing.parts[:2]))
    await _WHOLE(self, access, half, published)
    raise OutcomeUnclear("Von 3 Teilen sind 2 erschienen, dann riss der Versand ab.")


def ordered(
    town: Town, purpose: Purpose, *parts: str, target: Delivery | None = None, revision: int = 1
) -> Delivery:
    outgoing = Outgoing(public_id=str(uuid4()), language="de", title="Sperrung", parts=parts)
    channel = target.channel if target else town.channel("netz")
    with within_organisation(town.organisation.pk):
        (delivery,) = order_deliveries(
            actor=town.anna.actor,
            subject=SUBJECT,
            revision=revision,
            consignments=[Consignment(channel, purpose, outgoing, target)],
        )
    return delivery


def recalled(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        recall(actor=town.bekir.actor, subject=SUBJECT)


def taken_back(town: Town) -> None:
    """Do what taking a message back does with its deliveries."""
    recalled(town)
    with within_organisation(town.organisation.pk):
        order_deliveries(
            actor=town.bekir.actor,
            subject=SUBJECT,
            revision=1,
            consignments=[
                Consignment(one.channel, Purpose.WITHDRAW, content_of(one), one)
                for one in publications_out_or_under_way(SUBJECT)
            ],
        )


async def _called(order: Order) -> None:
    async with GuardedClient(settings.HTTP_POLICY) as http:
        await carry_out(order, Surroundings(http, settings.PUBLIC_FOLDER))


def texts() -> list[str]:
    return [copy.text for copy in FakePlatform.named("netz").copies.values()]


@pytest.fixture
def half(
    town: Town, worker: Worker, first: Delivery, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], None]:
    """Return how a correction from one part to three breaks off behind the second."""
    monkeypatch.setattr(FakeConnector, "amend", half_amended)

    def breaks_off() -> None:
        ordered(town, Purpose.AMEND, "Eins neu", "Zwei", "Drei", target=first, revision=2)
        worker.deliver()
        assert texts() == ["Eins neu", "Zwei"]

    return breaks_off


def test_what_it_added_is_taken_back(town: Town, worker: Worker, half: Callable[[], None]) -> None:
    half()
    assert states(town) == ["settled", "waiting"]
    taken_back(town)
    worker.deliver()
    assert texts() == []
    assert states(town) == ["withdrawn", "withdrawn", "settled"]


def test_what_it_added_is_taken_back_also_once_its_tries_are_used_up(
    town: Town, worker: Worker, half: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "MOST_ATTEMPTS", 1)
    half()
    assert states(town) == ["settled", "failed"]
    taken_back(town)
    hurry(town)
    worker.deliver()
    assert texts() == []


def test_the_next_correction_takes_over_what_it_added(
    town: Town, worker: Worker, half: Callable[[], None], first: Delivery
) -> None:
    half()
    recalled(town)
    ordered(town, Purpose.AMEND, "Eins neu", "Zwei besser", target=first, revision=3)
    hurry(town)
    worker.deliver()
    assert texts() == ["Eins neu", "Zwei besser"]
    taken_back(town)
    worker.deliver()
    assert texts() == []


def test_a_shorter_correction_takes_away_what_it_added(
    town: Town, worker: Worker, half: Callable[[], None], first: Delivery
) -> None:
    half()
    recalled(town)
    ordered(town, Purpose.AMEND, "Nur eins", target=first, revision=3)
    hurry(town)
    worker.deliver()
    assert texts() == ["Nur eins"]


def test_what_a_worker_added_before_it_died_is_taken_back(
    town: Town, worker: Worker, first: Delivery
) -> None:
    ordered(town, Purpose.AMEND, "Eins neu", "Zwei", target=first, revision=2)
    with across_organisations(reason="as the engine does"):
        (claim,) = claim_due(worker=uuid4(), now=now(), most=1)
        assert begin_call(claim, now=now())
        rows = Delivery.objects.select_related("channel__organisation", "target", "parent")
        order = order_for(rows.get(pk=claim.delivery_id), {})
    asyncio.run(_called(order))
    assert texts() == ["Eins neu", "Zwei"]
    taken_back(town)
    for _ in range(3):  # it is rescued, dropped, and then the whole is withdrawn
        worker.deliver()
    assert texts() == []


def test_nothing_is_taken_back_blindly(
    town: Town, worker: Worker, half: Callable[[], None]
) -> None:
    """Where the network does not tell, a person is told; the withdrawal does not count as done."""
    half()
    taken_back(town)
    FakePlatform.named("netz").script("find", Mishap.refused(PermanentFailure("Nicht zu sehen.")))
    worker.deliver()
    assert states(town) == ["settled", "withdrawn", "failed"]


def said(town: Town) -> str:
    """Return what people read of the newest delivery."""
    with within_organisation(town.organisation.pk):
        return Delivery.objects.latest("pk").for_staff


def test_what_is_known_is_taken_back_also_where_one_dropped_correction_cannot_be_told(
    town: Town, worker: Worker, half: Callable[[], None]
) -> None:
    half()
    taken_back(town)
    FakePlatform.named("netz").script("find", TWINS)
    worker.deliver()
    assert texts() == ["Zwei"]
    assert states(town) == ["settled", "withdrawn", "failed"]
    assert said(town) == f"Das Bekannte ist gelöscht. {LOOK}"


@pytest.mark.parametrize(
    ("broken", "state", "reason"),
    [
        (TemporaryFailure("Bitte warten."), "waiting", "Bitte warten."),
        (OutcomeUnclear("Abgerissen."), "failed", f"Abgerissen. {LOOK}"),
    ],
)
def test_a_withdrawal_in_doubt_is_repeated_only_where_surely_nothing_was_deleted(
    town: Town,
    worker: Worker,
    half: Callable[[], None],
    *,
    broken: ConnectorFailure,
    state: str,
    reason: str,
) -> None:
    half()
    taken_back(town)
    FakePlatform.named("netz").script("find", TWINS)
    FakePlatform.named("netz").script("withdraw", Mishap.refused(broken))
    worker.deliver()
    assert states(town) == ["settled", "withdrawn", state]
    assert said(town) == reason


def test_the_next_correction_waits_where_a_dropped_one_cannot_be_told(
    town: Town, worker: Worker, half: Callable[[], None], first: Delivery
) -> None:
    half()
    recalled(town)
    ordered(town, Purpose.AMEND, "Eins neu", "Zwei besser", target=first, revision=3)
    FakePlatform.named("netz").script("find", TWINS)
    hurry(town)
    worker.deliver()
    assert texts() == ["Eins neu", "Zwei"]
    assert states(town) == ["settled", "withdrawn", "waiting"]
    hurry(town)
    worker.deliver()
    assert texts() == ["Eins neu", "Zwei besser"]
