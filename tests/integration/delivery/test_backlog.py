"""After an outage: what is overdue waits for a person's word, and goes out in no avalanche."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.approval.policy import Verdict
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery.models import Delivery, WorkerBeat
from ausrufer.delivery.states import Priority, Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.models import Member
from ausrufer.records.models import JournalEntry
from tests.conftest import Town, Worker
from tests.integration.delivery.orders import order, states

pytestmark = pytest.mark.django_db(transaction=True)
LATE = timedelta(hours=2, minutes=5)


@pytest.fixture(autouse=True)
def _empty_networks() -> None:
    FakePlatform.named("netz").forget()


def outage(hours: float = 3) -> None:
    """Nobody gave a sign of life for so long, but for a worker for warnings."""
    then = now() - timedelta(hours=hours)
    WorkerBeat.objects.all().delete()
    for seen, only_urgent in ((then, False), (now(), True)):
        WorkerBeat.objects.create(
            worker=uuid4(), host="r", only_urgent=only_urgent, started_at=then, seen_at=seen
        )


def overdue(town: Town, title: str = "Alt") -> Announcement:
    """Release a message that should have gone out long ago."""
    channel = next(iter(_channels(town)), None) or town.channel("netz")
    with within_organisation(town.organisation.pk):
        written = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title=title, body="Ein Text."),
            channels=[channel],
        )
        asked = submit_for_approval(member=town.anna, announcement=written)
        decide(
            member=town.bekir,
            request=asked,
            verdict=Verdict.APPROVED,
            fingerprint=asked.fingerprint,
            comment="",
        )
        Delivery.objects.filter(subject=written.subject).update(due_at=now() - LATE)
    return written


def _channels(town: Town) -> list[Channel]:
    with within_organisation(town.organisation.pk):
        return list(Channel.objects.all())


def as_member(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def keys(town: Town) -> list[str]:
    with within_organisation(town.organisation.pk):
        return [str(one) for one in Delivery.objects.order_by("pk").values_list("key", flat=True)]


@pytest.mark.parametrize(
    ("priority", "purpose", "late", "held"),
    [
        (Priority.ORDINARY, Purpose.PUBLISH, LATE, True),
        (Priority.ORDINARY, Purpose.PUBLISH, timedelta(hours=1), False),
        (Priority.WARNING, Purpose.PUBLISH, LATE, False),
        (Priority.HASTE, Purpose.PUBLISH, LATE, False),
        (Priority.ORDINARY, Purpose.AMEND, LATE, False),
        (Priority.ORDINARY, Purpose.WITHDRAW, LATE, False),
    ],
)
def test_what_is_held(
    town: Town, worker: Worker, *, priority: Priority, purpose: Purpose, late: timedelta, held: bool
) -> None:
    (one,) = order(town, town.channel("netz"), priority=priority, due_at=now() - late)
    with within_organisation(town.organisation.pk):
        Delivery.objects.update(purpose=purpose)
    outage()
    worker.deliver()
    with within_organisation(town.organisation.pk):
        found = Delivery.objects.get(pk=one.pk)
    assert (found.held_at is not None, found.state == State.WAITING) == (held, held)


def test_without_an_outage_what_is_overdue_goes_out(town: Town, worker: Worker) -> None:
    order(town, town.channel("netz"), due_at=now() - LATE)
    outage(hours=1)
    worker.deliver()
    assert states(town) == [State.SETTLED]


def test_held_and_past_its_time_expires(town: Town, worker: Worker) -> None:
    past = now() - timedelta(minutes=1)
    order(town, town.channel("netz"), due_at=now() - LATE, not_after=past)
    outage()
    worker.deliver()
    assert states(town) == [State.EXPIRED]


def test_people_see_it_and_choose(town: Town, worker: Worker) -> None:
    overdue(town, "Erste")
    overdue(town, "Zweite")
    outage()
    worker.deliver()
    assert FakePlatform.named("netz").copies == {}
    bekir = as_member(town.bekir)
    assert "2 überfällige Auslieferungen" in bekir.get("/desk/").content.decode()
    page = bekir.get("/desk/stau/").content.decode()
    assert "Erste · netz" in page
    first, second = keys(town)
    bekir.post("/desk/stau/entscheiden/", {"word": "send", "key": first, "shown": [first, second]})
    worker.deliver()
    bekir.post("/desk/stau/entscheiden/", {"word": "discard_all", "shown": [first, second]})
    worker.deliver()
    assert states(town) == [State.SETTLED, State.WITHDRAWN]
    with within_organisation(town.organisation.pk):
        told = JournalEntry.objects.filter(kind__startswith="delivery.held").order_by("sequence")
        assert [one.kind for one in told] == [
            "delivery.held",
            "delivery.held_sent",
            "delivery.held_discarded",
        ]
        assert told[1].actor_member_id == town.bekir.pk
    assert "Nichts staut sich" in bekir.get("/desk/stau/").content.decode()


@pytest.mark.parametrize("word", ["send", "send_all", "discard", "discard_all", "", "löschen"])
@pytest.mark.parametrize("told", [[], ["kein-schlüssel"], [str(UUID(int=7))]])
def test_nothing_happens_without_a_word_and_a_choice(
    town: Town, worker: Worker, word: str, told: list[str]
) -> None:
    overdue(town)
    outage()
    worker.deliver()
    asked = {"word": word, "key": told, "shown": told}
    answer = as_member(town.bekir).post("/desk/stau/entscheiden/", asked, follow=True)
    assert answer.status_code == 200
    assert states(town) == [State.WAITING]


def test_only_those_who_settle_decide_and_no_other_town(
    town: Town, neighbour: Town, worker: Worker
) -> None:
    overdue(town, "Geheimes")
    outage()
    worker.deliver()
    (key,) = keys(town)
    for stranger in (town.anna, town.carla, neighbour.bekir, neighbour.dirk):
        client = as_member(stranger)
        assert "Geheimes" not in client.get("/desk/stau/").content.decode()
        client.post("/desk/stau/entscheiden/", {"word": "send_all", "shown": [key]})
        client.post("/desk/stau/entscheiden/", {"word": "discard", "key": [key]})
        worker.deliver()
        assert states(town) == [State.WAITING]
    with across_organisations(reason="a test looks everywhere"):
        assert Delivery.objects.get(key=key).held_at is not None
