"""A YouTube in this process, seen as its viewers see it."""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Captions, Command, Film, Surroundings
from ausrufer.channels.testing import Fault, Seen, Stage
from ausrufer.connectors.youtube import YouTubeConnector
from ausrufer.connectors.youtube.api import ORIGIN
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.consent import PracticeConsent
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.youtube import PracticeChannel, PracticeYouTube, youtube_app
from tests.published import SHARED

TOKEN = "ya29.geheimes-Token_des_Kanals_4711"
RELEASING = "PUT /youtube/v3/videos"
BEGINNING = "POST /upload/youtube/v3/videos"
SUBTITLES = b"WEBVTT\n\n00:00.000 --> 00:02.000\nDie Br\xc3\xbccke ist gesperrt.\n"


def refused(status: int, reason: str) -> dict[str, object]:
    """Return a refusal as Google words it."""
    error = {"domain": "youtube", "reason": reason, "message": "Because."}
    return {"error": {"code": status, "message": "Because.", "errors": [error]}}


SCRIPTS = {
    Fault.BUSY: Scripted(BEGINNING, status=403, body=refused(403, "quotaExceeded")),
    Fault.REFUSED: Scripted(BEGINNING, status=400, body=refused(400, "invalidTitle")),
    # twice: the client may repeat once by itself what HTTP calls idempotent
    Fault.BROKEN_BEFORE: Scripted(RELEASING, broken="before", times=2),
    Fault.BROKEN_AFTER: Scripted(RELEASING, broken="after", times=2),
    Fault.NONSENSE: Scripted(RELEASING, nonsense="<html>Wartung</html>"),
}


def contract_document() -> Path | None:
    """Return Google's discovery document where it is present."""
    found = SHARED / "contracts" / "youtube-v3" / "youtube.v3.json"
    return found if found.exists() else None


class YouTubeStage(Stage):
    """One channel; a contract that is present is held against every exchange."""

    faults = frozenset(Fault)
    threads = False
    tells_language = False

    def __init__(
        self, youtube: PracticeYouTube, server: TestServer, http: GuardedClient, folder: Path
    ) -> None:
        self.youtube, self._server, self.http, self._folder = youtube, server, http, folder
        self.access = Access(
            {"channel_id": youtube.channel.number},
            {"access_token": TOKEN},
            stand_ins={ORIGIN: str(server.make_url("")).rstrip("/")},
        )

    def connector(self) -> YouTubeConnector:
        return YouTubeConnector(Surroundings(self.http, Path("/nowhere")))

    def command(self, *, parts: int = 1, pictures: int = 0) -> Command:
        command = super().command(parts=parts, pictures=pictures)
        return replace(command, outgoing=replace(command.outgoing, films=(self.film(),)))

    def film(self, size: int = 1000, *, captions: bool = False) -> Film:
        """Return a film of so many bytes; what is in them does not matter to the connector."""
        content = hashlib.shake_256(str(size).encode()).digest(size)
        path = self._folder / f"{size}.mp4"
        path.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        told = (Captions("de", hashlib.sha256(SUBTITLES).hexdigest(), SUBTITLES),)
        return Film(
            digest,
            "video/mp4",
            1080,
            1920,
            12.0,
            size,
            captions=told if captions else (),
            path=path,
        )

    async def seen(self) -> list[Seen]:
        return [
            Seen(one.number, one.snippet["description"])
            for one in self.youtube.videos
            if one.status["privacyStatus"] == "public" and not one.deleted
        ]

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self._server.close()
            case Fault.ACCESS_LOST:
                self.youtube.revoked.add(TOKEN)
            case _:
                self.youtube.faults.add(replace(SCRIPTS[fault]))


@asynccontextmanager
async def stage(consent: PracticeConsent | None = None) -> AsyncIterator[YouTubeStage]:
    """Open a YouTube with one channel."""
    youtube = PracticeYouTube(PracticeChannel("Stadt Musterstadt", TOKEN), consent=consent)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            TestServer(youtube_app(youtube, contract=contract_document())) as server,
            GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
        ):
            yield YouTubeStage(youtube, server, http, Path(folder))
    assert youtube.violations == []


Scene = Callable[[YouTubeStage], Awaitable[None]]


def play(scene: Scene, *, consent: PracticeConsent | None = None) -> None:
    """Play a scene on a stage of its own."""

    async def run() -> None:
        async with stage(consent) as opened:
            await scene(opened)

    asyncio.run(run())
