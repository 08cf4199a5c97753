"""After a withdrawal the pages say of every channel what is true there, and once."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar
from uuid import uuid4

import pytest
from django.test import Client

from ausrufer.announcements.actions.release import withdraw
from ausrufer.announcements.actions.write import change_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.channels import registry
from ausrufer.channels.contract import Audience, Manifest
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakeOneWayConnector, FakePlatform
from ausrufer.delivery.claim import begin_call
from ausrufer.delivery.spread import spread
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.subscriptions.models import Subscription
from tests.conftest import Town, Worker, run_jobs
from tests.engine_steps import claim_due, sweep
from tests.integration.test_review_recall import approved, released

pytestmark = pytest.mark.django_db(transaction=True)


class FakeNewsletter(FakeOneWayConnector):
    """An in-memory newsletter: nothing comes back from it."""

    manifest: ClassVar[Manifest] = replace(
        FakeOneWayConnector.manifest, kind="fake_newsletter", audience=Audience.SUBSCRIBERS
    )


@pytest.fixture(autouse=True)
def _newsletter(settings: object, _fake_networks: None) -> Iterator[None]:
    settings.AUSRUFER_CONNECTORS = [  # type: ignore[attr-defined]
        *settings.AUSRUFER_CONNECTORS,  # type: ignore[attr-defined]
        f"{__name__}.FakeNewsletter",
    ]
    registry._connectors.cache_clear()
    for name in ("netz", "einbahn", "rundbrief"):
        FakePlatform.named(name).forget()
    yield
    registry._connectors.cache_clear()


def ordered(town: Town, channel: Channel) -> None:
    """Somebody has confirmed to read this newsletter."""
    with within_organisation(town.organisation.pk):
        Subscription.objects.create(
            organisation=town.organisation,
            channel=channel,
            address="leser@mustermail.example",
            state="confirmed",
            requested_at=now(),
            confirmed_at=now(),
        )


def carried_out(worker: Worker) -> None:
    worker.deliver()
    run_jobs()
    worker.deliver()


def corrected(town: Town, announcement: Announcement) -> None:
    with within_organisation(town.organisation.pk):
        announcement.refresh_from_db()
        content = replace(announcement.content, body="Zweite Fassung.", correction="Der Tag.")
        assert isinstance(content, Content)
        change_announcement(
            member=town.anna,
            announcement=announcement,
            content=content,
            channels=list(Channel.objects.all()),
            version=announcement.version,
        )
    announcement.refresh_from_db()
    approved(town, announcement)


def taken_back(town: Town, announcement: Announcement) -> list[str]:
    with within_organisation(town.organisation.pk):
        return [
            one.name for one in withdraw(member=town.bekir, announcement=announcement, reason="Alt")
        ]


def said(client: Client, town: Town, announcement: Announcement) -> dict[str, str]:
    """Return the word for each channel on the message's page."""
    client.force_login(town.bekir.user)
    page = client.get(f"/desk/mitteilungen/{announcement.public_id}/")
    return {one.channel.name: str(one.current.word.word) for one in page.context["channels"]}


def listed(client: Client) -> dict[str, str]:
    (row,) = client.get("/desk/mitteilungen/").context["rows"]
    return {one.label: one.word for one in row["marks"]}


def test_what_stays_is_named_once_and_never_green(
    client: Client, town: Town, worker: Worker
) -> None:
    channels = [
        town.channel("netz"),
        town.channel("einbahn", "fake_one_way"),
        town.channel("rundbrief", "fake_newsletter"),
    ]
    ordered(town, channels[2])
    announcement = released(town, *channels)
    carried_out(worker)
    corrected(town, announcement)
    carried_out(worker)
    assert sorted(taken_back(town, announcement)) == ["einbahn", "rundbrief"]
    carried_out(worker)
    expected = {
        "netz": "zurückgezogen",
        "einbahn": "veröffentlicht, nicht zurückholbar",
        "rundbrief": "zugestellt, nicht zurückholbar",
    }
    assert said(client, town, announcement) == expected
    assert listed(client) == expected


def test_what_never_left_is_said_to_be_not_sent(client: Client, town: Town) -> None:
    newsletter = town.channel("rundbrief", "fake_newsletter")
    announcement = released(town, town.channel("netz"), newsletter)
    assert taken_back(town, announcement) == []
    expected = {"netz": "nicht gesendet", "rundbrief": "nicht gesendet"}
    assert said(client, town, announcement) == expected
    assert listed(client) == expected


def test_taken_back_between_claim_and_call_it_was_not_sent(
    client: Client, town: Town, worker: Worker
) -> None:
    announcement = released(town, town.channel("netz"))
    [claim] = claim_due(worker=uuid4(), now=now(), most=10)
    taken_back(town, announcement)
    with within_organisation(town.organisation.pk):
        assert begin_call(claim, now=now()) is False
    sweep(alive=uuid4())
    sweep(alive=uuid4())
    worker.deliver()
    assert FakePlatform.named("netz").copies == {}
    assert said(client, town, announcement) == {"netz": "nicht gesendet"}
    assert listed(client) == {"netz": "nicht gesendet"}


def test_letters_taken_back_before_they_left_were_not_sent(client: Client, town: Town) -> None:
    channel = town.channel("rundbrief", "fake_newsletter")
    ordered(town, channel)
    announcement = released(town, channel)
    [claim] = claim_due(worker=uuid4(), now=now(), most=10)
    with within_organisation(town.organisation.pk):
        assert spread(claim) == 1
    taken_back(town, announcement)
    sweep(alive=uuid4())
    assert said(client, town, announcement) == {"rundbrief": "nicht gesendet"}


def test_a_newsletter_nobody_ordered_reached_nobody(
    client: Client, town: Town, worker: Worker
) -> None:
    announcement = released(town, town.channel("rundbrief", "fake_newsletter"))
    carried_out(worker)
    taken_back(town, announcement)
    assert said(client, town, announcement) == {"rundbrief": "nicht gesendet"}


def test_the_course_tells_people_and_outcomes_and_folds_the_rest(
    client: Client, town: Town, worker: Worker
) -> None:
    announcement = released(town, town.channel("netz"))
    carried_out(worker)
    client.force_login(town.bekir.user)
    shown = client.get(f"/desk/mitteilungen/{announcement.public_id}/").context["course"]
    told, further = ([one.text for one in part] for part in (shown.told, shown.further))
    assert told[0].startswith("Auf „netz“ veröffentlicht")
    assert told[1:] == [
        "Bekir hat „Brücke gesperrt“ freigegeben.",
        "Anna hat „Brücke gesperrt“ zur Freigabe gegeben.",
        "Anna hat „Brücke gesperrt“ angelegt.",
    ]
    assert further == ["Bekir hat die Auslieferung an „netz“ veranlasst."]
