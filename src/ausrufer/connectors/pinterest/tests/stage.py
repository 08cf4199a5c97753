"""A Pinterest in this process, seen as its readers see it."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Command, RemotePart, Surroundings
from ausrufer.channels.testing import Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.pinterest import PinterestConnector
from ausrufer.connectors.pinterest.api import ORIGIN
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.pinterest import (
    PracticeBoard,
    PracticePinner,
    PracticePinterest,
    pinterest_app,
)
from tests.published import SHARED

TOKEN = "pina-zugriff-4711-geheim"
BOARD = "549755885175"
PINNING = "POST /v5/pins"
_LONG = {"code": 1, "message": "Description is too long."}
SCRIPTS = {
    Fault.BUSY: Scripted(PINNING, status=429, body={"code": 8, "message": "Rate limit"}),
    Fault.REFUSED: Scripted(PINNING, status=400, body=_LONG),
    Fault.BROKEN_BEFORE: Scripted(PINNING, broken="before"),
    Fault.BROKEN_AFTER: Scripted(PINNING, broken="after"),
    Fault.NONSENSE: Scripted(PINNING, nonsense="<html>Wartung</html>"),
}
_SEVERAL = re.compile(r"^Bild \d: (.*)$", re.MULTILINE)


def contract_document() -> Path | None:
    """Return the document Pinterest publishes where it is present."""
    found = SHARED / "contracts" / "pinterest-v5" / "openapi.json"
    return found if found.exists() else None


class PinterestStage(Stage):
    """One account with boards; a contract that is present is held against every exchange."""

    faults = frozenset(Fault)
    threads = False
    tells_language = False
    exchanges_pictures = False

    def __init__(
        self, pinterest: PracticePinterest, server: TestServer, http: GuardedClient
    ) -> None:
        self.pinterest, self._server, self._http = pinterest, server, http
        self.access = Access(
            {"board_id": BOARD, "client_id": "app"},
            {"access_token": TOKEN, "client_secret": "geheimnis-der-anwendung"},
            stand_ins={ORIGIN: str(server.make_url("")).rstrip("/")},
        )

    def connector(self) -> PinterestConnector:
        return PinterestConnector(Surroundings(self._http, Path("/nowhere")))

    def command(self, *, parts: int = 1, pictures: int = 1) -> Command:
        """Return an order with a picture at least: Pinterest takes none without."""
        return super().command(parts=parts, pictures=max(pictures, 1))

    async def seen(self) -> list[Seen]:
        return [
            Seen(
                self.id_of(one.number, one.pictures),
                one.words["description"],
                pictures=tuple(
                    SeenPicture(picture, alt)
                    for picture, alt in zip(
                        one.pictures, _each(one.words.get("alt_text", "")), strict=True
                    )
                ),
            )
            for one in self.pinterest.there()
        ]

    @staticmethod
    def id_of(number: str, pictures: tuple[str, ...]) -> str:
        """Return the id of ours, made independently of the connector."""
        return f"{number}:{sha256(''.join(pictures).encode()).hexdigest()[:12]}"

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self._server.close()
            case Fault.ACCESS_LOST:
                self.pinterest.revoked.add(TOKEN)
            case _:
                self.pinterest.faults.add(replace(SCRIPTS[fault]))


def _each(told: str) -> list[str]:
    return _SEVERAL.findall(told) or [told]


@asynccontextmanager
async def stage() -> AsyncIterator[PinterestStage]:
    """Open a Pinterest with the town's account and its boards."""
    boards = [
        PracticeBoard(BOARD, "Aktuelles"),
        PracticeBoard("549755885176", "Entwürfe", "SECRET"),
        PracticeBoard("549755885177", "Ausflüge"),
    ]
    pinterest = PracticePinterest([PracticePinner("musterstadt", TOKEN, boards)])
    async with (
        TestServer(pinterest_app(pinterest, contract=contract_document())) as server,
        GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
    ):
        yield PinterestStage(pinterest, server, http)
    assert pinterest.violations == []


Scene = Callable[[PinterestStage], Awaitable[None]]


def play(scene: Scene) -> None:
    """Play a scene on a stage of its own."""

    async def run() -> None:
        async with stage() as opened:
            await scene(opened)

    asyncio.run(run())


def number_of(part: RemotePart) -> str:
    """Return Pinterest's own id of a part."""
    return part.remote_id.partition(":")[0]
