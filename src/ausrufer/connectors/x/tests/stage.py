"""An X in this process, seen as its readers see it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Surroundings
from ausrufer.channels.testing import Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.x import XConnector
from ausrufer.connectors.x.api import ORIGIN
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.x import PracticeX, PracticeXAccount, x_app
from tests.published import SHARED

TOKEN = "x-zugriff-4711-geheim"
POSTING = "POST /2/tweets"
_LONG = {
    "type": "https://api.x.com/2/problems/invalid-request",
    "title": "Invalid Request",
    "detail": "The text is too long.",
}
_BUSY = {"title": "Too Many Requests", "type": "about:blank", "status": 429, "detail": "Too Many"}
SCRIPTS = {
    Fault.BUSY: Scripted(POSTING, status=429, body=_BUSY),
    Fault.REFUSED: Scripted(POSTING, status=400, body=_LONG),
    Fault.BROKEN_BEFORE: Scripted(POSTING, broken="before"),
    Fault.BROKEN_AFTER: Scripted(POSTING, broken="after"),
    Fault.NONSENSE: Scripted(POSTING, nonsense="<html>Wartung</html>"),
}


def contract_document() -> Path | None:
    """Return the document X publishes where it is present."""
    found = SHARED / "contracts" / "x-api-v2" / "openapi.json"
    return found if found.exists() else None


class XStage(Stage):
    """One account; a contract that is present is held against every exchange."""

    faults = frozenset(Fault)
    tells_language = False
    keeps_address = False

    def __init__(self, x: PracticeX, server: TestServer, http: GuardedClient) -> None:
        self.x, self._server, self._http = x, server, http
        self.access = Access(
            {"user_id": "4711", "username": "musterstadt", "client_id": "app"},
            {"access_token": TOKEN, "client_secret": "geheimnis-der-anwendung"},
            stand_ins={ORIGIN: str(server.make_url("")).rstrip("/")},
        )

    def connector(self) -> XConnector:
        return XConnector(Surroundings(self._http, Path("/nowhere")))

    async def seen(self) -> list[Seen]:
        return [
            Seen(
                one.number,
                one.text,
                pictures=tuple(SeenPicture(m.sha256, m.alt_text) for m in one.media),
            )
            for one in sorted(self.x.there(), key=lambda one: one.history[0])
        ]

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self._server.close()
            case Fault.ACCESS_LOST:
                self.x.revoked.add(TOKEN)
            case _:
                self.x.faults.add(replace(SCRIPTS[fault]))


@asynccontextmanager
async def stage() -> AsyncIterator[XStage]:
    """Open an X with the town's account and a resident's."""
    town = PracticeXAccount("musterstadt", "Stadt Musterstadt", TOKEN)
    x = PracticeX([town, PracticeXAccount("erika", "Erika M.", "token-erika", "4712")])
    async with (
        TestServer(x_app(x, contract=contract_document())) as server,
        GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
    ):
        yield XStage(x, server, http)
    assert x.violations == []


Scene = Callable[[XStage], Awaitable[None]]


def play(scene: Scene) -> None:
    """Play a scene on a stage of its own."""

    async def run() -> None:
        async with stage() as opened:
            await scene(opened)

    asyncio.run(run())
