"""A Reddit in this process, seen as its readers see it: its Markdown rendered by somebody else."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp.test_utils import TestServer
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from ausrufer.channels.contract import Access, Surroundings
from ausrufer.channels.testing import Fault, Seen, Stage
from ausrufer.connectors.reddit import RedditConnector
from ausrufer.connectors.reddit.api import ORIGIN
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.reddit import Community, PracticeReddit, Redditor, reddit_app

TOKEN = "reddit-zugriff-4711-geheim"
SUBMITTING = "POST /api/submit/"
_BUSY = {
    "json": {
        "ratelimit": 540,
        "errors": [["RATELIMIT", "you are doing that too much. try again in 9 minutes.", "x"]],
    }
}
_LONG = {"json": {"errors": [["TOO_LONG", "this is too long (max: 40000)", "text"]]}}
SCRIPTS = {
    Fault.BUSY: Scripted(SUBMITTING, status=200, body=_BUSY),
    Fault.REFUSED: Scripted(SUBMITTING, status=200, body=_LONG),
    Fault.BROKEN_BEFORE: Scripted(SUBMITTING, broken="before"),
    Fault.BROKEN_AFTER: Scripted(SUBMITTING, broken="after"),
    Fault.NONSENSE: Scripted(SUBMITTING, nonsense="<html>Wartung</html>"),
}


class RedditStage(Stage):
    """One account that moderates one community; requests unlike the recorded ones are noticed."""

    faults = frozenset(Fault)
    threads = False
    tells_language = False
    exchanges_pictures = False

    def __init__(self, reddit: PracticeReddit, server: TestServer, http: GuardedClient) -> None:
        self.reddit, self._server, self._http = reddit, server, http
        self.access = Access(
            {"subreddit": "musterstadt", "username": "Musterstadt", "client_id": "app"},
            {"access_token": TOKEN, "client_secret": "geheimnis-der-anwendung"},
            stand_ins={ORIGIN: str(server.make_url("")).rstrip("/")},
        )

    def connector(self) -> RedditConnector:
        return RedditConnector(Surroundings(self._http, Path("/nowhere")))

    async def seen(self) -> list[Seen]:
        return [Seen(one.name, read(one.text)) for one in self.reddit.posts()]

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self._server.close()
            case Fault.ACCESS_LOST:
                self.reddit.revoked.add(TOKEN)
            case _:
                self.reddit.faults.add(replace(SCRIPTS[fault]))


def read(source: str) -> str:
    """Return what readers see of a Markdown source."""
    page = BeautifulSoup(MarkdownIt("commonmark").render(source), "html.parser")
    for line_end in page.find_all("br"):
        line_end.replace_with("")
    return "\n\n".join(one.get_text() for one in page.find_all(["p", "li", "h1", "code"]))


@asynccontextmanager
async def stage() -> AsyncIterator[RedditStage]:
    """Open a Reddit with the town's community and a resident."""
    town, erika = Redditor("Musterstadt", TOKEN), Redditor("erika", "token-erika")
    communities = [
        Community("musterstadt", {"Musterstadt"}),
        Community("u_Musterstadt", {"Musterstadt"}, kind="user"),
        Community("fremd", {"erika"}),
    ]
    reddit = PracticeReddit([town, erika], communities)
    async with (
        TestServer(reddit_app(reddit)) as server,
        GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
    ):
        yield RedditStage(reddit, server, http)
    assert reddit.violations == []


Scene = Callable[[RedditStage], Awaitable[None]]


def play(scene: Scene) -> None:
    """Play a scene on a stage of its own."""

    async def run() -> None:
        async with stage() as opened:
            await scene(opened)

    asyncio.run(run())
