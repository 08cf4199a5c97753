"""A correction on X, where each edit gives a post a new id: the engine keeps what X tells."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import web
from django.conf import settings as house

from ausrufer.channels import registry
from ausrufer.channels.actions import set_up_channel
from ausrufer.channels.contract import Outgoing, Picture, Surroundings
from ausrufer.channels.models import Channel
from ausrufer.channels.practice import practice_platforms
from ausrufer.channels.testing import example_picture
from ausrufer.delivery.actions import Consignment, order_deliveries, recall
from ausrufer.delivery.call import carry_out
from ausrufer.delivery.claim import begin_call
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import Order, content_of, order_for
from ausrufer.delivery.queries import publications_out_or_under_way
from ausrufer.delivery.states import Purpose
from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.training.faults import Fault
from ausrufer.training.running import in_a_thread, port_of, serve
from ausrufer.training.x import PracticeX, PracticeXAccount, x_app
from tests.conftest import Town, Worker
from tests.engine_steps import claim_due
from tests.integration.delivery.orders import states
from tests.integration.delivery.test_half_recalled import hurry
from tests.published import SHARED

pytestmark = pytest.mark.django_db(transaction=True)
SUBJECT = f"announcement:{uuid4()}"
POSTING = "POST /2/tweets"


@dataclass(frozen=True)
class OnX:
    """A town that practises, its channel, and what stands on X."""

    town: Town
    worker: Worker
    x: PracticeX
    channel: Channel

    def order(
        self, *parts: str, target: Delivery | None = None, pictures: tuple[Picture, ...] = ()
    ) -> Delivery:
        """Order a publication, or the correction of one."""
        outgoing = Outgoing(
            public_id=str(uuid4()), language="de", title="Brücke", parts=parts, pictures=pictures
        )
        purpose = Purpose.AMEND if target else Purpose.PUBLISH
        return self._ordered(Consignment(self.channel, purpose, outgoing, target))

    def take_back(self) -> None:
        """Do what taking a message back does with its deliveries."""
        with within_organisation(self.town.organisation.pk):
            recall(actor=self.town.bekir.actor, subject=SUBJECT)
            out = list(publications_out_or_under_way(SUBJECT))
        for one in out:
            self._ordered(Consignment(one.channel, Purpose.WITHDRAW, content_of(one), one))

    def _ordered(self, consignment: Consignment) -> Delivery:
        with within_organisation(self.town.organisation.pk):
            revision = Delivery.objects.filter(subject=SUBJECT).count() + 1
            (delivery,) = order_deliveries(
                actor=self.town.anna.actor,
                subject=SUBJECT,
                revision=revision,
                consignments=[consignment],
            )
        return delivery

    def deliver(self) -> None:
        """Carry out everything, also what would have to wait."""
        hurry(self.town)
        self.worker.deliver()

    def fresh(self, delivery: Delivery) -> Delivery:
        with within_organisation(self.town.organisation.pk):
            return Delivery.objects.get(pk=delivery.pk)

    def thread(self) -> list[tuple[str, str, int]]:
        """Return what readers see: ids and texts in order, and how many versions there were."""
        there = sorted(self.x.there(), key=lambda one: one.history[0])
        return [(one.number, one.text, len(one.history)) for one in there]

    def texts(self) -> list[str]:
        return [text for _number, text, _versions in self.thread()]


async def _stop(runner: web.AppRunner) -> None:
    await runner.cleanup()


@pytest.fixture
def x() -> Iterator[PracticeX]:
    """Return an X that holds every request and answer against its document."""
    x = PracticeX([PracticeXAccount("musterstadt", "Stadt Musterstadt", "zugriff")])
    yield x
    assert x.violations == []


@pytest.fixture
def on_x(town: Town, worker: Worker, x: PracticeX, settings: Any) -> Iterator[OnX]:
    document = SHARED / "contracts" / "x-api-v2" / "openapi.json"
    app = x_app(x, contract=document if document.exists() else None)
    with in_a_thread(lambda: serve(app, "127.0.0.1", 0), _stop) as runner:
        here = f"127.0.0.1:{port_of(runner)}"
        settings.HTTP_POLICY = HttpPolicy(frozenset({here}))
        settings.PRACTICE_PLATFORMS = practice_platforms([f"https://api.x.com=http://{here}"])
        settings.AUSRUFER_CONNECTORS = ["ausrufer.connectors.x.XConnector"]
        settings.AUSRUFER_SWITCHED_ON = frozenset({"x"})
        registry._connectors.cache_clear()
        town.organisation.practises = True
        town.organisation.save(update_fields=["practises"])
        with within_organisation(town.organisation.pk):
            channel = set_up_channel(
                actor=town.dirk.actor,
                kind="x",
                name="X",
                settings={"client_id": "app", "user_id": "4711", "username": "musterstadt"},
                secrets={"client_secret": "geheim", "access_token": "zugriff"},
            )
            Channel.objects.filter(pk=channel.pk).update(access_since=now())  # consented
        yield OnX(town, worker, x, channel)


@pytest.fixture
def first(on_x: OnX) -> Delivery:
    """Return a thread of two parts that is out."""
    delivery = on_x.order("Eins", "Zwei")
    on_x.deliver()
    assert on_x.texts() == ["Eins", "Zwei"]
    return on_x.fresh(delivery)


def corrected(on_x: OnX, first: Delivery) -> None:
    """Assert that the correction stands there once, and that the house knows where."""
    settled = on_x.fresh(first)
    assert on_x.texts() == ["Eins neu", "Zwei neu", "Drei"]
    assert [versions for _number, _text, versions in on_x.thread()] == [2, 2, 1]
    assert [one[0] for one in settled.parts] == [one[0] for one in on_x.thread()]
    assert settled.permalink.endswith(f"/musterstadt/status/{settled.parts[0][0]}")
    assert settled.permalink != first.permalink
    assert states(on_x.town) == ["settled", "settled"]


@pytest.mark.parametrize(
    ("broken", "skip"),
    [("", 0), *((one, skip) for one in ("before", "after") for skip in range(3))],
)
def test_a_correction_is_made_once_wherever_it_breaks_off(
    on_x: OnX, first: Delivery, broken: Any, skip: int
) -> None:
    if broken:
        on_x.x.faults.add(Fault(POSTING, broken=broken, skip=skip))
    on_x.order("Eins neu", "Zwei neu", "Drei", target=first)
    on_x.worker.deliver()
    if broken:
        assert states(on_x.town) == ["settled", "waiting"]
        on_x.deliver()
    corrected(on_x, first)
    on_x.take_back()
    on_x.deliver()
    assert on_x.thread() == []
    assert all(one.deleted for one in on_x.x.posts)


async def _called(order: Order) -> None:
    async with GuardedClient(house.HTTP_POLICY) as http:
        await carry_out(order, Surroundings(http, house.PUBLIC_FOLDER))


def test_what_a_worker_corrected_before_it_died_is_not_corrected_again(
    on_x: OnX, first: Delivery
) -> None:
    on_x.order("Eins neu", "Zwei neu", "Drei", target=first)
    with across_organisations(reason="as the engine does"):
        (claim,) = claim_due(worker=uuid4(), now=now(), most=1)
        assert begin_call(claim, now=now())
        rows = Delivery.objects.select_related("channel__organisation", "target", "parent")
        order = order_for(rows.get(pk=claim.delivery_id), {})
    asyncio.run(_called(order))
    on_x.deliver()
    corrected(on_x, first)


def test_what_x_does_not_let_us_edit_needs_a_hand_and_stays_as_it_is(
    on_x: OnX, first: Delivery
) -> None:
    on_x.x.clock = lambda: now() + timedelta(hours=1)
    correction = on_x.order("Eins neu", "Zwei", target=first)
    on_x.deliver()
    failed = on_x.fresh(correction)
    assert failed.state == "failed"
    assert failed.for_staff == (
        "X lässt diesen Beitrag nicht mehr ändern: Die Frist, die X dafür gibt, ist vorbei. Bitte "
        "ziehen Sie die Mitteilung zurück und veröffentlichen Sie sie auf X neu."
    )
    assert on_x.texts() == ["Eins", "Zwei"]
    assert on_x.fresh(first).parts == first.parts
    on_x.take_back()
    on_x.deliver()
    assert on_x.thread() == []


def test_the_next_correction_takes_over_what_a_dropped_one_left(on_x: OnX, first: Delivery) -> None:
    on_x.x.faults.add(Fault(POSTING, broken="after", skip=2))
    on_x.order("Eins neu", "Zwei neu", "Drei", "Vier", target=first)
    on_x.worker.deliver()
    assert on_x.texts() == ["Eins neu", "Zwei neu", "Drei"]
    with within_organisation(on_x.town.organisation.pk):
        recall(actor=on_x.town.bekir.actor, subject=SUBJECT)
    on_x.order("Eins besser", "Zwei neu", target=first)
    on_x.deliver()
    assert on_x.texts() == ["Eins besser", "Zwei neu"]
    assert [one[0] for one in on_x.fresh(first).parts] == [one[0] for one in on_x.thread()]


@pytest.mark.parametrize("answers_newest", [False, True])
@pytest.mark.parametrize("next_is", [Purpose.AMEND, Purpose.WITHDRAW])
def test_what_was_reworded_stops_neither_correcting_nor_taking_back(
    on_x: OnX, next_is: Purpose, *, answers_newest: bool
) -> None:
    """Of two corrections that broke off only the second knows how the post reads by now."""
    on_x.x.answers_newest = answers_newest
    published = on_x.order("Eins")
    on_x.deliver()
    for parts in [("Eins neu", "Zwei"), ("Eins besser", "Zwei besser")]:
        with within_organisation(on_x.town.organisation.pk):
            recall(actor=on_x.town.bekir.actor, subject=SUBJECT)
        on_x.x.faults.add(Fault(POSTING, broken="after", skip=1))
        on_x.order(*parts, target=published)
        hurry(on_x.town)
        on_x.worker.deliver()
        assert on_x.texts() == [*parts]
    if next_is is Purpose.WITHDRAW:
        on_x.take_back()
    on_x.deliver()
    assert on_x.texts() == ([] if next_is is Purpose.WITHDRAW else ["Eins besser", "Zwei besser"])
    assert not {"waiting", "failed"} & {*states(on_x.town)}


def test_pictures_the_post_is_known_to_show_are_left_alone(on_x: OnX) -> None:
    kept = FileStore(house.MEDIA_FOLDER).keep
    pictures = tuple(example_picture(number) for number in range(2))
    assert [kept(one.content) for one in pictures] == [one.sha256 for one in pictures]
    published = on_x.order("Eins", "Zwei", pictures=pictures[:1])
    on_x.deliver()
    for shown, parts, versions in [
        (pictures[:1], ("Eins", "Zwei neu"), [1, 2]),
        (pictures[1:], ("Eins", "Zwei neu"), [2, 2]),
        (pictures[1:], ("Eins", "Zwei besser"), [2, 3]),
    ]:
        on_x.order(*parts, target=published, pictures=shown)
        on_x.deliver()
        assert [one[2] for one in on_x.thread()] == versions
        assert on_x.texts() == list(parts)
    assert len(on_x.x.media) == 2
