"""A claim that was taken away sends nothing; a file that was changed is not what was approved."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.renditions import renditions
from ausrufer.channels.contract import Outgoing, Surroundings
from ausrufer.channels.testing import FakePlatform, example_picture
from ausrufer.delivery.actions import Consignment, order_deliveries
from ausrufer.delivery.claim import Claim
from ausrufer.delivery.engine import Engine
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town, Worker
from tests.engine_steps import claim_due, sweep

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_networks() -> None:
    for name in ("netz", "einbahn"):
        FakePlatform.named(name).forget()


def test_a_claim_whose_lease_ran_out_before_the_call_sends_nothing(
    town: Town, worker: Worker
) -> None:
    message = Outgoing(public_id=str(uuid4()), language="de", title="Sperrung", parts=("Text",))
    channel = town.channel("einbahn", "fake_one_way")
    slow = uuid4()
    with within_organisation(town.organisation.pk):
        (delivery,) = order_deliveries(
            actor=town.anna.actor,
            subject=f"announcement:{uuid4()}",
            revision=1,
            consignments=[Consignment(channel, Purpose.PUBLISH, message)],
        )
        (claim,) = claim_due(worker=slow, now=now(), most=1)
        Delivery.objects.update(lease_until=now() - timedelta(seconds=1))
        sweep(alive=slow)
    asyncio.run(_go_on(slow, claim))
    worker.deliver()
    with within_organisation(town.organisation.pk):
        delivery.refresh_from_db()
    assert delivery.state == State.SETTLED
    assert len(FakePlatform.named("einbahn").copies) == 1


async def _go_on(slow: object, claim: Claim) -> None:
    async with GuardedClient(settings.HTTP_POLICY) as http:
        engine = Engine(Surroundings(http=http, public_folder=settings.PUBLIC_FOLDER))
        async with engine:
            await engine._carrying.deliver(claim)


def test_a_picture_changed_on_the_disk_is_not_sent(town: Town, worker: Worker) -> None:
    with within_organisation(town.organisation.pk):
        netz = town.channel("netz")
        announcement = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Brücke gesperrt"),
            channels=[netz],
        )
        picture = attach_picture(
            member=town.anna,
            announcement=announcement,
            content=example_picture(1).content,
            file_name="bruecke.png",
            alt_text="Die Brücke",
            decorative=False,
        )
        (rendition,) = renditions(announcement)
        (delivery,) = order_deliveries(
            actor=town.anna.actor,
            subject=announcement.subject,
            revision=1,
            consignments=[Consignment(netz, Purpose.PUBLISH, rendition.outgoing)],
        )
    path = FileStore(settings.MEDIA_FOLDER).path(picture.sha256)
    approved = path.read_bytes()
    try:
        path.write_bytes(example_picture(2).content)
        worker.deliver()
    finally:
        path.write_bytes(approved)
    with within_organisation(town.organisation.pk):
        delivery.refresh_from_db()
    assert delivery.state == State.FAILED
    assert "nicht gesendet" in delivery.for_staff
    assert FakePlatform.named("netz").copies == {}
