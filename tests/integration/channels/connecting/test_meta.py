"""Facebook, Instagram and Threads are connected by consent: page, code, long tokens, accounts."""

import asyncio
from collections.abc import Sequence
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
from ausrufer.channels.contract import Access, Surroundings
from ausrufer.channels.errors import PermanentFailure
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.meta import (
    PracticeAccount,
    PracticeGraph,
    PracticePage,
    PracticeProfile,
    PracticeThreads,
    graph_app,
    threads_app,
)
from tests.published import SHARED

BACK = "https://aktuell.musterstadt.example/desk/kanaele/zurueck/"
ID, SECRET, TOKEN = "1001", "geheim", "EAA-Geheim"
GRAPH = ["https://www.facebook.com", "https://graph.facebook.com"]
THREADS = ["https://www.threads.net", "https://graph.threads.net"]


@dataclass(frozen=True)
class Opened:
    """An emulated network with what it remembers of breaches."""

    app: web.Application
    violations: list[str]


def _document(*steps: str) -> Path | None:
    found = SHARED.joinpath("contracts", *steps)
    return found if found.exists() else None


def _graph() -> Opened:
    account = PracticeAccount("17841400000000001", "musterstadt")
    page = PracticePage("175154750010052", "Stadt Musterstadt", TOKEN, account)
    graph = PracticeGraph([page])
    return Opened(graph_app(graph, contract=_document("meta-graph", "specs")), graph.violations)


def _threads() -> Opened:
    threads = PracticeThreads(PracticeProfile("4711", "musterstadt", TOKEN), app_id=ID)
    document = _document("meta-threads", "threads-api.postman_collection.json")
    return Opened(threads_app(threads, contract=document), threads.violations)


@pytest.mark.parametrize(
    ("connector", "origins", "account", "within", "ends"),
    [
        (
            "facebook_page.FacebookPageConnector",
            GRAPH,
            "Stadt Musterstadt",
            {"page_id": "175154750010052"},
            False,
        ),
        (
            "instagram.InstagramConnector",
            GRAPH,
            "@musterstadt",
            {"instagram_id": "17841400000000001"},
            False,
        ),
        ("threads.ThreadsConnector", THREADS, "@musterstadt", {"user_id": "4711"}, True),
    ],
)
def test_consent_opens_the_account_with_a_lasting_token(
    connector: str, origins: Sequence[str], account: str, within: dict[str, str], *, ends: bool
) -> None:
    kind: Any = import_string(f"ausrufer.connectors.meta.{connector}")
    opened = _threads() if origins is THREADS else _graph()

    async def scene() -> None:
        async with (
            TestServer(opened.app) as server,
            GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
        ):
            here = str(server.make_url("")).rstrip("/")
            stand_ins = dict.fromkeys(origins, here)
            access = Access({"client_id": ID}, {"client_secret": SECRET}, stand_ins=stand_ins)
            endpoint = TokenEndpoint(http, kind.manifest, kind.manifest.consent, access)
            code = await _allowed(kind.manifest.consent, access)
            tokens = await endpoint.exchange(code=code, redirect=BACK, verifier="")
            with pytest.raises(PermanentFailure):  # a code is good once
                await endpoint.exchange(code=code, redirect=BACK, verifier="")
            asked = kind(Surroundings(http, Path("/nowhere")))
            (grant,) = await asked.grants(access, tokens)
            assert (grant.account, dict(grant.settings)) == (account, within)
            assert (grant.expires_at is not None) is ends
            secrets = {**access.secrets, **grant.secrets}
            connected = Access({**access.settings, **within}, secrets, stand_ins=stand_ins)
            assert (await asked.check_access(connected)).account == account

    asyncio.run(scene())
    assert opened.violations == []


async def _allowed(consent: Any, access: Access) -> str:
    """Go to the page of consent, read what is wished, allow, and return the code."""
    address = consent_address(consent, access, redirect=BACK, state="s-1", verifier="v" * 43)
    async with aiohttp.ClientSession() as browser:
        async with browser.get(address) as page:
            text = await page.text()
        assert all(scope in text for scope in consent.scopes)
        data = {"answer": "yes"}
        async with browser.post(address, data=data, allow_redirects=False) as answer:
            assert answer.status == 302, await answer.text()
            back = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert back["state"] == ["s-1"]
    return back["code"][0]
