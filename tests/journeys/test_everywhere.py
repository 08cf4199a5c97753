"""One message on all networks side by side: its shapes, its folds, its counters."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import expect

from ausrufer.announcements.models import Announcement
from ausrufer.channels import registry
from ausrufer.project.settings import AUSRUFER_CONNECTORS
from tests.conftest import FAKES, build_town
from tests.journeys.accessibility import in_every_look, is_wider_than_its_window, violations
from tests.journeys.desk import ALT_TEXT, TITLE, Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
LONG = "Die Straße wird erneuert. " * 60


@pytest.fixture
def everything(desk: Desk, settings: Any) -> Desk:
    """The town with its three channels among all networks of the house."""
    settings.AUSRUFER_CONNECTORS = [*FAKES, *AUSRUFER_CONNECTORS]
    registry._connectors.cache_clear()
    return desk


def _message(desk: Desk) -> Announcement:
    message = desk.written(body=LONG)
    desk.pictured(message)
    return message


def test_every_network_shows_the_message_in_its_own_shape(everything: Desk) -> None:
    message = _message(everything)
    page = everything.page(everything.town.anna)
    page.goto(everything.address(message))
    page.get_by_role("link", name="So erscheint sie überall").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("So erscheint sie überall")
    shelves = page.locator(".msg-shelf")
    expect(shelves.locator("h2").first).to_contain_text("Gewählte Kanäle")
    chosen = shelves.nth(0).locator(".msg-place__name")
    expect(chosen).to_have_text(["Webseite", "Elefant", "Schmetterling"])
    others = shelves.last
    expect(others.locator(".kern-badge", has_text="kein Kanal eingerichtet").first).to_be_visible()
    kinds = {one.kind for one in registry.every_kind()} - {"hub", "fake"}
    expect(others.locator(".msg-place")).to_have_count(len(kinds))
    shapes = {
        name: others.locator("article", has=page.get_by_role("heading", name=name, exact=True))
        for name in ("Instagram", "YouTube", "X", "Telegram-Kanal", "Snapchat", "Threads")
    }
    expect(shapes["Instagram"].locator(".msg-look--gallery")).to_be_visible()
    expect(shapes["Instagram"].locator(".msg-comment")).to_contain_text("Mehr dazu: http")
    expect(shapes["YouTube"].locator(".msg-look--film")).to_contain_text("Hier steht der Film")
    expect(shapes["YouTube"].locator(".kern-badge", has_text="geht so nicht")).to_be_visible()
    expect(shapes["X"].locator(".msg-post__count")).to_contain_text("von 280 gewichteten Zeichen")
    expect(shapes["YouTube"].locator(".msg-post__count").last).to_contain_text("von 5000 Byte")
    expect(shapes["Telegram-Kanal"].locator(".msg-post__count")).to_contain_text("von 1024")
    crop = shapes["Snapchat"].locator("svg[role=img]")
    assert crop.get_attribute("aria-label") == ALT_TEXT
    left, top, width, height = map(int, str(crop.get_attribute("viewBox")).split())
    assert (left, top) == (0, 0)
    assert width / height == pytest.approx(9 / 16, abs=0.01)
    assert shapes["Threads"].locator(".msg-post").count() > 1
    expect(shapes["Threads"].locator(".msg-post__count").first).to_contain_text("Teil 1 von")


def test_the_fold_opens_by_keyboard_and_lies_elsewhere_at_a_desk(everything: Desk) -> None:
    message = _message(everything)
    page = everything.page(everything.town.anna, 390, java_script_enabled=False)
    page.goto(everything.address(message, "ueberall/"))
    linkedin = page.locator(
        "article", has=page.get_by_role("heading", name="LinkedIn-Seite", exact=True)
    )
    head, rest = linkedin.locator(".msg-fold__head"), linkedin.locator(".msg-fold__rest")
    assert 100 < len(head.inner_text()) <= 140
    expect(rest).to_be_hidden()
    linkedin.locator("summary.msg-fold__more").focus()
    page.keyboard.press("Enter")
    expect(rest).to_be_visible()
    said = f"{head.text_content()} {rest.text_content()}".split()
    assert said[:6] == TITLE.split()
    assert said.count("erneuert.") == 60
    page.get_by_role("link", name="Am Rechner").click()
    expect(page.get_by_role("link", name="Am Rechner")).to_have_attribute("aria-current", "page")
    assert 170 < len(linkedin.locator(".msg-fold__head").inner_text()) <= 210


def test_it_says_what_rests_on_a_guess_and_what_nobody_told(everything: Desk) -> None:
    message = everything.written()
    page = everything.page(everything.town.anna)
    page.goto(everything.address(message, "ueberall/"))
    facebook = page.locator(
        "article", has=page.get_by_role("heading", name="Facebook-Seite", exact=True)
    )
    known = facebook.locator(".msg-known")
    known.locator("summary").click()
    expect(known).to_contain_text("nicht bekannt, vorsichtig gezählt")
    expect(known).to_contain_text("Annahme, nicht geprüft")
    expect(known).to_contain_text("Nicht bekannt: wie viele Bilder ein Beitrag nimmt")


def test_everybody_can_use_it(everything: Desk) -> None:
    message = _message(everything)
    page = everything.page(everything.town.anna)
    page.goto(everything.address(message, "ueberall/"))
    for fold in page.locator("main .msg-place details > summary").all()[:4]:
        fold.click()
    complaints = list(page.complaints)  # type: ignore[attr-defined]
    for look in in_every_look(page, ((1280, "light"), (390, "dark"), (320, "light"))):
        told = (look, violations(page), is_wider_than_its_window(page))
        assert told == (look, [], False)
    page.complaints[:] = complaints  # type: ignore[attr-defined] # the readers' own go


def test_the_next_town_sees_nothing_and_more_networks_ask_no_more(everything: Desk) -> None:
    message = _message(everything)
    address = f"/desk/mitteilungen/{message.public_id}/ueberall/"
    dora = build_town("Nachbarstadt", "nachbarstadt").anna
    client = Client()
    client.force_login(dora.user)
    assert client.get(address).status_code == 404
    client.force_login(everything.town.anna.user)
    client.get(address)  # the first call of a session asks for more
    counted = []
    for networks in (FAKES, AUSRUFER_CONNECTORS):
        registry._connectors.cache_clear()
        with (
            CaptureQueriesContext(connection) as queries,
            pytest.MonkeyPatch.context() as patch,
        ):
            patch.setattr(
                "django.conf.settings.AUSRUFER_CONNECTORS",
                [*FAKES, "ausrufer.connectors.hub.HubConnector", *networks],
            )
            assert client.get(address).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
