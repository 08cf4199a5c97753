"""A platform with a page of consent, and a town that wants to speak there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from aiohttp import web
from django.conf import LazySettings

from ausrufer.channels import registry
from ausrufer.channels.connecting.way import redirect_address
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakeConsentConnector
from ausrufer.foundation.http import HttpPolicy
from ausrufer.training.consent import PracticeApp, PracticeConsent, consent_app
from ausrufer.training.running import in_a_thread, port_of, serve
from tests.conftest import FAKES, Town
from tests.integration.channels.connecting.stage import (
    APP_ID,
    APP_SECRET,
    Platform,
    TownConnector,
    set_up,
)


@pytest.fixture
def platform(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    consent = PracticeConsent()

    async def start() -> web.AppRunner:
        return await serve(consent_app(consent), "127.0.0.1", 0)

    with in_a_thread(start, lambda runner: runner.cleanup()) as runner:
        host = f"127.0.0.1:{port_of(runner)}"
        settings.HTTP_POLICY = HttpPolicy(allowed_private=frozenset({host}))
        settings.AUSRUFER_CONNECTORS = [*FAKES, f"{TownConnector.__module__}.TownConnector"]
        registry._connectors.cache_clear()
        asked = FakeConsentConnector.manifest.consent
        assert asked is not None
        there = replace(
            asked, authorize_url=f"http://{host}/authorize", token_url=f"http://{host}/token"
        )
        monkeypatch.setattr(
            TownConnector, "manifest", replace(FakeConsentConnector.manifest, consent=there)
        )
        monkeypatch.setattr(TownConnector, "networks", ("Stadtkonto",))
        monkeypatch.setattr(TownConnector, "consent", consent, raising=False)
        consent.register(PracticeApp(APP_ID, APP_SECRET, redirect_address()))
        yield Platform(consent, f"http://{host}")


@pytest.fixture
def channel(town: Town, platform: Platform) -> Channel:
    return set_up(town)
