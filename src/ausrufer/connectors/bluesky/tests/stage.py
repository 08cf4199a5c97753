"""A Bluesky server with one account, read by a client that is not ours."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Surroundings
from ausrufer.channels.testing import Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.bluesky import BlueskyConnector
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.bluesky import PracticeAccount, PracticeServer, bluesky_app
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.faults import Faults
from tests.peers.bluesky import BlueskyAccount, BlueskyServer
from tests.peers.bluesky_reader import official_client, picture, posts
from tests.peers.gate import gate
from tests.published import SHARED

WRITING = "POST /xrpc/com.atproto.repo.putRecord"
_SCRIPTS = {
    Fault.BUSY: Scripted(WRITING, status=429, body={"error": "RateLimitExceeded"}),
    Fault.REFUSED: Scripted(WRITING, status=400, body={"error": "InvalidRequest"}),
    Fault.BROKEN_BEFORE: Scripted(WRITING, broken="before"),
    Fault.BROKEN_AFTER: Scripted(WRITING, broken="after"),
    Fault.NONSENSE: Scripted(WRITING, nonsense="<html>Wartung</html>"),
}


class BlueskyStage(Stage):
    """One account; `server` is what the connector talks to, `origin` what readers talk to."""

    faults = frozenset(Fault)
    hears = False  # the real server knows no AppView

    def __init__(
        self,
        account: BlueskyAccount,
        server: TestServer,
        origin: str,
        script: Faults,
        http: GuardedClient,
    ) -> None:
        self.account, self.server, self.origin = account, server, origin
        self.script, self.http = script, http
        self.base_url = str(server.make_url("")).rstrip("/")
        self.access = Access(
            {"service": self.base_url, "handle": account.handle, "web_base": self.base_url},
            {"app_password": account.app_password},
        )

    def connector(self) -> BlueskyConnector:
        return BlueskyConnector(Surroundings(self.http, Path("/nowhere")))

    async def seen(self) -> list[Seen]:
        return await asyncio.to_thread(self._seen)

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self.server.close()
            case Fault.ACCESS_LOST:
                await asyncio.to_thread(self.revoke)
            case _:
                self.script.add(replace(_SCRIPTS[fault]))

    def revoke(self) -> None:
        """Take the app password back."""
        with official_client(self.origin) as client:
            session = client.com.atproto.server.create_session(
                {"identifier": self.account.handle, "password": self.account.password}
            )
            client.com.atproto.server.revoke_app_password(
                {"name": "Ausrufer"}, headers={"Authorization": f"Bearer {session.access_jwt}"}
            )

    async def posts(self) -> list[Any]:
        """Return the account's posts as the official client reads them."""
        return await asyncio.to_thread(posts, self.origin, self.account.did)

    async def picture(self, image: Any) -> str:
        """Return the SHA-256 of a picture of a post."""
        return await asyncio.to_thread(self._picture, image)

    def _picture(self, image: Any) -> str:
        return hashlib.sha256(picture(self.origin, self.account.did, image)).hexdigest()

    def _seen(self) -> list[Seen]:
        return [self._one_seen(record) for record in posts(self.origin, self.account.did)]

    def _one_seen(self, record: Any) -> Seen:
        images = getattr(record.value.embed, "images", None) or []
        pictures = tuple(SeenPicture(self._picture(image), image.alt) for image in images)
        return Seen(record.uri, record.value.text, record.value.langs[0], pictures)


@asynccontextmanager
async def real_stage(server: BlueskyServer) -> AsyncIterator[BlueskyStage]:
    """Open a new account on the real server, behind a gate for faults."""
    script = Faults()
    account = await asyncio.to_thread(server.create_account)
    async with gate(server.url, script) as way, guarded_client(way) as http:
        yield BlueskyStage(account, way, server.url, script, http)


class PracticeStage(BlueskyStage):
    """The same in front of the practice server."""

    hears = True
    practice: PracticeServer

    def revoke(self) -> None:
        self.practice.revoke(self.account.app_password)


@asynccontextmanager
async def practice_stage() -> AsyncIterator[PracticeStage]:
    """Open the practice server, held to the lexicons, with one account."""
    account = PracticeAccount("musterstadt.test", "Stadt Musterstadt", "uebung-geheim-4711")
    practice = PracticeServer.in_folder(None, [account])
    async with (
        TestServer(bluesky_app(practice, contract=lexicons())) as server,
        guarded_client(server) as http,
    ):
        yield practised(practice, server, http)
    assert practice.violations == []


def practised(practice: PracticeServer, server: TestServer, http: GuardedClient) -> PracticeStage:
    """Return the stage of a running practice server and its first account."""
    account = practice.accounts[0]
    known = BlueskyAccount(account.did, account.handle, "", account.app_password)
    origin = str(server.make_url("")).rstrip("/")
    stage = PracticeStage(known, server, origin, practice.faults, http)
    stage.practice = practice
    return stage


StageOpener = Callable[[], AbstractAsyncContextManager[BlueskyStage]]


def on_stage(test: Callable[[Any], Awaitable[None]]) -> Callable[[StageOpener], None]:
    """Play a test on a stage of its own, on each of the two servers (fixture `open_stage`)."""

    def run(open_stage: StageOpener) -> None:
        async def play() -> None:
            async with open_stage() as stage:
                await test(stage)

        asyncio.run(play())

    # Not functools.wraps: the test runner would take `stage` for a fixture.
    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


def lexicons() -> Path:
    """Return the folder of the published lexicons; skips the test where it is absent."""
    return contracts("lexicons")


def contracts(name: str) -> Path:
    """Return a folder of the published contracts of Bluesky; skips the test where it is absent."""
    folder = SHARED / "contracts" / "atproto" / name
    if not folder.is_dir():
        pytest.skip(f"the contract is not at {folder}")
    return folder


def guarded_client(server: TestServer) -> GuardedClient:
    """Return the house's client, allowed to call `server`."""
    return GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"})))
