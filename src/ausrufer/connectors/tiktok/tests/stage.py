"""A TikTok in this process, seen as its viewers see it."""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Command, Film, Surroundings
from ausrufer.channels.testing import Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.tiktok import TikTokConnector
from ausrufer.connectors.tiktok.api import ORIGIN
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.consent import PracticeConsent
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.tiktok import PracticeCreator, PracticeTikTok, tiktok_app
from tests.published import SHARED

TOKEN = "act.geheimes-Token_des_Kontos_4711"
ANNOUNCING = "POST /v2/post/publish/video/init/"
LAST_PIECE = "PUT /upload/*"


def refused(code: str) -> dict[str, object]:
    """Return a no as TikTok words it."""
    return {"data": {}, "error": {"code": code, "message": "Because.", "log_id": "1"}}


SCRIPTS = {
    Fault.BUSY: Scripted(ANNOUNCING, status=429, body=refused("rate_limit_exceeded")),
    Fault.REFUSED: Scripted(ANNOUNCING, status=400, body=refused("invalid_params")),
    # twice: the client may repeat once by itself what HTTP calls idempotent
    Fault.BROKEN_BEFORE: Scripted(LAST_PIECE, broken="before", times=2),
    Fault.BROKEN_AFTER: Scripted(LAST_PIECE, broken="after", times=2),
    Fault.NONSENSE: Scripted(LAST_PIECE, nonsense="<html>Wartung</html>"),
}


def contract_document() -> Path | None:
    """Return the description of the interface where it is present."""
    found = SHARED / "contracts" / "thirdparty-zernio" / "tiktok.yaml"
    return found if found.exists() else None


class TikTokStage(Stage):
    """One account; a contract that is present is held against every exchange."""

    faults = frozenset(Fault)
    threads = False
    tells_language = False

    def __init__(
        self, tiktok: PracticeTikTok, server: TestServer, http: GuardedClient, folder: Path
    ) -> None:
        self.tiktok, self._server, self.http, self._folder = tiktok, server, http, folder
        self.access = Access(
            {"privacy": "öffentlich", "client_id": "aw1"},
            {"access_token": TOKEN},
            stand_ins={ORIGIN: str(server.make_url("")).rstrip("/")},
        )
        self.lent: dict[str, bytes] = {}
        self.lending = ""

    def connector(self) -> TikTokConnector:
        return TikTokConnector(Surroundings(self.http, Path("/nowhere"), self.lend))

    def lend(self, content: bytes, _media_type: str) -> str:
        name = hashlib.sha256(content).hexdigest()
        self.lent[name] = content
        return f"{self.lending}/{name}"

    def command(self, *, parts: int = 1, pictures: int = 0) -> Command:
        """Return a post of pictures, or of a film where there are none."""
        command = super().command(parts=parts, pictures=pictures)
        films = () if pictures else (self.film(),)
        return replace(command, outgoing=replace(command.outgoing, films=films))

    def film(self, size: int = 1000, *, seconds: float = 12.0) -> Film:
        """Return a film of so many bytes; what is in them does not matter to the connector."""
        content = hashlib.shake_256(str(size).encode()).digest(size)
        path = self._folder / f"{size}.mp4"
        path.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        return Film(digest, "video/mp4", 1080, 1920, seconds, size, path=path)

    async def seen(self) -> list[Seen]:
        return [
            Seen(
                str(one.number),
                one.caption.removeprefix("Brücke gesperrt\n\n"),
                "",
                tuple(SeenPicture(picture, "") for picture in one.pictures),
            )
            for one in self.tiktok.public()
        ]

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self._server.close()
            case Fault.ACCESS_LOST:
                self.tiktok.revoked.add(TOKEN)
            case _:
                self.tiktok.faults.add(replace(SCRIPTS[fault]))


def _lender(lent: dict[str, bytes]) -> web.Application:
    async def handed_out(request: web.Request) -> web.Response:
        return web.Response(body=lent[request.match_info["name"]])

    app = web.Application()
    app.router.add_get("/{name}", handed_out)
    return app


@asynccontextmanager
async def stage(consent: PracticeConsent | None = None) -> AsyncIterator[TikTokStage]:
    """Open a TikTok with one account."""
    tiktok = PracticeTikTok(
        PracticeCreator("Stadt Musterstadt", "musterstadt", TOKEN), consent=consent
    )
    with tempfile.TemporaryDirectory() as folder:
        async with (
            TestServer(tiktok_app(tiktok, contract=contract_document())) as server,
            GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
        ):
            opened = TikTokStage(tiktok, server, http, Path(folder))
            async with TestServer(_lender(opened.lent)) as lender:
                opened.lending = str(lender.make_url("")).rstrip("/")
                yield opened
    assert tiktok.violations == []


Scene = Callable[[TikTokStage], Awaitable[None]]


def play(scene: Scene, *, consent: PracticeConsent | None = None) -> None:
    """Play a scene on a stage of its own."""

    async def run() -> None:
        async with stage(consent) as opened:
            await scene(opened)

    asyncio.run(run())
