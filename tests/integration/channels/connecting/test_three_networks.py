"""X, Pinterest and Reddit are connected by consent: page, code, tokens, accounts, renewal."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from django.utils.module_loading import import_string

from ausrufer.channels.connecting.address import consent_address
from ausrufer.channels.connecting.exchange import TokenEndpoint
from ausrufer.channels.contract import Access, AccessReport, Surroundings, Tokens
from ausrufer.channels.errors import AccessLost
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.consent import PracticeApp, PracticeConsent
from ausrufer.training.pinterest import (
    PracticeBoard,
    PracticePinner,
    PracticePinterest,
    pinterest_app,
)
from ausrufer.training.reddit import Community, PracticeReddit, Redditor, reddit_app
from ausrufer.training.x import PracticeX, PracticeXAccount, x_app
from tests.published import SHARED

BACK = "https://aktuell.musterstadt.example/desk/kanaele/zurueck/"
CONNECTORS = "ausrufer.connectors"


def _document(folder: str) -> Path | None:
    found = SHARED / "contracts" / folder / "openapi.json"
    return found if found.exists() else None


def _x(consent: PracticeConsent) -> tuple[web.Application, list[str]]:
    x = PracticeX([PracticeXAccount("musterstadt", "Stadt", "alt")], consent=consent)
    return x_app(x, contract=_document("x-api-v2")), x.violations


def _pinterest(consent: PracticeConsent) -> tuple[web.Application, list[str]]:
    boards = [PracticeBoard("549755885175", "Aktuelles")]
    pinterest = PracticePinterest([PracticePinner("musterstadt", "alt", boards)], consent=consent)
    return pinterest_app(pinterest, contract=_document("pinterest-v5")), pinterest.violations


def _reddit(consent: PracticeConsent) -> tuple[web.Application, list[str]]:
    communities = [Community("musterstadt", {"Musterstadt"})]
    reddit = PracticeReddit([Redditor("Musterstadt", "alt")], communities, consent=consent)
    return reddit_app(reddit), reddit.violations


@dataclass(frozen=True)
class Network:
    """One network: its connector, how it is emulated, which addresses stand for it."""

    connector: str
    opened: Callable[[PracticeConsent], tuple[web.Application, list[str]]]
    origins: Sequence[str]
    pkce: bool
    more: dict[str, list[str]]
    account: str


NETWORKS = [
    Network(
        "x.XConnector",
        _x,
        ["https://x.com", "https://api.x.com"],
        pkce=True,
        more={},
        account="Stadt (@musterstadt)",
    ),
    Network(
        "pinterest.PinterestConnector",
        _pinterest,
        ["https://www.pinterest.com", "https://api.pinterest.com"],
        pkce=False,
        more={},
        account="Aktuelles (@musterstadt)",
    ),
    Network(
        "reddit.RedditConnector",
        _reddit,
        ["https://www.reddit.com", "https://oauth.reddit.com"],
        pkce=False,
        more={"duration": ["permanent"]},
        account="r/musterstadt (u/Musterstadt)",
    ),
]


@pytest.mark.parametrize("network", NETWORKS, ids=lambda one: one.connector)
def test_consent_opens_the_account_and_is_renewed(network: Network) -> None:
    asyncio.run(_connected(network, _renewed))


async def _connected(network: Network, then: Callable[..., Awaitable[None]]) -> None:
    connector: Any = import_string(f"{CONNECTORS}.{network.connector}")
    rules = connector.manifest.consent
    scope = rules.separator.join(rules.scopes)
    consent = PracticeConsent(pkce=network.pkce)
    consent.register(
        PracticeApp("app", "geheim&nis", BACK, "client_secret_basic", tuple(scope.split()))
    )
    app, violations = network.opened(consent)
    async with (
        TestServer(app) as server,
        GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
    ):
        here = str(server.make_url("")).rstrip("/")
        access = Access(
            {"client_id": "app"},
            {"client_secret": "geheim&nis"},
            stand_ins=dict.fromkeys(network.origins, here),
        )
        endpoint = TokenEndpoint(http, connector.manifest, rules, access)
        code = await _allowed(network, rules, access)
        tokens = await endpoint.exchange(code=code, redirect=BACK, verifier="v" * 43)
        await then(
            network, connector(Surroundings(http, Path("/nowhere"))), access, tokens, consent
        )
        renewing = Access(
            access.settings,
            {**access.secrets, "refresh_token": tokens.renewal or ""},
            stand_ins=access.stand_ins,
        )
        newer = await TokenEndpoint(http, connector.manifest, rules, renewing).renew()
        assert newer.access != tokens.access
        assert newer.renewal != tokens.renewal
        with pytest.raises(AccessLost):  # a renewal is good once
            await TokenEndpoint(http, connector.manifest, rules, renewing).renew()
    assert violations == []


async def _allowed(network: Network, rules: Any, access: Access) -> str:
    """Go to the page of consent, allow, and return the code that comes back."""
    address = consent_address(rules, access, redirect=BACK, state="s-1", verifier="v" * 43)
    asked = parse_qs(urlsplit(address).query)
    assert {name: asked[name] for name in network.more} == network.more
    assert ("code_challenge" in asked) is network.pkce
    async with (
        aiohttp.ClientSession() as browser,
        browser.post(address, data={"answer": "yes"}, allow_redirects=False) as answer,
    ):
        assert answer.status == 302, await answer.text()
        back = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert back["state"] == ["s-1"]
    return back["code"][0]


async def _renewed(
    network: Network, connector: Any, access: Access, tokens: Tokens, consent: PracticeConsent
) -> None:
    (grant,) = await connector.grants(access, tokens)
    assert grant.account == network.account
    opened = Access(
        {**access.settings, **grant.settings},
        {**access.secrets, "access_token": tokens.access},
        stand_ins=access.stand_ins,
    )
    assert (await connector.check_access(opened)) == AccessReport(network.account)
    assert tokens.expires_at is not None
    consent.tokens[-1].ends = 0  # its hour is over
    with pytest.raises(AccessLost):
        await connector.check_access(opened)
