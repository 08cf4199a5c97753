"""Networks that can only be previewed: known to the house, offered to nobody."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from ausrufer.channels import registry
from ausrufer.channels.actions import set_up_channel
from ausrufer.channels.contract import OnlyShown
from ausrufer.channels.models import Channel
from ausrufer.project.settings import AUSRUFER_CONNECTORS
from tests.conftest import Town

SENT_TO = [
    "hub",
    "email",
    "mastodon",
    "bluesky",
    "facebook_page",
    "instagram",
    "threads",
    "linkedin_page",
    "tiktok",
    "youtube",
    "pinterest",
    "reddit",
    "telegram_channel",
    "matrix_room",
]
BY_HAND = ["x", "snapchat", "whatsapp_channel", "nextdoor"]


@pytest.fixture(autouse=True)
def _every_network(settings: Any, _fake_networks: None) -> Iterator[None]:
    settings.AUSRUFER_CONNECTORS = AUSRUFER_CONNECTORS
    registry._connectors.cache_clear()
    yield
    registry._connectors.cache_clear()


def test_only_what_can_be_sent_to_is_offered(in_town: Town) -> None:
    client = Client()
    client.force_login(in_town.dirk.user)
    page = client.get("/desk/kanaele/").content.decode()
    offered = [one.kind for one in registry.every_kind() if f"/neu/{one.kind}/" in page]
    assert offered == [one.kind for one in registry.kinds()]
    assert [one for one in offered if registry.sends(one)] == SENT_TO
    assert [one for one in offered if registry.by_hand(one)] == BY_HAND


def test_nobody_sets_up_what_cannot_be_sent_to(in_town: Town) -> None:
    client = Client()
    client.force_login(in_town.dirk.user)
    usable = registry.kinds()
    shown = [one.kind for one in registry.every_kind() if one not in usable]
    assert len(shown) == 21 - len(SENT_TO) - len(BY_HAND)
    for kind in shown:
        assert issubclass(registry.connector_class(kind), OnlyShown)
        assert client.get(f"/desk/kanaele/neu/{kind}/").status_code == 404
        with pytest.raises(KeyError):
            set_up_channel(actor=in_town.dirk.actor, kind=kind, name=kind, settings={}, secrets={})
    assert not Channel.objects.exists()
