"""Marks of channels in lists are said as people know the networks, with the full name beside."""

import pytest
from django.test import Client

from ausrufer.channels import registry
from ausrufer.channels.testing import FakePlatform
from ausrufer.connectors.bluesky.connector import BlueskyConnector
from ausrufer.connectors.email.connector import EmailConnector
from ausrufer.connectors.hub.connector import HubConnector
from ausrufer.connectors.mastodon.connector import MastodonConnector
from tests.conftest import Town
from tests.integration.test_review_recall import released


def test_every_network_that_is_sent_to_has_a_mark() -> None:
    known = (HubConnector, EmailConnector, MastodonConnector, BlueskyConnector)
    assert [one.manifest.mark for one in known] == ["Web", "Brief", "Mast", "Bsky"]


@pytest.mark.django_db(transaction=True)
def test_lists_show_the_mark_and_say_the_name(client: Client, town: Town) -> None:
    FakePlatform.named("netz").forget()
    released(town, town.channel("netz"))
    client.force_login(town.anna.user)
    (row,) = client.get("/desk/mitteilungen/").context["rows"]
    assert registry.manifest("fake").mark == "Probe"
    assert [(one.label, one.short) for one in row["marks"]] == [("netz", "Probe")]
