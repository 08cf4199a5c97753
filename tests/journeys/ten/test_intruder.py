"""Dora from the next town tries what she has heard of."""

import pytest
from playwright.sync_api import expect

from tests.conftest import build_town
from tests.journeys.desk import TITLE, Desk
from tests.journeys.ten.conftest import Playing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_10_finds_nothing_and_changes_nothing(desk: Desk, playing: Playing) -> None:
    message = desk.submitted(desk.written())
    desk.written("Geheimer Entwurf")
    dora = playing(build_town("Nachbarstadt", "nachbarstadt").bekir)
    page = dora.page
    dora.go(f"{desk.url}/desk/")
    dora.press(page.get_by_role("link", name="Mitteilungen").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mitteilungen")
    expect(page.locator("main")).not_to_contain_text(TITLE)
    for rest in ("", "aendern/", "staende/1/", "ueberall/"):
        dora.go(desk.address(message, rest))
        expect(page.get_by_role("heading", level=1)).to_have_text("Diese Seite gibt es nicht")
    page.complaints.clear()  # type: ignore[attr-defined] # the browser names every 404
    dora.go(f"{desk.url}/desk/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    sent = page.request.post(
        desk.address(message, "entscheiden/"),
        form={"csrfmiddlewaretoken": str(token), "verdict": "approved"},
        headers={"Referer": desk.url},
    )
    assert sent.status in {403, 404, 405}
    message.refresh_from_db()
    assert message.state == "in_approval"
