"""A Facebook in this process, seen as its readers see it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Lends, Surroundings
from ausrufer.channels.testing import Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.meta.facebook_page import FacebookPageConnector
from ausrufer.connectors.meta.graph import FACEBOOK, UPLOADS
from ausrufer.connectors.meta.tests.stages import lending, published, refused
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.meta import PracticeGraph, PracticePage, graph_app

PAGE, TOKEN, SECRET = "175154750010052", "EAAGeheimesTokenDerSeite", "appGeheim1234"
FEED = f"POST /v26.0/{PAGE}/feed"
SCRIPTS = {
    Fault.BUSY: refused(FEED, 32),
    Fault.REFUSED: refused(FEED, 368, 1346003),
    Fault.BROKEN_BEFORE: Scripted(FEED, broken="before"),
    Fault.BROKEN_AFTER: Scripted(FEED, broken="after"),
    Fault.NONSENSE: Scripted(FEED, nonsense="<html>Wartung</html>"),
}


class FacebookStage(Stage):
    """One page; a contract that is present is held against every exchange."""

    faults = frozenset(Fault)
    threads = False
    tells_language = False

    def __init__(
        self, graph: PracticeGraph, server: TestServer, http: GuardedClient, lend: Lends
    ) -> None:
        self.graph, self._server, self._http, self._lend = graph, server, http, lend
        self.access = Access(
            {"page_id": PAGE, "client_id": graph.app_id},
            {"access_token": TOKEN, "client_secret": SECRET},
            stand_ins=dict.fromkeys((FACEBOOK, UPLOADS), str(server.make_url("")).rstrip("/")),
        )

    def connector(self) -> FacebookPageConnector:
        return FacebookPageConnector(Surroundings(self._http, Path("/nowhere"), self._lend))

    async def seen(self) -> list[Seen]:
        return [
            Seen(one.id, one.told["message"], pictures=self._pictures(one.told["photos"]))
            for one in self.graph.all("PagePost")
        ]

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self._server.close()
            case Fault.ACCESS_LOST:
                self.graph.revoked.add(TOKEN)
            case _:
                self.graph.faults.add(replace(SCRIPTS[fault]))

    def _pictures(self, photos: list[str]) -> tuple[SeenPicture, ...]:
        told = [self.graph.things[one].told for one in photos]
        return tuple(SeenPicture(one["sha256"], one["alt"]) for one in told)


@asynccontextmanager
async def stage() -> AsyncIterator[FacebookStage]:
    """Open a Facebook with one page."""
    graph = PracticeGraph([PracticePage(PAGE, "Stadt Musterstadt", TOKEN)], app_secret=SECRET)
    app = graph_app(graph, contract=published("meta-graph", "specs"))
    async with (
        lending() as lend,
        TestServer(app) as server,
        GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
    ):
        yield FacebookStage(graph, server, http, lend)
    assert graph.violations == []


Scene = Callable[[FacebookStage], Awaitable[None]]


def play(scene: Scene) -> None:
    """Play a scene on a new stage."""

    async def run() -> None:
        async with stage() as opened:
            await scene(opened)

    asyncio.run(run())
