"""Deliveries: nothing lost, nothing twice, whatever the network does."""

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from ausrufer.channels.contract import Outgoing
from ausrufer.channels.errors import (
    AccessLost,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import FakePlatform, Mishap
from ausrufer.delivery.actions import Consignment, decide_unclear, order_deliveries, recall
from ausrufer.delivery.claim import Claim, begin_call
from ausrufer.delivery.models import Attempt, Delivery, Pace
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from tests.conftest import Town, Worker
from tests.engine_steps import claim_due, sweep

pytestmark = pytest.mark.django_db(transaction=True)


def message(text: str = "Die Brücke ist gesperrt.", **more: object) -> Outgoing:
    return Outgoing(public_id=str(uuid4()), language="de", title="Sperrung", parts=(text,), **more)  # type: ignore[arg-type]


def order(
    town: Town, *names: str, kind: str = "fake", subject: str = "", **more: object
) -> list[Delivery]:
    channels = [town.channel(name, kind) for name in names]
    with within_organisation(town.organisation.pk):
        return order_deliveries(
            actor=town.anna.actor,
            subject=subject or f"announcement:{uuid4()}",
            revision=1,
            consignments=[Consignment(one, Purpose.PUBLISH, message(**more)) for one in channels],
        )


def fresh(town: Town, delivery: Delivery) -> Delivery:
    with within_organisation(town.organisation.pk):
        return Delivery.objects.get(pk=delivery.pk)


def attempts(town: Town, delivery: Delivery) -> list[str]:
    with within_organisation(town.organisation.pk):
        found = Attempt.objects.filter(delivery=delivery).order_by("number")
        return list(found.values_list("outcome", flat=True))


@pytest.fixture(autouse=True)
def _empty_networks() -> None:
    for name in ("netz", "zweites", "einbahn"):
        FakePlatform.named(name).forget()


def test_settles_with_permalink(town: Town, worker: Worker) -> None:
    (delivery,) = order(town, "netz")
    worker.deliver()
    settled = fresh(town, delivery)
    assert settled.state == State.SETTLED
    (copy,) = FakePlatform.named("netz").copies.values()
    assert copy.text == "Die Brücke ist gesperrt."
    assert settled.permalink == f"https://netz.example/{copy.remote_id}"
    assert attempts(town, delivery) == ["Settled"]


def test_temporary_failure_waits_and_goes_out_later(town: Town, worker: Worker) -> None:
    (delivery,) = order(town, "netz")
    FakePlatform.named("netz").script(
        "publish",
        Mishap.refused(TemporaryFailure("Gerade überlastet.", retry_after=timedelta(minutes=7))),
    )
    before = now()
    worker.deliver()
    waiting = fresh(town, delivery)
    assert (waiting.state, waiting.for_staff) == (State.WAITING, "Gerade überlastet.")
    assert waiting.due_at >= before + timedelta(minutes=7)
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(due_at=now())
        Pace.objects.update(rests_until=None)
    worker.deliver()
    assert fresh(town, delivery).state == State.SETTLED
    assert attempts(town, delivery) == ["TemporaryFailure", "Settled"]


def test_permanent_failure_needs_a_hand(town: Town, worker: Worker) -> None:
    (delivery,) = order(town, "netz")
    FakePlatform.named("netz").script("publish", Mishap.refused(PermanentFailure("Zu lang.")))
    worker.deliver()
    assert (fresh(town, delivery).state, fresh(town, delivery).for_staff) == (
        State.FAILED,
        "Zu lang.",
    )
    assert FakePlatform.named("netz").copies == {}


def test_lost_access_pauses_the_channel_and_keeps_the_delivery(town: Town, worker: Worker) -> None:
    (delivery,) = order(town, "netz")
    FakePlatform.named("netz").script("publish", Mishap.refused(AccessLost("Zugang abgelaufen.")))
    worker.deliver()
    waiting = fresh(town, delivery)
    assert waiting.state == State.WAITING
    with within_organisation(town.organisation.pk):
        waiting.channel.refresh_from_db()
        assert waiting.channel.paused_reason == "Zugang abgelaufen."
    worker.deliver()
    assert len(FakePlatform.named("netz").calls) == 1


@pytest.mark.parametrize("taken", [0, 1])
def test_unclear_is_looked_up_and_ends_once(town: Town, worker: Worker, taken: int) -> None:
    (delivery,) = order(town, "netz")
    FakePlatform.named("netz").script("publish", Mishap.broken_off(after=taken))
    worker.deliver()
    assert fresh(town, delivery).state == State.SETTLED
    assert len(FakePlatform.named("netz").copies) == 1


def test_unclear_without_a_way_to_ask_waits_for_a_person(town: Town, worker: Worker) -> None:
    (delivery,) = order(town, "einbahn", kind="fake_one_way")
    FakePlatform.named("einbahn").script("publish", Mishap.broken_off(after=1))
    worker.deliver()
    worker.deliver()
    assert fresh(town, delivery).state == State.UNCLEAR
    assert len(FakePlatform.named("einbahn").copies) == 1
    with within_organisation(town.organisation.pk):
        decide_unclear(actor=town.bekir.actor, delivery=delivery, arrived=True)
    worker.deliver()
    assert fresh(town, delivery).state == State.SETTLED
    assert len(FakePlatform.named("einbahn").copies) == 1


def test_a_bug_in_a_connector_counts_as_unclear(town: Town, worker: Worker) -> None:
    (delivery,) = order(town, "einbahn", kind="fake_one_way")
    FakePlatform.named("einbahn").script("publish", Mishap.refused(ZeroDivisionError("bug")))
    worker.deliver()
    assert fresh(town, delivery).state == State.UNCLEAR


def test_stale_is_never_sent(town: Town, worker: Worker) -> None:
    (delivery,) = order(town, "netz", not_after=now() - timedelta(seconds=1))
    worker.deliver()
    assert fresh(town, delivery).state == State.EXPIRED
    assert FakePlatform.named("netz").calls == []


def test_cannot_be_queued_twice(town: Town) -> None:
    subject = f"announcement:{uuid4()}"
    (delivery,) = order(town, "netz", subject=subject)
    with (
        within_organisation(town.organisation.pk),
        pytest.raises(IntegrityError, match="delivery_once"),
        transaction.atomic(),
    ):
        order_deliveries(
            actor=town.anna.actor,
            subject=subject,
            revision=1,
            consignments=[Consignment(delivery.channel, Purpose.PUBLISH, message())],
        )


def test_cancelled_is_not_sent(town: Town, worker: Worker) -> None:
    (delivery,) = order(town, "netz")
    with within_organisation(town.organisation.pk):
        recall(actor=town.anna.actor, subject=delivery.subject)
    worker.deliver()
    assert fresh(town, delivery).state == State.WITHDRAWN
    assert FakePlatform.named("netz").calls == []


def test_changed_content_is_refused(town: Town, worker: Worker) -> None:
    (delivery,) = order(town, "netz")
    with within_organisation(town.organisation.pk):
        content = {**fresh(town, delivery).content, "parts": ["Etwas ganz anderes."]}
        Delivery.objects.filter(pk=delivery.pk).update(content=content)
    worker.deliver()
    assert fresh(town, delivery).state == State.FAILED
    assert FakePlatform.named("netz").copies == {}


def test_two_workers_never_claim_the_same(town: Town) -> None:
    order(town, "netz", "zweites")
    first, second = uuid4(), uuid4()
    claims: dict[object, list[int]] = {}

    def claim(worker: object) -> None:
        claims[worker] = [c.delivery_id for c in claim_due(worker=worker, now=now(), most=1)]  # type: ignore[arg-type]

    threads = [threading.Thread(target=_closing, args=(claim, one)) for one in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # whoever looked at a row just when the other took it comes back with empty hands
    claims["later"] = [c.delivery_id for c in claim_due(worker=first, now=now(), most=2)]
    taken = sorted(one for ids in claims.values() for one in ids)
    assert taken == sorted(set(taken))
    assert len(taken) == 2


def _closing(work: Callable[[object], None], argument: object) -> None:
    from django.db import connection

    try:
        work(argument)
    finally:
        connection.close()


def test_orphans_of_a_dead_worker_are_rescued_at_once(town: Town, worker: Worker) -> None:
    """A worker that holds no lock is dead: its claim is taken up before the lease runs out."""
    (delivery,) = order(town, "netz")
    _die_while_calling(town)
    assert fresh(town, delivery).state == State.IN_FLIGHT
    worker.deliver()
    assert fresh(town, delivery).state == State.SETTLED
    assert attempts(town, delivery) == ["BrokenOff", "Settled"]
    assert len(FakePlatform.named("netz").copies) == 1


def test_orphan_without_a_way_to_ask_is_a_persons_decision(town: Town, worker: Worker) -> None:
    (delivery,) = order(town, "einbahn", kind="fake_one_way")
    _die_while_calling(town)
    worker.deliver()
    assert fresh(town, delivery).state == State.UNCLEAR
    assert FakePlatform.named("einbahn").copies == {}


def test_a_call_that_never_began_is_no_riddle(town: Town, worker: Worker) -> None:
    (delivery,) = order(town, "einbahn", kind="fake_one_way")
    claim_due(worker=uuid4(), now=now(), most=5)
    worker.deliver()
    assert fresh(town, delivery).state == State.SETTLED
    assert len(FakePlatform.named("einbahn").copies) == 1


def test_a_claim_taken_away_may_not_call(town: Town) -> None:
    order(town, "einbahn", kind="fake_one_way")
    (claim,) = claim_due(worker=uuid4(), now=now(), most=5)
    sweep(alive=uuid4())
    with across_organisations(reason="as the engine does"):
        assert not begin_call(claim, now=now())


def _die_while_calling(town: Town) -> Claim:
    (claim,) = claim_due(worker=uuid4(), now=now(), most=5)
    with across_organisations(reason="as the engine does"):
        assert begin_call(claim, now=now())
    return claim


def test_late_yes_counts_though_the_lease_was_taken_away(town: Town) -> None:
    from ausrufer.channels.contract import Published, RemotePart
    from ausrufer.delivery.call import Yes
    from ausrufer.delivery.settle import settle
    from ausrufer.foundation.scope import across_organisations

    (delivery,) = order(town, "einbahn", kind="fake_one_way")
    claim = _die_while_calling(town)
    sweep(alive=uuid4())
    assert fresh(town, delivery).state == State.UNCLEAR
    with across_organisations(reason="as the engine does"):
        settle(claim, Yes(Published((RemotePart("7", "https://x.example/7"),))), reconcile_at=None)
    assert fresh(town, delivery).state == State.SETTLED


def test_copies_wait_for_own_ground(town: Town, worker: Worker) -> None:
    own, copy = town.channel("netz"), town.channel("zweites")
    FakePlatform.named("netz").script(
        "publish", Mishap.refused(TemporaryFailure("Später.", retry_after=timedelta(minutes=5)))
    )
    with within_organisation(town.organisation.pk):
        order_deliveries(
            actor=town.anna.actor,
            subject=f"announcement:{uuid4()}",
            revision=1,
            consignments=[Consignment(one, Purpose.PUBLISH, message()) for one in (copy, own)],
            own_ground=own,
        )
    worker.deliver()
    assert FakePlatform.named("zweites").calls == []
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(due_at=now())
        Pace.objects.update(rests_until=None)
    worker.deliver()
    assert len(FakePlatform.named("zweites").copies) == 1


@pytest.mark.parametrize("down", ["paused", "slow"])
def test_a_site_that_is_down_does_not_silence_the_town(
    town: Town, worker: Worker, down: str
) -> None:
    own, copy = town.channel("netz"), town.channel("zweites")
    trouble = (
        AccessLost("Zu.")
        if down == "paused"
        else TemporaryFailure("Später.", retry_after=timedelta(hours=1))
    )
    FakePlatform.named("netz").script("publish", Mishap.refused(trouble))
    with within_organisation(town.organisation.pk):
        order_deliveries(
            actor=town.anna.actor,
            subject=f"announcement:{uuid4()}",
            revision=1,
            consignments=[Consignment(one, Purpose.PUBLISH, message()) for one in (copy, own)],
            own_ground=own,
        )
    worker.deliver()
    if down == "slow":
        assert FakePlatform.named("zweites").calls == []
        with within_organisation(town.organisation.pk):
            late = now() - timedelta(minutes=6)
            Delivery.objects.filter(channel=copy).update(due_at=late)
        worker.deliver()
    assert len(FakePlatform.named("zweites").copies) == 1
    assert FakePlatform.named("netz").copies == {}


def test_amend_then_withdraw(town: Town, worker: Worker) -> None:
    (delivery,) = order(town, "netz")
    worker.deliver()
    FakePlatform.named("netz").script("amend", Mishap.refused(OutcomeUnclear("Abgebrochen.")))

    def again(purpose: Purpose, text: str) -> None:
        with within_organisation(town.organisation.pk):
            order_deliveries(
                actor=town.anna.actor,
                subject=delivery.subject,
                revision=2,
                consignments=[
                    Consignment(delivery.channel, purpose, message(text), fresh(town, delivery))
                ],
            )

    again(Purpose.AMEND, "Die Brücke ist wieder frei.")
    worker.deliver()
    with within_organisation(town.organisation.pk):
        Delivery.objects.filter(state=State.WAITING).update(due_at=now())
    worker.deliver()
    assert [c.text for c in FakePlatform.named("netz").copies.values()] == [
        "Die Brücke ist wieder frei."
    ]
    again(Purpose.WITHDRAW, "")
    worker.deliver()
    assert FakePlatform.named("netz").copies == {}
    assert fresh(town, delivery).state == State.WITHDRAWN
