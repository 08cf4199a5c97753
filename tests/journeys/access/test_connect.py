"""Connecting a channel on a platform's own page of consent, in a real browser."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from playwright.sync_api import Page, expect

from ausrufer.channels import registry
from ausrufer.channels.connecting.way import redirect_address
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakeConsentConnector
from ausrufer.foundation.clock import now
from ausrufer.foundation.http import HttpPolicy
from ausrufer.foundation.scope import within_organisation
from ausrufer.training.consent import PracticeApp, PracticeConsent, consent_app
from ausrufer.training.running import in_a_thread, port_of, serve
from tests.integration.channels.connecting.stage import (
    APP_ID,
    APP_SECRET,
    TownConnector,
    granted,
    set_up,
)
from tests.journeys.desk import Desk
from tests.journeys.test_desk_for_everybody import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def consent(
    desk: Desk, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PracticeConsent]:
    """A platform with two accounts, where the town has registered its app."""
    memory = PracticeConsent()

    async def start() -> web.AppRunner:
        return await serve(consent_app(memory), "127.0.0.1", 0)

    with in_a_thread(start, lambda runner: runner.cleanup()) as runner:
        host = f"127.0.0.1:{port_of(runner)}"
        settings.HTTP_POLICY = HttpPolicy(allowed_private=frozenset({host}))
        settings.BASE_URL = desk.url
        connectors = [*settings.AUSRUFER_CONNECTORS, f"{TownConnector.__module__}.TownConnector"]
        settings.AUSRUFER_CONNECTORS = connectors
        registry._connectors.cache_clear()
        asked = FakeConsentConnector.manifest.consent
        assert asked is not None
        there = replace(
            asked, authorize_url=f"http://{host}/authorize", token_url=f"http://{host}/token"
        )
        manifest = replace(FakeConsentConnector.manifest, consent=there)
        monkeypatch.setattr(TownConnector, "manifest", manifest)
        monkeypatch.setattr(TownConnector, "networks", ("Stadtkonto", "Feuerwehr"))
        monkeypatch.setattr(TownConnector, "consent", memory, raising=False)
        memory.register(PracticeApp(APP_ID, APP_SECRET, redirect_address()))
        yield memory


def test_from_an_empty_form_to_a_connected_channel(desk: Desk, consent: PracticeConsent) -> None:
    """Dirk refuses once by mistake, then allows, and chooses the account of the fire brigade."""
    dirk = desk.page(desk.town.dirk)
    dirk.goto(f"{desk.url}/desk/kanaele/")
    dirk.get_by_role("link", name="Zustimmungs-Netz (Probe)").click()
    dirk.get_by_label("Name des Kanals").fill("Feuerwehr im Netz")
    dirk.get_by_label("Kennung der App").fill(APP_ID)
    dirk.get_by_label("Geheimnis der App").fill(APP_SECRET)
    dirk.get_by_role("button", name="Speichern und prüfen").click()
    expect(dirk.get_by_text(f"{desk.url}/desk/kanaele/zugang/")).to_be_visible()
    dirk.get_by_role("link", name="Weiter zu Zustimmungs-Netz (Probe)").click()
    dirk.get_by_role("button", name="Ablehnen").click()
    expect(dirk.get_by_text("Die Verbindung wurde bei Zustimmungs-Netz")).to_be_visible()
    expect(dirk.get_by_text("noch nicht verbunden")).to_be_visible()
    dirk.get_by_role("link", name="Mit Zustimmungs-Netz (Probe) verbinden").click()
    dirk.get_by_role("link", name="Weiter zu Zustimmungs-Netz (Probe)").click()
    dirk.get_by_role("button", name="Erlauben").click()
    dirk.get_by_role("button", name="Mit diesem Konto verbinden").click()
    expect(dirk.locator(".aus-errors")).to_be_visible()
    dirk.get_by_label("@Feuerwehr").check()
    dirk.get_by_role("button", name="Mit diesem Konto verbinden").click()
    expect(dirk.get_by_text("Der Kanal ist mit „@Feuerwehr“ verbunden.")).to_be_visible()
    expect(dirk.get_by_text("Der Zugang wird von selbst erneuert.")).to_be_visible()
    assert len(consent.tokens) == 1


def test_by_keyboard_alone_without_scripts_on_a_telephone(
    desk: Desk, consent: PracticeConsent
) -> None:
    with within_organisation(desk.town.organisation.pk):
        channel = set_up(desk.town, "Stadt im Netz")
    dirk = desk.page(desk.town.dirk, 390, java_script_enabled=False)
    dirk.goto(f"{desk.url}/desk/kanaele/{channel.public_id}/")
    _press(dirk, "link", "Mit Zustimmungs-Netz (Probe) verbinden")
    _press(dirk, "link", "Weiter zu Zustimmungs-Netz (Probe)")
    _press(dirk, "button", "Erlauben")
    dirk.get_by_label("@Stadtkonto").focus()
    dirk.keyboard.press("Space")
    _press(dirk, "button", "Mit diesem Konto verbinden")
    expect(dirk.get_by_text("Der Kanal ist mit „@Stadtkonto“ verbunden.")).to_be_visible()
    assert len(consent.tokens) == 1


def test_for_everybody(desk: Desk, consent: PracticeConsent) -> None:
    channel = _connected_before(desk)
    with visit(desk, desk.town.dirk) as dirk:
        for path in ("", "verbinden/"):
            dirk.look(f"/desk/kanaele/{channel.public_id}/{path}")
        dirk.page.get_by_role("link", name="Weiter zu Zustimmungs-Netz (Probe)").click()
        dirk.page.get_by_role("button", name="Erlauben").click()
        expect(dirk.page.get_by_text("Bitte genau hinsehen")).to_be_visible()
        dirk.look(dirk.page.url.removeprefix(desk.url))
        for path in ("/desk/", "/desk/kanaele/"):
            dirk.look(path)
            expect(dirk.page.get_by_text("Zugang: noch 3 Tage")).to_be_visible()


def _connected_before(desk: Desk) -> Channel:
    """A channel with another account than those on offer, whose access ends in three days."""
    with within_organisation(desk.town.organisation.pk):
        channel = set_up(desk.town, "Stadt im Netz")
    granted(desk.town, channel, now() + timedelta(days=60))
    with within_organisation(desk.town.organisation.pk):
        Channel.objects.filter(pk=channel.pk).update(
            access_since=now() - timedelta(days=57), access_expires_at=now() + timedelta(days=3)
        )
    return channel


def _press(page: Page, role: Any, name: str) -> None:
    """Reach something with the tabulator and press Enter."""
    wanted = page.get_by_role(role, name=name)
    expect(wanted).to_be_visible()
    for _ in range(200):
        if wanted.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()
    page.keyboard.press("Enter")
