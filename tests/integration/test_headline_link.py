"""Beside pictures a network without room for a card takes the first line for the link."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.channels import registry
from ausrufer.channels.testing import FakeConnector, example_picture
from ausrufer.connectors.bluesky.connector import BlueskyConnector
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = "Die erste Zeile führt zum Link."


class CardConnector(FakeConnector):
    """Shows links as Bluesky does."""

    manifest = replace(FakeConnector.manifest, kind="card", text=BlueskyConnector.manifest.text)


@pytest.fixture(autouse=True)
def _card_network(settings: object) -> Iterator[None]:
    settings.AUSRUFER_CONNECTORS = [f"{__name__}.CardConnector"]  # type: ignore[attr-defined]
    registry._connectors.cache_clear()
    yield
    registry._connectors.cache_clear()


def page(client: Client, town: Town, message: Announcement) -> str:
    client.force_login(town.anna.user)
    return client.get(f"/desk/mitteilungen/{message.public_id}/").content.decode()


def test_preview_shows_and_says_it(client: Client, town: Town) -> None:
    with within_organisation(town.organisation.pk):
        message = create_announcement(
            actor=town.anna.actor,
            department=town.press,
            content=Content(
                title="Brücke gesperrt",
                body="Bis Freitag.",
                link="https://www.musterstadt.example/",
            ),
            channels=[town.channel("karte", "card")],
        )
    before = page(client, town, message)
    assert (NOTE in before, before.count('class="msg-card"')) == (False, 1)
    with within_organisation(town.organisation.pk):
        attach_picture(
            member=town.anna,
            announcement=message,
            content=example_picture(0).content,
            file_name="bild.png",
            alt_text="Die Brücke",
            decorative=False,
        )
    after = page(client, town, message)
    assert (NOTE in after, after.count('class="msg-card"')) == (True, 0)
    assert '<span class="msg-link">Brücke gesperrt</span>' in after
