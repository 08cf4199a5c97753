"""The page of a channel's address, for everybody: wide and narrow, light and dark."""

from typing import Any

import pytest
from playwright.sync_api import expect

from ausrufer.channels import registry
from tests.integration.calls.calling import CalledConnector, call, called_channel, comment, words
from tests.journeys.desk import Desk
from tests.journeys.test_desk_for_everybody import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

HERE = f"{CalledConnector.__module__}.CalledConnector"


def test_an_address_is_made_copied_and_deleted(desk: Desk, settings: Any) -> None:
    settings.AUSRUFER_CONNECTORS = [*settings.AUSRUFER_CONNECTORS, HERE]
    registry._connectors.cache_clear()
    channel = called_channel(desk.town, "Stadtseite")
    assert call(channel, comment()) == 200
    place = f"/desk/kanaele/{channel.public_id}/"
    with visit(desk, desk.town.dirk) as dirk:
        dirk.look(place)
        dirk.look(f"{place}rueckruf/")
        page = dirk.page
        expect(page.get_by_text(words(channel).agreed, exact=True)).to_be_visible()
        page.get_by_role("button", name="Löschen").click()
        expect(page.get_by_text("Die Rückrufadresse ist gelöscht.")).to_be_visible()
        dirk.note("without an address")
        page.get_by_role("button", name="Rückrufadresse anlegen").click()
        expect(page.get_by_text("Die Rückrufadresse ist angelegt.")).to_be_visible()
        expect(page.get_by_text(words(channel).agreed, exact=True)).to_be_visible()
