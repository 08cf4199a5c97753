"""Yeses written together: whole, fenced each for itself, and none the worse for another."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import F
from procrastinate.contrib.django.models import ProcrastinateJob

from ausrufer.channels.contract import Published, RemotePart
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery import journal
from ausrufer.delivery.call import Yes
from ausrufer.delivery.claim import Claim, begin_call, begin_calls
from ausrufer.delivery.models import Attempt, Delivery, Pace
from ausrufer.delivery.settle import settle
from ausrufer.delivery.states import State
from ausrufer.delivery.together import Yea, Yeses
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.records.models import JournalEntry
from ausrufer.records.queries import breaks_of_the_chain
from tests.conftest import Town, Worker
from tests.engine_steps import claim_due
from tests.integration.delivery.orders import order, states

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_networks() -> None:
    for name in ("netz", "zweites"):
        FakePlatform.named(name).forget()


@pytest.fixture(autouse=True)
def _engines_scope() -> Iterator[None]:
    with across_organisations(reason="as the engine does"):
        yield


def under_way(*towns: Town, number: int = 1) -> list[Claim]:
    """Order, claim and begin to call, `number` on each of two channels of each town."""
    for town in towns:
        order(town, town.channel("netz"), town.channel("zweites"), number=number)
    claims = claim_due(worker=uuid4(), now=now(), most=50)
    assert begin_calls(dict.fromkeys(claims, 5.0), now=now()) == {c.delivery_id for c in claims}
    return claims


def yeas_to(claims: Sequence[Claim], town: Town) -> list[Yea]:
    return [Yea(one, town.organisation.pk, _published(one)) for one in claims]


def _published(claim: Claim) -> Published:
    number = str(claim.delivery_id)
    return Published((RemotePart(number, f"https://netz.example/{number}"),))


def settled_together(yeas: Sequence[Yea]) -> list[bool]:
    gathered = Yeses()
    for one in yeas:
        gathered.add(one)
    gathered.settle()
    return [one.settled for one in yeas]


def test_all_is_written_as_if_each_had_been_settled_alone(town: Town) -> None:
    claims = under_way(town, number=2)
    channel_id = Delivery.objects.values_list("channel_id", flat=True)[0]
    Pace.objects.create(organisation=town.organisation, channel_id=channel_id, failures=2)
    assert settled_together(yeas_to(claims, town)) == [True] * 4
    found = Delivery.objects.filter(state=State.SETTLED, lease_until=None, settled_at__isnull=False)
    assert {(one.permalink, str(one.parts)) for one in found} == {
        (f"https://netz.example/{c.delivery_id}", str([[f"{c.delivery_id}", url_of(c)]]))
        for c in claims
    }
    assert set(Attempt.objects.values_list("outcome", "for_staff")) == {("Settled", "")}
    assert not Attempt.objects.filter(ended_at=None).exists()
    told = JournalEntry.objects.filter(kind=journal.SETTLED)
    links = told.values_list("details__permalink", flat=True)
    assert sorted(links) == sorted(url_of(c) for c in claims)
    assert list(breaks_of_the_chain()) == []
    assert Pace.objects.get().failures == 0
    # one for each of the two messages, whichever of its channels
    subjects = Delivery.objects.filter(pk__in=_facts()).values_list("subject", flat=True)
    assert len(_facts()) == len(set(subjects)) == 2


def url_of(claim: Claim) -> str:
    return f"https://netz.example/{claim.delivery_id}"


def _facts() -> list[int]:
    """Return the deliveries of which it is told that they are settled."""
    jobs = ProcrastinateJob.objects.filter(task_name__endswith=".publication_settled")
    told = [one.args for one in jobs.order_by("id")]
    return [each["delivery_id"] for one in told for each in one.get("facts", [one])]


def test_a_yes_that_names_no_parts_leaves_those_that_are_known(town: Town) -> None:
    known, unknown = under_way(town)
    parts = [["1", "https://netz.example/1"]]
    Delivery.objects.filter(pk=known.delivery_id).update(parts=parts)
    silent = [Yea(one, town.organisation.pk, Published(())) for one in (known, unknown)]
    assert settled_together(silent) == [False, True]
    settle(known, Yes(Published(())), reconcile_at=None)
    found = Delivery.objects.order_by("pk").values_list("state", "parts", "permalink")
    assert list(found) == [("settled", parts, parts[0][1]), ("settled", [], "")]


def test_what_was_taken_away_meanwhile_is_left_alone(town: Town) -> None:
    claims = under_way(town)
    gone, kept = claims
    Delivery.objects.filter(pk=gone.delivery_id).update(worker=uuid4(), attempt_count=2)
    assert settled_together(yeas_to(claims, town)) == [False, True]
    assert Delivery.objects.get(pk=gone.delivery_id).state == State.IN_FLIGHT
    assert Delivery.objects.get(pk=kept.delivery_id).state == State.SETTLED
    assert _facts() == [kept.delivery_id]


def test_a_late_yes_is_left_to_be_settled_alone(town: Town) -> None:
    late, kept = under_way(town)
    Delivery.objects.filter(pk=late.delivery_id).update(state=State.UNCLEAR, lease_until=None)
    assert settled_together(yeas_to([late, kept], town)) == [False, True]
    settle(late, Yes(_published(late)), reconcile_at=None)
    assert states(town) == [State.SETTLED] * 2


def test_each_town_has_its_own_transaction_and_journal(town: Town, neighbour: Town) -> None:
    claims = under_way(town)
    theirs = under_way(neighbour)
    yeas = [*yeas_to(claims, town), *yeas_to(theirs, neighbour)]
    with refusing(theirs[0].delivery_id):
        assert settled_together(yeas) == [True, True, False, False]
    assert states(town) == [State.SETTLED] * 2
    assert states(neighbour) == [State.IN_FLIGHT] * 2
    assert list(breaks_of_the_chain()) == []


def test_one_that_is_claimed_to_be_another_towns_settles_nothing(
    town: Town, neighbour: Town
) -> None:
    claims = under_way(town)
    assert settled_together(yeas_to(claims, neighbour)) == [False, False]
    with within_organisation(neighbour.organisation.pk):
        assert not JournalEntry.objects.filter(kind=journal.SETTLED).exists()


def test_of_one_that_refuses_the_others_do_not_suffer(town: Town) -> None:
    claims = under_way(town)
    with refusing(claims[0].delivery_id):
        assert settled_together(yeas_to(claims, town)) == [False, False]
        assert _facts() == []
        settle(claims[1], Yes(_published(claims[1])), reconcile_at=None)
    assert states(town) == [State.IN_FLIGHT, State.SETTLED]


def test_a_deadlock_costs_no_yes(town: Town, worker: Worker) -> None:
    order(town, town.channel("netz"), town.channel("zweites"), number=2)
    with refusing(None, code="deadlock_detected", times=1) as refused:
        worker.deliver()
        assert refused() > 1
    assert states(town) == [State.SETTLED] * 4
    names = ("netz", "zweites")
    assert [len(FakePlatform.named(name).copies) for name in names] == [2, 2]
    assert list(breaks_of_the_chain()) == []


def test_a_begin_is_refused_to_what_was_recalled_or_taken_away(town: Town) -> None:
    order(town, town.channel("netz"), number=4)
    claims = claim_due(worker=uuid4(), now=now(), most=50)
    recalled, gone, over, kept = claims
    Delivery.objects.filter(pk=recalled.delivery_id).update(recalled_at=now())
    Delivery.objects.filter(pk=gone.delivery_id).update(worker=uuid4())
    Delivery.objects.filter(pk=over.delivery_id).update(lease_until=now())
    begun = begin_calls(dict.fromkeys(claims, 300.0), now=now())
    assert begun == {kept.delivery_id}
    lease = F("lease_until") - F("called_at")
    assert Delivery.objects.exclude(called_at=None).values_list(lease).get() == (
        timedelta(seconds=330),
    )
    assert [begin_call(one, now=now()) for one in (recalled, gone, over)] == [False] * 3
    assert sorted(states(town)) == [State.IN_FLIGHT] * 3 + [State.WAITING]


@contextmanager
def refusing(
    delivery_id: int | None, *, code: str = "check_violation", times: int = 1000
) -> Iterator[Callable[[], int]]:
    """Have the database refuse to settle one delivery (None: any), the first times it is asked."""
    this = "true" if delivery_id is None else f"NEW.id = {int(delivery_id)}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE SEQUENCE test_refused")
        cursor.execute(
            f"""
            CREATE FUNCTION test_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF NEW.state = 'settled' AND {this} AND nextval('test_refused') <= {int(times)} THEN
                RAISE EXCEPTION 'refused' USING ERRCODE = '{code}';
              END IF;
              RETURN NEW;
            END $$;
            CREATE TRIGGER test_refuse BEFORE UPDATE ON delivery_delivery
               FOR EACH ROW EXECUTE FUNCTION test_refuse()
            """
        )

    def asked() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT last_value FROM test_refused")
            return int(cursor.fetchone()[0])

    try:
        yield asked
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER test_refuse ON delivery_delivery")
            cursor.execute("DROP FUNCTION test_refuse")
            cursor.execute("DROP SEQUENCE test_refused")


def test_every_field_that_settling_one_alone_changes_is_written(town: Town) -> None:
    """Two statements do the same: a field that only one of them knows would be forgotten."""
    alone, other = under_way(town)
    before = {one.pk: _row(one) for one in Delivery.objects.all()}
    settle(alone, Yes(_published(alone)), reconcile_at=None)
    assert settled_together(yeas_to([other], town)) == [True]
    changed = {
        one.pk: {name for name, value in _row(one).items() if value != before[one.pk][name]}
        for one in Delivery.objects.all()
    }
    assert changed[alone.delivery_id] == changed[other.delivery_id]
    assert {"state", "settled_at", "parts", "permalink"} <= changed[alone.delivery_id]


def _row(delivery: Delivery) -> dict[str, object]:
    return {one.attname: getattr(delivery, one.attname) for one in Delivery._meta.concrete_fields}
