"""A network whose terms must be settled first is off until the operator switches it on."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from ausrufer.channels import registry
from ausrufer.project.settings import AUSRUFER_CONNECTORS
from tests.conftest import Town

ENTERPRISE = "verlangen einen Enterprise-Vertrag"
PRICE = "0,20 US-Dollar je Beitrag mit Link"


@pytest.fixture(autouse=True)
def _every_network(settings: Any, _fake_networks: None) -> Iterator[None]:
    settings.AUSRUFER_CONNECTORS = AUSRUFER_CONNECTORS
    registry._connectors.cache_clear()
    yield
    registry._connectors.cache_clear()


def _page(town: Town) -> str:
    client = Client()
    client.force_login(town.dirk.user)
    return unescape(client.get("/desk/kanaele/neu/x/").content.decode())


def test_off_it_is_served_by_hand_and_says_why(in_town: Town) -> None:
    assert not registry.sends("x")
    page = _page(in_town)
    assert ENTERPRISE in page
    assert PRICE not in page  # posting by hand costs nothing
    assert 'name="client_id"' not in page


def test_on_it_sends_with_the_sentence_and_the_price_in_view(in_town: Town, settings: Any) -> None:
    settings.AUSRUFER_SWITCHED_ON = frozenset({"x"})
    assert registry.sends("x")
    page = _page(in_town)
    assert ENTERPRISE in page
    assert PRICE in page
    assert 'name="client_id"' in page
    assert 'name="access_token"' not in page  # consent brings it


def test_every_network_that_is_off_says_why_and_can_be_served_by_hand() -> None:
    off = [one for one in registry.every_kind() if one.off_unless]
    assert [one.kind for one in off] == ["x"]
    assert all(one.by_hand for one in off)
