"""A Threads in this process, seen as its readers see it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Lends, Surroundings
from ausrufer.channels.testing import Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.meta.tests.stages import lending, published, refused
from ausrufer.connectors.meta.threads import ThreadsConnector
from ausrufer.connectors.meta.threads.profile import ORIGIN
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.meta import PracticeProfile, PracticeThreads, threads_app

TOKEN, SECRET = "THQVJgeheimesToken", "appGeheim1234"
PUBLISH, PREPARE = "POST /v1.0/me/threads_publish", "POST /v1.0/me/threads"
SCRIPTS = {
    Fault.BUSY: refused(PUBLISH, 613),
    Fault.REFUSED: refused(PUBLISH, 100),
    Fault.BROKEN_BEFORE: Scripted(PUBLISH, broken="before"),
    Fault.BROKEN_AFTER: Scripted(PUBLISH, broken="after"),
    Fault.NONSENSE: Scripted(PUBLISH, nonsense="<html>Wartung</html>"),
}


class ThreadsStage(Stage):
    """One profile; a contract that is present is held against every exchange."""

    faults = frozenset(Fault)
    tells_language = False

    def __init__(
        self, threads_: PracticeThreads, server: TestServer, http: GuardedClient, lend: Lends
    ) -> None:
        self.platform, self._server, self._http, self._lend = threads_, server, http, lend
        self.access = Access(
            {"client_id": "2002"},
            {"access_token": TOKEN, "client_secret": SECRET},
            stand_ins={ORIGIN: str(server.make_url("")).rstrip("/")},
        )

    def connector(self) -> ThreadsConnector:
        return ThreadsConnector(Surroundings(self._http, Path("/nowhere"), self._lend))

    async def seen(self) -> list[Seen]:
        return [
            Seen(one.id, one.text, pictures=tuple(SeenPicture(*each) for each in one.pictures))
            for one in self.platform.threads.values()
            if not one.gone and one.username == "musterstadt"
        ]

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self._server.close()
            case Fault.ACCESS_LOST:
                self.platform.revoked.add(TOKEN)
            case _:
                self.platform.faults.add(replace(SCRIPTS[fault]))


@asynccontextmanager
async def stage() -> AsyncIterator[ThreadsStage]:
    """Open a Threads with one profile."""
    platform = PracticeThreads(PracticeProfile("4711", "musterstadt", TOKEN), app_secret=SECRET)
    document = published("meta-threads", "threads-api.postman_collection.json")
    async with (
        lending() as lend,
        TestServer(threads_app(platform, contract=document)) as server,
        GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
    ):
        yield ThreadsStage(platform, server, http, lend)
    assert platform.violations == []


Scene = Callable[[ThreadsStage], Awaitable[None]]


def play(scene: Scene) -> None:
    """Play a scene on a new stage."""

    async def run() -> None:
        async with stage() as opened:
            await scene(opened)

    asyncio.run(run())
