"""A LinkedIn in this process, seen as its readers see it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Surroundings
from ausrufer.channels.testing import Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.linkedin_page import LinkedInPageConnector
from ausrufer.connectors.linkedin_page.api import ORIGIN
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.consent import PracticeConsent
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.linkedin import PracticeLinkedIn, PracticePage, linkedin_app
from tests.published import SHARED

TOKEN = "AQX-geheimes_Token_der_Seite_4711"
NUMBER = 4711
POSTING = "POST /rest/posts"
_LONG = {"status": 422, "code": "FIELD_LENGTH_TOO_LONG", "message": "commentary is too long"}
SCRIPTS = {
    Fault.BUSY: Scripted(POSTING, status=429, body={"status": 429, "code": "TOO_MANY_REQUESTS"}),
    Fault.REFUSED: Scripted(POSTING, status=422, body=_LONG),
    Fault.BROKEN_BEFORE: Scripted(POSTING, broken="before"),
    Fault.BROKEN_AFTER: Scripted(POSTING, broken="after"),
    Fault.NONSENSE: Scripted(POSTING, nonsense="<html>Wartung</html>"),
}


def contract_document() -> Path | None:
    """Return the description of the interface where it is present."""
    found = SHARED / "contracts" / "thirdparty-zernio" / "linkedin.yaml"
    return found if found.exists() else None


class LinkedInStage(Stage):
    """One page; a contract that is present is held against every exchange it describes."""

    faults = frozenset(Fault)
    threads = False
    tells_language = False

    def __init__(self, linkedin: PracticeLinkedIn, server: TestServer, http: GuardedClient) -> None:
        self.linkedin, self._server, self.http = linkedin, server, http
        self.access = Access(
            {"organization": f"urn:li:organization:{NUMBER}"},
            {"access_token": TOKEN},
            stand_ins={ORIGIN: str(server.make_url("")).rstrip("/")},
        )

    def connector(self) -> LinkedInPageConnector:
        return LinkedInPageConnector(Surroundings(self.http, Path("/nowhere")))

    async def seen(self) -> list[Seen]:
        return [
            Seen(one.urn, one.text, "", tuple(SeenPicture(*picture) for picture in one.pictures))
            for one in self.linkedin.posts
            if not one.deleted
        ]

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self._server.close()
            case Fault.ACCESS_LOST:
                self.linkedin.revoked.add(TOKEN)
            case _:
                self.linkedin.faults.add(replace(SCRIPTS[fault]))


@asynccontextmanager
async def stage(consent: PracticeConsent | None = None) -> AsyncIterator[LinkedInStage]:
    """Open a LinkedIn with one page."""
    linkedin = PracticeLinkedIn([PracticePage(NUMBER, "Stadt Musterstadt", TOKEN)], consent=consent)
    async with (
        TestServer(linkedin_app(linkedin, contract=contract_document())) as server,
        GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
    ):
        yield LinkedInStage(linkedin, server, http)
    assert linkedin.violations == []


Scene = Callable[[LinkedInStage], Awaitable[None]]


def play(scene: Scene, *, consent: PracticeConsent | None = None) -> None:
    """Play a scene on a stage of its own."""

    async def run() -> None:
        async with stage(consent) as opened:
            await scene(opened)

    asyncio.run(run())
