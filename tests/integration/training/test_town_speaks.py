"""Musterstadt may speak on every emulated network: with what it was given, and by consent."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp.test_utils import TestServer
from django.utils.module_loading import import_string

from ausrufer.channels.connecting.address import consent_address
from ausrufer.channels.connecting.exchange import TokenEndpoint
from ausrufer.channels.contract import Access, Surroundings
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.project.settings import AUSRUFER_CONNECTORS
from ausrufer.training.accounts import APP, app_secret
from ausrufer.training.channels import EmulatedPlatforms, PracticeChannel, practice_channels
from ausrufer.training.networks import NETWORKS
from ausrufer.training.served import Town, network_apps

SECRET = "a-token-for-all-other-networks"
SITE = "http://127.0.0.1:8321"
BACK = f"{SITE}/desk/kanaele/zugang/"
NOWHERE = EmulatedPlatforms(SITE, "", 0, "", "", "", "", "", SECRET)
SERVED_ELSEWHERE = {"hub", "email", "mastodon", "bluesky", "whatsapp_channel"}
CHANNELS = [
    one for one in practice_channels("Musterstadt", NOWHERE) if one.kind not in SERVED_ELSEWHERE
]
CONNECTORS = {
    kind.manifest.kind: kind for kind in (import_string(path) for path in AUSRUFER_CONNECTORS)
}
BY_CONSENT = [kind for kind, one in CONNECTORS.items() if one.manifest.consent is not None]
NETWORK_OF = {
    "telegram_channel": "telegram",
    "facebook_page": "facebook",
    "instagram": "facebook",
    "linkedin_page": "linkedin",
}
Scene = Callable[[GuardedClient, dict[str, str]], Awaitable[None]]


def play(folder: Path, kind: str, scene: Scene) -> None:
    """Serve the network of a kind of channel and let the house speak to nobody else."""
    network = NETWORK_OF.get(kind, kind)

    async def whole() -> None:
        app = network_apps(Town(SECRET, SITE), folder)[network]
        async with (
            TestServer(app) as server,
            GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
        ):
            here = str(server.make_url("")).rstrip("/")
            await scene(http, dict.fromkeys(NETWORKS[network].stands_for, here))

    asyncio.run(whole())


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda one: one.kind)
def test_what_the_town_was_given_opens_its_account(
    channel: PracticeChannel, tmp_path: Path
) -> None:
    async def scene(http: GuardedClient, stand_ins: dict[str, str]) -> None:
        access = Access(channel.settings, channel.secrets, stand_ins=stand_ins)
        report = await _made(channel.kind, http).check_access(access)
        assert "musterstadt" in report.account.lower()

    play(tmp_path, channel.kind, scene)


@pytest.mark.parametrize("kind", BY_CONSENT)
def test_consent_leads_to_the_same_account(kind: str, tmp_path: Path) -> None:
    manifest = CONNECTORS[kind].manifest

    async def scene(http: GuardedClient, stand_ins: dict[str, str]) -> None:
        named = {"client_id": APP}, {"client_secret": app_secret(SECRET)}
        access = Access(*named, stand_ins=stand_ins)
        way = consent_address(manifest.consent, access, redirect=BACK, state="s", verifier="v" * 64)
        page = await http.request("GET", way)
        assert "ÜBUNG" in page.content.decode()
        answered = await http.request("POST", way, form=[("answer", "yes")])
        code = parse_qs(urlsplit(answered.headers["location"]).query)["code"][0]
        endpoint = TokenEndpoint(http, manifest, manifest.consent, access)
        tokens = await endpoint.exchange(code=code, redirect=BACK, verifier="v" * 64)
        (grant,) = await _made(kind, http).grants(access, tokens)
        expected = [one for one in CHANNELS if one.kind == kind]
        assert "musterstadt" in grant.account.lower()
        assert all(grant.settings.items() <= one.settings.items() for one in expected)

    play(tmp_path, kind, scene)


def _made(kind: str, http: GuardedClient) -> Any:
    return CONNECTORS[kind](Surroundings(http, Path("/nowhere")))
