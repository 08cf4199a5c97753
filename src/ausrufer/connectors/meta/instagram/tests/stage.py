"""An Instagram in this process, seen as its readers see it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Command, Lends, Surroundings
from ausrufer.channels.testing import Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.meta.graph import FACEBOOK
from ausrufer.connectors.meta.instagram import InstagramConnector
from ausrufer.connectors.meta.tests.stages import as_jpeg, lending, published, refused
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.meta import PracticeAccount, PracticeGraph, PracticePage, graph_app

PAGE, ACCOUNT = "175154750010052", "17841400000000001"
TOKEN, SECRET = "EAAGeheimesTokenDerSeite", "appGeheim1234"
PUBLISH = f"POST /v26.0/{ACCOUNT}/media_publish"
SCRIPTS = {
    Fault.BUSY: refused(PUBLISH, 4),
    Fault.REFUSED: refused(PUBLISH, 36003, 2207009),
    Fault.BROKEN_BEFORE: Scripted(PUBLISH, broken="before"),
    Fault.BROKEN_AFTER: Scripted(PUBLISH, broken="after"),
    Fault.NONSENSE: Scripted(PUBLISH, nonsense="<html>Wartung</html>"),
}


class InstagramStage(Stage):
    """One account; nothing goes there without a picture, and every picture is a JPEG."""

    faults = frozenset(Fault)
    threads = False
    tells_language = False

    def __init__(
        self, graph: PracticeGraph, server: TestServer, http: GuardedClient, lend: Lends
    ) -> None:
        self.graph, self._server, self._http, self._lend = graph, server, http, lend
        self.access = Access(
            {"instagram_id": ACCOUNT, "client_id": graph.app_id},
            {"access_token": TOKEN, "client_secret": SECRET},
            stand_ins={FACEBOOK: str(server.make_url("")).rstrip("/")},
        )

    def connector(self) -> InstagramConnector:
        return InstagramConnector(Surroundings(self._http, Path("/nowhere"), self._lend))

    def command(self, *, parts: int = 1, pictures: int = 0) -> Command:
        command = super().command(parts=parts, pictures=max(pictures, 1))
        shown = tuple(as_jpeg(one) for one in command.outgoing.pictures)
        return replace(command, outgoing=replace(command.outgoing, pictures=shown))

    async def seen(self) -> list[Seen]:
        return [
            Seen(one.id, one.told["caption"],
                 pictures=tuple(SeenPicture(*each) for each in one.told["pictures"]))
            for one in self.graph.all("IGMedia")
        ]  # fmt: skip

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self._server.close()
            case Fault.ACCESS_LOST:
                self.graph.revoked.add(TOKEN)
            case _:
                self.graph.faults.add(replace(SCRIPTS[fault]))


@asynccontextmanager
async def stage() -> AsyncIterator[InstagramStage]:
    """Open an Instagram with one account."""
    account = PracticeAccount(ACCOUNT, "musterstadt")
    page = PracticePage(PAGE, "Stadt Musterstadt", TOKEN, account)
    graph = PracticeGraph([page], app_secret=SECRET)
    app = graph_app(graph, contract=published("meta-graph", "specs"))
    async with (
        lending() as lend,
        TestServer(app) as server,
        GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
    ):
        yield InstagramStage(graph, server, http, lend)
    assert graph.violations == []


Scene = Callable[[InstagramStage], Awaitable[None]]


def play(scene: Scene) -> None:
    """Play a scene on a new stage."""

    async def run() -> None:
        async with stage() as opened:
            await scene(opened)

    asyncio.run(run())
