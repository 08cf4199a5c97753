"""A room on a real Synapse, read by somebody else and without any code of the connector."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Surroundings
from ausrufer.channels.testing import Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.matrix_room import MatrixRoomConnector
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.faults import Faults
from tests.peers.gate import Exchange, gate
from tests.peers.matrix import MatrixServer
from tests.peers.matrix_contract import faults_of

_BUSY = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": 7000}
_LARGE = {"errcode": "M_TOO_LARGE", "error": "event too large"}


class MatrixStage(Stage):
    """One account in one room; `exchanges` is what went between house and server."""

    faults = frozenset(Fault)
    threads = False
    tells_language = False

    def __init__(self, server: MatrixServer, way: TestServer, http: GuardedClient) -> None:
        self.server, self.way, self._http = server, way, http
        self.account, self.reader = server.create_account(), server.create_account()
        self.room = server.create_room(self.account)
        server.client("POST", f"/join/{quote(self.room, safe='')}", self.reader, {})
        self.script = Faults()
        self.exchanges: list[Exchange] = []
        self.access = Access(
            {"homeserver": str(way.make_url("")), "room": self.room},
            {"token": self.account.token},
        )
        self.sending = f"PUT /_matrix/client/v3/rooms/{self.room}/send/*"

    def connector(self) -> MatrixRoomConnector:
        return MatrixRoomConnector(Surroundings(self._http, Path("/nowhere")))

    async def seen(self) -> list[Seen]:
        return await asyncio.to_thread(self._seen)

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self.way.close()
            case Fault.ACCESS_LOST:
                await asyncio.to_thread(self.server.client, "POST", "/logout", self.account, {})
            case Fault.BUSY:
                self.script.add(Scripted(self.sending, status=429, body=_BUSY))
            case Fault.REFUSED:
                self.script.add(Scripted(self.sending, status=413, body=_LARGE))
            case Fault.BROKEN_BEFORE:
                self.script.add(Scripted(self.sending, broken="before"))
            case Fault.BROKEN_AFTER:
                self.script.add(Scripted(self.sending, broken="after"))
            case Fault.NONSENSE:
                self.script.add(Scripted(self.sending, nonsense="<html>Wartung</html>"))

    async def contents(self) -> list[dict[str, Any]]:
        """Return what stands in the room now, the oldest first; with the event's own id."""
        return await asyncio.to_thread(self._contents)

    def _contents(self) -> list[dict[str, Any]]:
        shown: dict[str, dict[str, Any]] = {}
        for event in self.server.messages(self.reader, self.room):
            content = event["content"]
            relates = content.get("m.relates_to", {})
            if relates.get("rel_type") == "m.replace" and relates["event_id"] in shown:
                shown[relates["event_id"]] = content["m.new_content"]
            elif content:  # of what was redacted nothing is left
                shown[event["event_id"]] = content
        return [{**content, "id": event_id} for event_id, content in shown.items()]

    def _seen(self) -> list[Seen]:
        copies: list[Seen] = []
        for content in self._contents():
            if content["msgtype"] == "m.text":
                copies.append(Seen(content["id"], content["body"]))
            else:
                last = copies[-1]
                copies[-1] = replace(
                    last,
                    remote_id=f"{last.remote_id} {content['id']}",
                    pictures=(*last.pictures, self._picture(content)),
                )
        return copies

    def _picture(self, content: dict[str, Any]) -> SeenPicture:
        found = self.server.download(self.reader, content["url"])
        return SeenPicture(hashlib.sha256(found).hexdigest(), content["body"])


@asynccontextmanager
async def stage(server: MatrixServer) -> AsyncIterator[MatrixStage]:
    """Open a new room on the real server, behind a gate for faults; its specification is held."""
    script, exchanges = Faults(), list[Exchange]()
    async with (
        gate(server.url, script, exchanges.append) as way,
        GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{way.port}"}))) as http,
    ):
        opened = await asyncio.to_thread(MatrixStage, server, way, http)
        opened.script, opened.exchanges = script, exchanges
        yield opened
    assert (found := faults_of(exchanges)) == [], "\n".join(found)


Scene = Callable[[MatrixStage], Awaitable[None]]


def play(server: MatrixServer, scene: Scene) -> None:
    """Play a scene in a room of its own."""

    async def run() -> None:
        async with stage(server) as opened:
            await scene(opened)

    asyncio.run(run())
