"""A correction the network does not let us make in place goes out as a post of its own, once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ausrufer.channels.errors import CannotBeChanged
from ausrufer.delivery.actions import recall
from ausrufer.delivery.claim import begin_call
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.settle import settle
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.records.models import JournalEntry
from ausrufer.training.faults import Fault
from tests.engine_steps import claim_due
from tests.integration.delivery import test_correcting_on_x as on_x_tests
from tests.integration.delivery.orders import states
from tests.integration.delivery.test_correcting_on_x import POSTING, SUBJECT, OnX

pytestmark = pytest.mark.django_db(transaction=True)
x, on_x, first = on_x_tests.x, on_x_tests.on_x, on_x_tests.first
LATE = "X lässt diesen Beitrag nicht mehr ändern: Die Frist, die X dafür gibt, ist vorbei."
ANEW = "Bitte ziehen Sie die Mitteilung zurück und veröffentlichen Sie sie neu."
NEW = ("Eins neu", "Zwei neu")


def too_late(on_x: OnX) -> None:
    on_x.x.clock = lambda: now() + timedelta(hours=1)


def told(on_x: OnX) -> int:
    with within_organisation(on_x.town.organisation.pk):
        return JournalEntry.objects.filter(kind="delivery.published_instead").count()


def test_it_goes_out_as_a_post_of_its_own(on_x: OnX, first: Delivery) -> None:
    too_late(on_x)
    correction = on_x.order(*NEW, target=first)
    on_x.worker.deliver()
    for _ in range(2):
        on_x.deliver()
    now_there = on_x.fresh(correction)
    assert (now_there.purpose, now_there.target_id, now_there.state) == ("publish", None, "settled")
    assert on_x.texts() == ["Eins", "Zwei", *NEW]
    assert on_x.fresh(first).parts == first.parts
    assert told(on_x) == 1
    with within_organisation(on_x.town.organisation.pk):
        attempts = list(now_there.attempts.values_list("outcome", "for_staff"))
    assert attempts == [("CannotBeChanged", LATE), ("Settled", "")]
    on_x.take_back()
    on_x.deliver()
    assert on_x.thread() == []


def test_the_post_of_its_own_is_corrected_next(on_x: OnX, first: Delivery) -> None:
    on_x.x.accounts[0].subscribed = False
    correction = on_x.order(*NEW, target=first)
    on_x.deliver()
    on_x.x.accounts[0].subscribed = True
    on_x.order("Eins besser", target=on_x.fresh(correction))
    on_x.deliver()
    assert on_x.texts() == ["Eins", "Zwei", "Eins besser"]
    assert states(on_x.town) == ["settled"] * 3


@pytest.mark.parametrize("broken", ["before", "after"])
@pytest.mark.parametrize("skip", [0, 1])
def test_it_goes_out_once_wherever_it_breaks_off(
    on_x: OnX, first: Delivery, broken: str, skip: int
) -> None:
    too_late(on_x)
    on_x.x.faults.add(Fault(POSTING, broken=broken, skip=skip))  # type: ignore[arg-type]
    on_x.order(*NEW, target=first)
    for _ in range(4):
        with within_organisation(on_x.town.organisation.pk):
            unclear = Delivery.objects.filter(state="unclear", reconcile_at__isnull=False)
            unclear.update(reconcile_at=now())
        on_x.deliver()
    assert on_x.texts() == ["Eins", "Zwei", *NEW]
    assert states(on_x.town) == ["settled", "settled"]


def test_what_is_changed_in_part_needs_a_hand(on_x: OnX, first: Delivery) -> None:
    on_x.x.faults.add(Fault(POSTING, broken="before", skip=1))
    on_x.order(*NEW, target=first)
    on_x.worker.deliver()
    too_late(on_x)
    on_x.deliver()
    assert states(on_x.town) == ["settled", "failed"]
    assert on_x.texts() == ["Eins neu", "Zwei"]
    assert told(on_x) == 0


def test_an_edit_that_may_still_arrive_needs_a_hand(on_x: OnX, first: Delivery) -> None:
    """Else the correction could stand there twice: in place, and as a post of its own."""
    on_x.x.faults.add(Fault(POSTING, broken="before"))
    correction = on_x.order(*NEW, target=first)
    on_x.worker.deliver()
    too_late(on_x)
    on_x.deliver()
    failed = on_x.fresh(correction)
    assert (failed.state, failed.purpose) == ("failed", "amend")
    assert failed.for_staff == f"{LATE} {ANEW}"
    assert on_x.texts() == ["Eins", "Zwei"]


def test_what_is_recalled_while_it_is_sent_does_not_go_out(on_x: OnX, first: Delivery) -> None:
    correction = on_x.order(*NEW, target=first)
    with across_organisations(reason="as the engine does"):
        (claim,) = claim_due(worker=uuid4(), now=now(), most=1)
        assert begin_call(claim, now=now())
    with within_organisation(on_x.town.organisation.pk):
        recall(actor=on_x.town.bekir.actor, subject=SUBJECT)
    with across_organisations(reason="as the engine does"):
        settle(claim, CannotBeChanged(LATE), reconcile_at=None)
    on_x.deliver()
    dropped = on_x.fresh(correction)
    assert (dropped.state, dropped.purpose) == ("failed", "amend")
    assert on_x.texts() == ["Eins", "Zwei"]


def test_one_revision_is_published_once(on_x: OnX, first: Delivery) -> None:
    too_late(on_x)
    correction = on_x.order(*NEW, target=first)
    with within_organisation(on_x.town.organisation.pk):
        Delivery.objects.filter(pk=correction.pk).update(revision=first.revision)
    on_x.deliver()
    assert on_x.fresh(correction).state == "failed"
    assert on_x.texts() == ["Eins", "Zwei"]
