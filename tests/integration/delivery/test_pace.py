"""A platform that asks for a pause, is dead or hangs: its channel rests, and no other waits."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ausrufer.channels.errors import NotReadyYet, OutcomeUnclear, TemporaryFailure
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform, Mishap
from ausrufer.delivery.models import Attempt, Delivery, Pace
from ausrufer.delivery.states import Priority, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town, Worker
from tests.engine_steps import claim_due
from tests.integration.delivery.orders import order, states

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_networks() -> None:
    for name in ("netz", "zweites"):
        FakePlatform.named(name).forget()


def pace(town: Town, channel: Channel) -> Pace:
    with within_organisation(town.organisation.pk):
        return Pace.objects.get(channel=channel)


def awaken(town: Town) -> None:
    """Let the rests be over and everything be due."""
    with within_organisation(town.organisation.pk):
        Pace.objects.update(rests_until=None)
        Delivery.objects.filter(state=State.WAITING).update(due_at=now())


def test_asked_for_a_pause_the_whole_channel_rests(town: Town, worker: Worker) -> None:
    channel, other = town.channel("netz"), town.channel("zweites")
    wait = TemporaryFailure("Bitte warten.", retry_after=timedelta(minutes=7))
    FakePlatform.named("netz").script("publish", Mishap.refused(wait))
    before = now()
    order(town, channel)
    worker.deliver()
    order(town, channel, other, number=3)
    worker.deliver()
    assert len(FakePlatform.named("netz").calls) == 1
    assert len(FakePlatform.named("zweites").copies) == 3
    found = pace(town, channel)
    assert found.rests_until is not None
    assert found.rests_until >= before + timedelta(minutes=7)
    assert (found.failures, found.rests_because) == (0, "Bitte warten.")
    with within_organisation(town.organisation.pk):
        held_back = Delivery.objects.filter(channel=channel, state=State.WAITING)
        assert sorted(held_back.values_list("attempt_count", flat=True)) == [0, 0, 0, 1]
    awaken(town)
    worker.deliver()
    assert set(states(town)) == {State.SETTLED}


def test_three_silences_in_a_row_and_then_one_call_at_a_time(town: Town, worker: Worker) -> None:
    channel = town.channel("netz")
    silence = Mishap.refused(TemporaryFailure("Nicht erreichbar."))
    FakePlatform.named("netz").script("publish", *[silence] * 5)
    order(town, channel, number=9)
    worker.deliver()
    first = len(FakePlatform.named("netz").calls)
    assert first == 4  # what was under way side by side
    assert pace(town, channel).rests_until is not None
    worker.deliver()
    assert len(FakePlatform.named("netz").calls) == first
    awaken(town)
    worker.deliver()
    assert len(FakePlatform.named("netz").calls) == first + 1  # to see whether it lives
    awaken(town)
    worker.deliver(turns=20)
    assert set(states(town)) == {State.SETTLED}
    assert (pace(town, channel).failures, pace(town, channel).rests_until) == (0, None)


def test_broken_calls_count_as_silence(town: Town, worker: Worker) -> None:
    """A dead mail server must not make twenty thousand letters unclear."""
    channel = town.channel("netz", "fake_one_way")
    broken = Mishap.refused(OutcomeUnclear("Abgebrochen."))
    FakePlatform.named("netz").script("publish", *[broken] * 20)
    order(town, channel, number=12)
    worker.deliver()
    assert states(town) == [State.UNCLEAR] * 4 + [State.WAITING] * 8


def test_all_workers_together_keep_the_room_of_a_channel(town: Town) -> None:
    order(town, town.channel("netz"), number=10)
    claims = [claim_due(worker=uuid4(), now=now(), most=50) for _ in range(3)]
    assert [len(one) for one in claims] == [4, 0, 0]


def test_a_warning_finds_room_where_ordinary_calls_hang(town: Town) -> None:
    channel = town.channel("netz")
    order(town, channel, number=10)
    claim_due(worker=uuid4(), now=now(), most=50)
    warnings = order(town, channel, number=3, priority=Priority.WARNING)
    found = claim_due(worker=uuid4(), now=now(), most=50)
    assert [one.delivery_id for one in found] == [one.pk for one in warnings[:2]]


def test_a_film_that_is_prepared_keeps_nobody_waiting(town: Town, worker: Worker) -> None:
    channel = town.channel("netz")
    preparing = Mishap.refused(NotReadyYet("Der Film wird dort noch aufbereitet."))
    FakePlatform.named("netz").script("publish", *[preparing] * 25)
    order(town, channel, number=2)
    for _ in range(14):
        awaken(town)
        worker.deliver(turns=1)
    assert set(states(town)) == {State.SETTLED}
    with within_organisation(town.organisation.pk):
        assert not Pace.objects.exists()
        outcomes = Attempt.objects.values_list("outcome", flat=True)
        assert sorted(set(outcomes)) == ["NotReadyYet", "Settled"]
        assert set(Delivery.objects.values_list("patience_from", flat=True)) != {0}


def test_the_rest_of_one_town_is_not_the_rest_of_another(
    town: Town, neighbour: Town, worker: Worker
) -> None:
    ours, theirs = town.channel("netz"), neighbour.channel("zweites")
    wait = TemporaryFailure("Bitte warten.", retry_after=timedelta(minutes=7))
    FakePlatform.named("netz").script("publish", Mishap.refused(wait))
    order(town, ours)
    order(neighbour, theirs)
    worker.deliver()
    assert states(neighbour) == [State.SETTLED]
    with within_organisation(neighbour.organisation.pk):
        assert not Pace.objects.exists()


def test_a_question_answered_without_certainty_is_no_silence(town: Town, worker: Worker) -> None:
    """A film nobody can tell about yet must not keep what comes after it waiting."""
    channel = town.channel("netz")
    platform = FakePlatform.named("netz")
    perhaps = Mishap.refused(OutcomeUnclear("Der Film ist noch nicht zu sehen."))
    platform.script("publish", Mishap.broken_off(after=0))
    platform.script("find", *[perhaps] * 4)
    order(town, channel)
    for _ in range(4):
        worker.deliver(turns=2)
        with within_organisation(town.organisation.pk):
            Delivery.objects.filter(state=State.UNCLEAR).update(reconcile_at=now())
    found = pace(town, channel)
    assert (found.failures, found.rests_until) == (1, None)
    order(town, channel)
    worker.deliver(turns=1)
    assert states(town)[1] == State.SETTLED


def test_a_question_that_nobody_answers_is_a_silence(town: Town, worker: Worker) -> None:
    channel = town.channel("netz")
    platform = FakePlatform.named("netz")
    platform.script("publish", Mishap.broken_off(after=0))
    platform.script("find", *[Mishap.refused(TemporaryFailure("Nicht erreichbar."))] * 2)
    order(town, channel)
    for _ in range(3):
        worker.deliver(turns=2)
        with within_organisation(town.organisation.pk):
            Delivery.objects.filter(state=State.UNCLEAR).update(reconcile_at=now())
    assert pace(town, channel).failures == 3
    assert pace(town, channel).rests_until is not None
