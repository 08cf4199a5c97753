"""What became of a message among its readers, told on its page in totals."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.test import Client

from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement, Figure
from ausrufer.announcements.web.reactions import words_of
from ausrufer.channels import registry
from ausrufer.channels.contract import Audience, Manifest
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakeOneWayConnector
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.models import Member
from ausrufer.subscriptions.models import Subscription
from tests.conftest import Town

pytestmark = pytest.mark.django_db
HERE = "tests.integration.figures.measuring.MeasuringConnector"


class FakeLetters(FakeOneWayConnector):
    """An in-memory network that writes to subscribers."""

    manifest: ClassVar[Manifest] = replace(
        FakeOneWayConnector.manifest, kind="fake_letters", audience=Audience.SUBSCRIBERS
    )


@pytest.fixture(autouse=True)
def _networks(settings: Any, _fake_networks: None) -> Iterator[None]:
    settings.AUSRUFER_CONNECTORS = [*settings.AUSRUFER_CONNECTORS, HERE, f"{__name__}.FakeLetters"]
    registry._connectors.cache_clear()
    yield
    registry._connectors.cache_clear()


def message(town: Town) -> Announcement:
    with within_organisation(town.organisation.pk):
        made = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(title="Fest", body="Text."),
            channels=[],
        )
        Announcement.objects.filter(pk=made.pk).update(state="published", published_at=now())
    return made


def delivered(message: Announcement, channel: Channel, **more: Any) -> Delivery:
    with within_organisation(channel.organisation_id):
        return Delivery.objects.create(
            organisation_id=channel.organisation_id,
            subject=message.subject,
            channel=channel,
            fingerprint="x",
            due_at=now(),
            **{"purpose": Purpose.PUBLISH, "state": State.SETTLED, "settled_at": now(), **more},
        )


def measured(delivery: Delivery, hours: int, **numbers: int) -> None:
    with within_organisation(delivery.organisation_id):
        Figure.objects.create(
            organisation_id=delivery.organisation_id,
            delivery=delivery,
            channel=delivery.channel,
            published_at=now(),
            hours=hours,
            measured_at=now(),
            numbers=numbers,
        )


def ended(channel: Channel, at: datetime, number: int) -> None:
    with within_organisation(channel.organisation_id):
        for one in range(number):
            Subscription.objects.create(
                organisation_id=channel.organisation_id,
                channel=channel,
                state="ended",
                consent_text="1",
                requested_at=at,
                ended_at=at,
                evidence=f"{at}{one}",
            )


def page(member: Member, message: Announcement) -> str:
    client = Client()
    client.force_login(member.user)
    answer = client.get(f"/desk/mitteilungen/{message.public_id}/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({}, []),
        ({"something": 4}, []),
        ({"likes": 0}, ["gefällt 0-mal"]),
        ({"shares": 2, "reposts": 3, "quotes": 1}, ["6-mal geteilt"]),
        (
            {"clicks": 1, "saves": 2, "replies": 3, "likes": 4, "reach": 5, "views": 12345},
            [
                "12.345-mal angezeigt",
                "Reichweite 5",
                "gefällt 4-mal",
                "3-mal kommentiert",
                "2-mal gemerkt",
                "1-mal angeklickt",
            ],
        ),
    ],
)
def test_numbers_in_words(numbers: dict[str, int], expected: list[str]) -> None:
    assert words_of(numbers) == expected


def test_the_newest_figure_stands_on_the_receipt(town: Town) -> None:
    fest, channel = message(town), town.channel("Netz", "fake_measured")
    delivery = delivered(fest, channel)
    assert "Nach einer" not in page(town.anna, fest)
    measured(delivery, 1, likes=1)
    assert "Nach einer Stunde: gefällt 1-mal" in page(town.anna, fest)
    measured(delivery, 24, likes=7, shares=2)
    told = page(town.anna, fest)
    assert "Nach einem Tag: gefällt 7-mal, 2-mal geteilt" in told
    assert "Nach einer Stunde" not in told


def test_a_correction_does_not_hide_the_numbers(town: Town) -> None:
    fest, channel = message(town), town.channel("Netz", "fake_measured")
    delivery = delivered(fest, channel)
    measured(delivery, 168, likes=7)
    delivered(fest, channel, purpose=Purpose.AMEND, target=delivery, revision=2)
    assert "Nach einer Woche: gefällt 7-mal" in page(town.anna, fest)


def test_a_newsletter_tells_how_many_left_and_nothing_of_people(town: Town) -> None:
    fest, letters = message(town), town.channel("Briefe", "fake_letters")
    delivered(fest, letters)
    ended(letters, now() - timedelta(minutes=1), 4)
    assert "abbestellt" not in page(town.anna, fest)
    ended(letters, now() + timedelta(days=1), 2)
    ended(letters, now() + timedelta(days=8), 4)
    with pretending(now() + timedelta(days=2)):
        assert "Seitdem wurde der Newsletter 2-mal abbestellt" in page(town.anna, fest)
    with pretending(now() + timedelta(days=9)):
        assert "In der Woche danach wurde der Newsletter 2-mal abbestellt" in page(town.anna, fest)


def test_one_town_reads_its_own_numbers_only(town: Town, neighbour: Town) -> None:
    for one, likes in ((town, 7), (neighbour, 9)):
        fest = message(one)
        measured(delivered(fest, one.channel("Netz", "fake_measured")), 24, likes=likes)
        assert f"gefällt {likes}-mal" in page(one.anna, fest)
        assert page(one.anna, fest).count("gefällt ") == 1
