"""What was taken back or changed never goes out again, whatever was under way at that moment."""

import threading
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.release import withdraw
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.approval.policy import Verdict
from ausrufer.channels.actions import pause_channel, resume_channel
from ausrufer.channels.contract import Published, RemotePart
from ausrufer.channels.errors import TemporaryFailure
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform, Mishap
from ausrufer.delivery.actions import decide_unclear
from ausrufer.delivery.call import Yes
from ausrufer.delivery.claim import begin_call
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.settle import settle
from ausrufer.delivery.states import State as Delivered
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.records.actions import record
from tests.conftest import Town, Worker
from tests.engine_steps import claim_due, sweep

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_networks() -> None:
    for name in ("netz", "zweites", "einbahn"):
        FakePlatform.named(name).forget()


def released(town: Town, *channels: Channel, **more: object) -> Announcement:
    with within_organisation(town.organisation.pk):
        announcement = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Brücke gesperrt", body="Erste Fassung.", **more),  # type: ignore[arg-type]
            channels=channels,
        )
    return approved(town, announcement)


def approved(town: Town, announcement: Announcement) -> Announcement:
    with within_organisation(town.organisation.pk):
        request = submit_for_approval(member=town.anna, announcement=announcement)
        decide(
            member=town.bekir,
            request=request,
            verdict=Verdict.APPROVED,
            fingerprint=request.fingerprint,
            comment="",
        )
    return fresh(town, announcement)


def changed(town: Town, announcement: Announcement, **more: object) -> Announcement:
    current = fresh(town, announcement)
    content = Content(title="Brücke gesperrt", body="Zweite Fassung.", **more)  # type: ignore[arg-type]
    with within_organisation(town.organisation.pk):
        return change_announcement(
            member=town.anna, announcement=current, version=current.version, content=content
        )


def fresh(town: Town, announcement: Announcement) -> Announcement:
    with within_organisation(town.organisation.pk):
        return Announcement.objects.select_related("department").get(pk=announcement.pk)


def states(town: Town, announcement: Announcement) -> list[tuple[int, str, str]]:
    with within_organisation(town.organisation.pk):
        found = Delivery.objects.filter(subject=announcement.subject).order_by("pk")
        return list(found.values_list("revision", "purpose", "state"))


def hurry(town: Town) -> None:
    """Let every pause be over."""
    with within_organisation(town.organisation.pk):
        Delivery.objects.filter(state=Delivered.WAITING).update(due_at=now())


def texts(name: str) -> list[str]:
    return [copy.text for copy in FakePlatform.named(name).copies.values()]


def test_changed_before_it_went_and_approved_again(town: Town, worker: Worker) -> None:
    announcement = released(town, town.channel("netz"), publish_at=now() + timedelta(hours=3))
    approved(town, changed(town, announcement))
    worker.deliver()
    assert len(texts("netz")) == 1
    assert "Zweite Fassung." in texts("netz")[0]


def test_expired_gets_a_new_time_and_goes_out(town: Town, worker: Worker) -> None:
    netz = town.channel("netz")
    announcement = released(town, netz, not_after=now() + timedelta(hours=1))
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(not_after=now() - timedelta(seconds=1))
    worker.deliver()
    assert states(town, announcement) == [(1, "publish", Delivered.EXPIRED)]
    approved(town, changed(town, announcement))
    worker.deliver()
    assert len(texts("netz")) == 1


def test_changed_while_in_flight_is_not_tried_again(town: Town, worker: Worker) -> None:
    announcement = released(town, town.channel("netz"))
    (claim,) = claim_due(worker=uuid4(), now=now(), most=5)
    changed(town, announcement)
    with within_organisation(town.organisation.pk):
        settle(claim, TemporaryFailure("Überlastet."), reconcile_at=None)
    hurry(town)
    worker.deliver()
    assert texts("netz") == []


def test_withdrawn_while_in_flight_is_not_tried_again(town: Town, worker: Worker) -> None:
    announcement = released(town, town.channel("netz"))
    (claim,) = claim_due(worker=uuid4(), now=now(), most=5)
    with within_organisation(town.organisation.pk):
        withdraw(member=town.anna, announcement=announcement, reason="Falsch.")
        settle(claim, TemporaryFailure("Überlastet."), reconcile_at=None)
    hurry(town)
    worker.deliver()
    assert [verb for verb, _ in FakePlatform.named("netz").calls] == []


def test_withdrawn_while_unclear_is_not_sent_again(town: Town, worker: Worker) -> None:
    announcement = released(town, town.channel("netz"))
    FakePlatform.named("netz").script("publish", Mishap.broken_off(after=0))
    FakePlatform.named("netz").script("find", Mishap.refused(TemporaryFailure("Später.")))
    worker.deliver()
    assert states(town, announcement) == [(1, "publish", Delivered.UNCLEAR)]
    with within_organisation(town.organisation.pk):
        withdraw(member=town.anna, announcement=announcement, reason="Falsch.")
        Delivery.objects.filter(state=Delivered.UNCLEAR).update(reconcile_at=now())
    worker.deliver()
    hurry(town)
    worker.deliver()
    published = [key for verb, key in FakePlatform.named("netz").calls if verb == "publish"]
    assert len(published) == 1


def test_correction_while_the_first_is_unclear(town: Town, worker: Worker) -> None:
    """The first version must not come after its correction."""
    second = town.channel("zweites")
    announcement = released(town, town.channel("netz"), second)
    FakePlatform.named("netz").script("publish", Mishap.broken_off(after=0))
    FakePlatform.named("netz").script("find", Mishap.refused(TemporaryFailure("Später.")))
    worker.deliver()
    assert fresh(town, announcement).state == State.PUBLISHED
    approved(town, changed(town, announcement, correction="Ursache ergänzt."))
    worker.deliver()
    with within_organisation(town.organisation.pk):
        Delivery.objects.filter(state=Delivered.UNCLEAR).update(reconcile_at=now())
    worker.deliver()
    hurry(town)
    worker.deliver()
    assert ["Zweite Fassung." in text for text in texts("netz")] == [True]


def test_correction_while_the_first_waits_for_a_paused_channel(town: Town, worker: Worker) -> None:
    netz = town.channel("netz")
    announcement = released(town, netz, town.channel("zweites"))
    with within_organisation(town.organisation.pk):
        pause_channel(actor=town.dirk.actor, channel=netz, reason="Wartung")
    worker.deliver()
    approved(town, changed(town, announcement, correction="Ursache ergänzt."))
    with within_organisation(town.organisation.pk):
        resume_channel(actor=town.dirk.actor, channel=netz)
    worker.deliver()
    worker.deliver()
    assert ["Zweite Fassung." in text for text in texts("netz")] == [True]


def test_changed_while_in_flight_and_it_arrives(town: Town, worker: Worker) -> None:
    """It is out: what is being written is its correction, and can be released."""
    announcement = released(town, town.channel("einbahn", "fake_one_way"))
    (claim,) = claim_due(worker=uuid4(), now=now(), most=5)
    draft = changed(town, announcement)
    with within_organisation(town.organisation.pk):
        settle(claim, Yes(Published((RemotePart("1", "https://e/1"),))), reconcile_at=None)
    worker.deliver()
    assert draft.revision == 2
    approved(town, changed(town, announcement, correction="Ursache ergänzt."))
    worker.deliver()
    assert states(town, announcement) == [
        (1, "publish", Delivered.SETTLED),
        (2, "publish", Delivered.SETTLED),
    ]


def test_a_person_cannot_resend_what_was_withdrawn(town: Town, worker: Worker) -> None:
    announcement = released(town, town.channel("einbahn", "fake_one_way"))
    FakePlatform.named("einbahn").script("publish", Mishap.broken_off(after=0))
    worker.deliver()
    with within_organisation(town.organisation.pk):
        withdraw(member=town.anna, announcement=announcement, reason="Falsch.")
        unclear = Delivery.objects.get(subject=announcement.subject, purpose="publish")
        with pytest.raises(Refused, match="geht nicht mehr hinaus"):
            decide_unclear(actor=town.bekir.actor, delivery=unclear, arrived=False, resend=True)
    hurry(town)
    worker.deliver()
    assert texts("einbahn") == []


@pytest.mark.parametrize("deed", ["withdraw", "change", "approve"])
def test_a_person_and_the_engine_never_block_each_other(
    town: Town, worker: Worker, deed: str
) -> None:
    """Deliveries are locked before the journal, as the engine does: a knot would cost a yes."""
    announcement = released(town, town.channel("netz"))
    worker.deliver()
    if deed == "approve":
        draft = changed(town, announcement, correction="Ursache ergänzt.")
        with within_organisation(town.organisation.pk):
            request = submit_for_approval(member=town.anna, announcement=draft)
    faults: list[BaseException] = []

    def person() -> None:
        try:
            with within_organisation(town.organisation.pk):
                if deed == "withdraw":
                    withdraw(member=town.anna, announcement=announcement, reason="Falsch.")
                elif deed == "change":
                    changed(town, announcement)
                else:
                    decide(
                        member=town.bekir,
                        request=request,
                        verdict=Verdict.APPROVED,
                        fingerprint=request.fingerprint,
                        comment="",
                    )
        except BaseException as fault:  # noqa: BLE001 - shown by the test itself
            faults.append(fault)
        finally:
            connection.close()

    thread = threading.Thread(target=person)
    with within_organisation(town.organisation.pk), transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(subject=announcement.subject)
        thread.start()
        _wait_until_somebody_is_blocked()
        record("delivery.settled", actor=town.dirk.actor, subject=delivery.subject)
    thread.join(30)
    assert faults == []


def _wait_until_somebody_is_blocked() -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def test_letters_of_a_changed_newsletter_stay_at_home(town: Town, worker: Worker) -> None:
    netz = town.channel("netz")
    announcement = released(town, netz)
    with within_organisation(town.organisation.pk):
        whole = Delivery.objects.get(subject=announcement.subject)
        Delivery.objects.filter(pk=whole.pk).update(state=Delivered.SETTLED, settled_at=now())
        Delivery.objects.create(
            organisation=town.organisation,
            subject=whole.subject,
            channel=netz,
            purpose="publish",
            revision=2,
            parent=whole,
            fingerprint=whole.fingerprint,
            due_at=now(),
        )
    changed(town, announcement)
    worker.deliver()
    assert texts("netz") == []
    assert states(town, announcement)[1] == (2, "publish", Delivered.WITHDRAWN)


def test_a_correction_leaves_no_channel_with_the_old_version(town: Town, worker: Worker) -> None:
    both = [town.channel("netz"), town.channel("zweites")]
    announcement = released(town, *both)
    worker.deliver()
    current = fresh(town, announcement)
    content = Content(title="Brücke gesperrt", body="Zweite Fassung.", correction="Richtig.")
    with within_organisation(town.organisation.pk):
        corrected = change_announcement(
            member=town.anna,
            announcement=current,
            version=current.version,
            content=content,
            channels=both[:1],
        )
        with pytest.raises(Refused, match="zweites"):
            submit_for_approval(member=town.anna, announcement=corrected)


@pytest.mark.parametrize("deed", ["change", "withdraw"])
def test_what_was_recalled_after_the_claim_is_not_called(town: Town, deed: str) -> None:
    announcement = released(town, town.channel("netz"))
    (claim,) = claim_due(worker=uuid4(), now=now(), most=5)
    with within_organisation(town.organisation.pk):
        if deed == "change":
            changed(town, announcement)
        else:
            withdraw(member=town.anna, announcement=announcement, reason="Falsch.")
    with across_organisations(reason="as the engine does"):
        assert not begin_call(claim, now=now())
    sweep(alive=uuid4())
    assert {state for *_, state in states(town, announcement)} == {"withdrawn"}


def test_settling_a_withdrawal_and_a_person_never_block_each_other(
    town: Town, worker: Worker
) -> None:
    """Both lock the publication before the order about it."""
    announcement = released(town, town.channel("netz"))
    worker.deliver()
    with within_organisation(town.organisation.pk):
        withdraw(member=town.anna, announcement=announcement, reason="Falsch.")
    (claim,) = claim_due(worker=uuid4(), now=now(), most=5)
    faults: list[BaseException] = []

    def engine() -> None:
        try:
            with across_organisations(reason="as the engine does"):
                settle(claim, Yes(Published(())), reconcile_at=None)
        except BaseException as fault:  # noqa: BLE001 - shown by the test itself
            faults.append(fault)
        finally:
            connection.close()

    thread = threading.Thread(target=engine)
    with within_organisation(town.organisation.pk), transaction.atomic():
        about = Delivery.objects.select_for_update().filter(subject=announcement.subject)
        about.get(purpose="publish")
        thread.start()
        _wait_until_somebody_is_blocked()
        about.get(purpose="withdraw")
    thread.join(30)
    assert faults == []
    assert states(town, announcement) == [(1, "publish", "withdrawn"), (1, "withdraw", "settled")]
