"""A town with a network that people serve by hand."""

from typing import Any

import pytest

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.approval.policy import Verdict
from ausrufer.channels import registry
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import example_picture
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import State
from ausrufer.foundation.scope import within_organisation
from tests.conftest import FAKES, Town, Worker

BY_HAND = "ausrufer.channels.testing.FakeByHandConnector"
LINK = "https://netz.example/stadt/4711"


@pytest.fixture(autouse=True)
def _with_hands(settings: Any, _fake_networks: None, tmp_path: Any) -> None:
    settings.AUSRUFER_CONNECTORS = [*FAKES, BY_HAND]
    settings.MEDIA_FOLDER = tmp_path / "media"
    registry._connectors.cache_clear()


def released(town: Town, *channels: Channel, picture: bool = False, **more: Any) -> Announcement:
    """Return a message that Anna wrote and Bekir released, on a channel served by hand."""
    channels = channels or (town.channel("hand", "fake_by_hand"),)
    with within_organisation(town.organisation.pk):
        message = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Brücke gesperrt", body="Bis Freitag.", **more),
            channels=channels,
        )
        if picture:
            attach_picture(
                member=town.anna,
                announcement=message,
                content=example_picture(1).content,
                file_name="bruecke.png",
                alt_text="Die Brücke",
                decorative=False,
            )
    return approved(town, message)


def approved(town: Town, message: Announcement) -> Announcement:
    """Submit and release a message as it is now."""
    with within_organisation(town.organisation.pk):
        message.refresh_from_db()
        request = submit_for_approval(member=town.anna, announcement=message)
        decide(
            member=town.bekir,
            request=request,
            verdict=Verdict.APPROVED,
            fingerprint=request.fingerprint,
            comment="",
        )
        message.refresh_from_db()
    return message


def changed(town: Town, message: Announcement) -> Announcement:
    """Let Anna write a second version."""
    with within_organisation(town.organisation.pk):
        message.refresh_from_db()
        return change_announcement(
            member=town.anna,
            announcement=message,
            version=message.version,
            content=Content(title="Brücke gesperrt", body="Bis Samstag.", correction="Der Tag."),
        )


def task(town: Town, worker: Worker, **more: Any) -> Delivery:
    """Return the task of a message that is due."""
    message = released(town, **more)
    worker.deliver()
    return open_task(town, message)


def open_task(town: Town, message: Announcement) -> Delivery:
    """Return what of a message a person has in hand."""
    with within_organisation(town.organisation.pk):
        return Delivery.objects.select_related("channel").get(
            subject=message.subject, state=State.BY_HAND
        )


def states(town: Town) -> list[tuple[str, str]]:
    """Return purpose and state of all deliveries in order."""
    with within_organisation(town.organisation.pk):
        return list(Delivery.objects.order_by("pk").values_list("purpose", "state"))
