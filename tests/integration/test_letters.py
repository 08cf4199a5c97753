"""The letters of a newsletter: many of one kind, and people are told once."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from typing import ClassVar
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client

from ausrufer.announcements.models import Announcement
from ausrufer.channels import registry
from ausrufer.channels.contract import Audience, Manifest, Outgoing
from ausrufer.channels.errors import ConnectorFailure, OutcomeUnclear, PermanentFailure
from ausrufer.channels.testing import FakeOneWayConnector, FakePlatform, Mishap
from ausrufer.delivery.actions import Consignment, decide_unclear, order_deliveries, try_again
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.queries import deliveries_that_need_a_hand
from ausrufer.delivery.settle import call_for_hand
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.records.models import JournalEntry
from ausrufer.subscriptions.models import Subscription
from tests.conftest import Town, Worker, run_jobs

pytestmark = pytest.mark.django_db(transaction=True)
NET = "briefe"
GONE = "Diese Adresse gibt es nicht."


class FakeLetters(FakeOneWayConnector):
    """An in-memory network that writes to subscribers."""

    manifest: ClassVar[Manifest] = replace(
        FakeOneWayConnector.manifest, kind="fake_letters", audience=Audience.SUBSCRIBERS
    )


@pytest.fixture(autouse=True)
def _letters(settings: object, _fake_networks: None) -> None:
    settings.AUSRUFER_CONNECTORS = [f"{__name__}.FakeLetters"]  # type: ignore[attr-defined]
    registry._connectors.cache_clear()
    FakePlatform.named(NET).forget()


def newsletter(town: Town, readers: int, *, not_after: timedelta | None = None) -> Delivery:
    """Order a newsletter about a message of Anna's to so many confirmed readers."""
    channel = town.channel(NET, "fake_letters")
    until = now() + not_after if not_after else None
    with within_organisation(town.organisation.pk):
        for number in range(readers):
            Subscription.objects.create(
                organisation=town.organisation,
                channel=channel,
                address=f"leser{number}@mustermail.example",
                state="confirmed",
                requested_at=now(),
                confirmed_at=now(),
            )
        announcement = Announcement.objects.create(
            organisation=town.organisation,
            department=town.press,
            title="Sperrung",
            created_by=town.anna,
            created_at=now(),
            changed_at=now(),
            author_ids=[town.anna.pk],
        )
        outgoing = Outgoing(
            public_id=str(uuid4()),
            language="de",
            title="Sperrung",
            parts=("Die Brücke ist gesperrt.",),
            not_after=until,
        )
        [delivery] = order_deliveries(
            actor=town.anna.actor,
            subject=announcement.subject,
            revision=1,
            consignments=[Consignment(channel, Purpose.PUBLISH, outgoing)],
        )
    return delivery


def fail(times: int, failure: ConnectorFailure) -> None:
    FakePlatform.named(NET).script("publish", *[Mishap.refused(failure)] * times)


def states(town: Town) -> list[str]:
    with within_organisation(town.organisation.pk):
        letters = Delivery.objects.filter(parent__isnull=False)
        return sorted(letters.values_list("state", flat=True))


def waiting_hands(town: Town) -> list[Delivery]:
    with within_organisation(town.organisation.pk):
        return list(deliveries_that_need_a_hand())


def fresh(town: Town, delivery: Delivery) -> Delivery:
    with within_organisation(town.organisation.pk):
        return Delivery.objects.get(pk=delivery.pk)


def journal(town: Town) -> list[str]:
    with within_organisation(town.organisation.pk):
        kinds = JournalEntry.objects.filter(kind__startswith="delivery.").order_by("sequence")
        return list(kinds.values_list("kind", flat=True))


def test_dead_addresses_are_told_once_and_only_counted(town: Town, worker: Worker) -> None:
    newsletter(town, 6)
    fail(5, PermanentFailure(GONE))
    worker.deliver()
    assert states(town) == [State.FAILED] * 5 + [State.SETTLED]
    [told] = mail.outbox
    assert (told.to, told.subject) == (["anna@musterstadt.example"], "Braucht Hilfe: Sperrung")
    assert told.body.split("\n\n")[0] == f"Mitteilung „Sperrung“, Kanal „briefe“: {GONE}"
    assert waiting_hands(town) == []
    assert journal(town) == ["delivery.queued", "delivery.handed_over", "delivery.letters_failed"]


def test_unclear_letters_wait_as_one(town: Town, worker: Worker) -> None:
    delivery = newsletter(town, 4)
    fail(3, OutcomeUnclear("Die Verbindung brach ab."))
    worker.deliver()
    assert states(town) == [State.SETTLED] + [State.UNCLEAR] * 3
    assert len(mail.outbox) == 1
    assert waiting_hands(town) == [delivery]


@pytest.mark.parametrize(
    ("word", "after", "letters"),
    [
        ({"arrived": True}, State.SETTLED, 0),
        ({"arrived": False}, State.FAILED, 0),
        ({"arrived": False, "resend": True}, State.SETTLED, 2),
    ],
)
def test_one_word_decides_all_unclear_letters(
    town: Town, worker: Worker, word: dict[str, bool], after: State, letters: int
) -> None:
    delivery = newsletter(town, 2)
    fail(2, OutcomeUnclear("Die Verbindung brach ab."))
    worker.deliver()
    with within_organisation(town.organisation.pk):
        decide_unclear(actor=town.bekir.actor, delivery=fresh(town, delivery), **word)
    worker.deliver()
    assert (states(town), waiting_hands(town)) == ([after] * 2, [])
    assert len(FakePlatform.named(NET).copies) == letters
    with pytest.raises(Refused), within_organisation(town.organisation.pk):
        decide_unclear(actor=town.bekir.actor, delivery=fresh(town, delivery), arrived=True)


def test_patience_with_letters_begins_anew_on_a_persons_word(town: Town, worker: Worker) -> None:
    delivery = newsletter(town, 1)
    fail(1, PermanentFailure(GONE))
    worker.deliver()
    before = now()
    with within_organisation(town.organisation.pk):
        try_again(actor=town.bekir.actor, delivery=fresh(town, delivery))
        letter = Delivery.objects.get(parent=delivery)
    assert letter.tries == 0
    assert letter.patience_since is not None
    assert letter.patience_since >= before


def test_failed_letters_go_out_again_on_a_persons_word(town: Town, worker: Worker) -> None:
    delivery = newsletter(town, 3)
    fail(2, PermanentFailure(GONE))
    worker.deliver()
    fail(1, PermanentFailure(GONE))
    with within_organisation(town.organisation.pk):
        try_again(actor=town.bekir.actor, delivery=fresh(town, delivery))
    worker.deliver()
    assert states(town) == [State.FAILED, State.SETTLED, State.SETTLED]
    assert len(mail.outbox) == 2  # after a person's word it is news again


def test_letters_that_come_too_late_are_told_once(town: Town, worker: Worker) -> None:
    newsletter(town, 3, not_after=timedelta(hours=1))
    worker.deliver(turns=1)
    with across_organisations(reason="a test makes time pass"):
        Delivery.objects.filter(state=State.WAITING).update(not_after=now())
    worker.deliver()
    assert states(town) == [State.EXPIRED] * 3
    assert len(mail.outbox) == 1


def test_two_workers_tell_people_once(town: Town) -> None:
    delivery = newsletter(town, 0)
    with within_organisation(town.organisation.pk):
        letters = [
            Delivery.objects.create(
                organisation=town.organisation,
                subject=delivery.subject,
                channel=delivery.channel,
                purpose=Purpose.PUBLISH,
                revision=number,
                parent=delivery,
                fingerprint=delivery.fingerprint,
                due_at=now(),
            )
            for number in range(2, 10)
        ]
    together, told = Barrier(len(letters)), []

    def tell(letter: Delivery) -> None:
        together.wait()
        with across_organisations(reason="as the engine does"):
            told.append(call_for_hand(letter, State.FAILED))
        connection.close()

    threads = [Thread(target=tell, args=[letter]) for letter in letters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [False] * 7 + [True]
    run_jobs()
    assert fresh(town, delivery).letters_told == [State.FAILED]


def test_a_reader_with_letters_cannot_vanish(town: Town, worker: Worker) -> None:
    newsletter(town, 1)
    worker.deliver()
    with within_organisation(town.organisation.pk), pytest.raises(ProtectedError):
        Subscription.objects.get().delete()


def test_pages_speak_of_letters_together(town: Town, worker: Worker, client: Client) -> None:
    delivery = newsletter(town, 3)
    fail(2, OutcomeUnclear("Die Verbindung brach ab."))
    worker.deliver()
    client.force_login(town.bekir.user)
    today = client.get("/desk/").content.decode()
    assert "2 Briefe unklar" in today
    page = client.get(f"/desk/mitteilungen/{delivery.subject.partition(':')[2]}/").content.decode()
    assert "3 Briefe, 2 unklar" in page
    assert page.count("Unklare Briefe erneut senden") == 1
    assert "mustermail" not in page
