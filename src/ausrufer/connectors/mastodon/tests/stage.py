"""A Mastodon instance in this process, read by a client that is not ours."""

import asyncio
import hashlib
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from bs4 import BeautifulSoup
from mastodon import Mastodon

from ausrufer.channels.contract import Access, Surroundings
from ausrufer.channels.testing import Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.mastodon import MastodonConnector
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.mastodon import PracticeAccount, PracticeInstance, mastodon_app
from tests.published import SHARED

TOKEN = "ZuGriffsToken-4711-geheim"
POSTING = "POST /api/v1/statuses"
_SCRIPTS = {
    Fault.BUSY: Scripted(POSTING, status=429, body={"error": "Too many requests"}),
    Fault.REFUSED: Scripted(POSTING, status=422, body={"error": "Validation failed: Text"}),
    Fault.BROKEN_BEFORE: Scripted(POSTING, broken="before"),
    Fault.BROKEN_AFTER: Scripted(POSTING, broken="after"),
    Fault.NONSENSE: Scripted(POSTING, nonsense="<html>Wartung</html>"),
}


def _document() -> Path:
    return SHARED / "contracts" / "mastodon" / "schema.json"


def contract_document() -> Path:
    """Return the published contract; skips the test where it is absent."""
    if not _document().exists():
        pytest.skip(f"the contract document is not at {_document()}")
    return _document()


def contract_where_present() -> Path | None:
    """Return the published contract; without it the instance is as strict as it can be alone."""
    return _document() if _document().exists() else None


class HastyConnector(MastodonConnector):
    """Asks without pauses: the emulated instance counts questions, not seconds."""

    patience = (0.0,) * 4


class MastodonStage(Stage):
    """One account on one instance; a contract that is present is held against every exchange."""

    faults = frozenset(Fault)

    def __init__(self, instance: PracticeInstance, server: TestServer, http: GuardedClient) -> None:
        self.instance, self._server, self.http = instance, server, http
        self.base_url = str(server.make_url("")).rstrip("/")
        self.access = Access({"base_url": self.base_url}, {"token": TOKEN})

    def connector(self) -> MastodonConnector:
        return HastyConnector(Surroundings(self.http, Path("/nowhere")))

    async def seen(self) -> list[Seen]:
        return await asyncio.to_thread(self._read)

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self._server.close()
            case Fault.ACCESS_LOST:
                self.instance.revoked.add(TOKEN)
            case _:
                self.instance.faults.add(replace(_SCRIPTS[fault]))

    def break_down(self, fault: Scripted) -> None:
        """Let `fault` happen to every request it concerns, until `recover`."""
        self.instance.faults.add(replace(fault, times=10**6))

    def recover(self) -> None:
        """Let everything go well again."""
        self.instance.faults.waiting.clear()

    def reader(self) -> Any:
        """Return the independent client; it blocks, so it belongs into a thread."""
        return Mastodon(api_base_url=self.base_url, access_token=TOKEN, ratelimit_method="throw")

    def _read(self) -> list[Seen]:
        # Readers need no access of ours, which may be revoked by now.
        reader = Mastodon(api_base_url=self.base_url, ratelimit_method="throw")
        return [_seen(status) for status in reader.account_statuses("1", limit=40)[::-1]]


def _seen(status: Any) -> Seen:
    pictures = tuple(
        SeenPicture(_sha256(media.url), media.description or "")
        for media in status.media_attachments
    )
    return Seen(str(status.id), plain_text(status.content), status.language, pictures)


def plain_text(content: str) -> str:
    """Return what stands on the page: paragraphs and breaks as line ends, links in full."""
    page = BeautifulSoup(content, "html.parser")
    for line_end in page.find_all("br"):
        line_end.replace_with("\n")
    return "\n\n".join(paragraph.get_text() for paragraph in page.find_all("p"))


def _sha256(url: str) -> str:
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - an address of the test's own server
        return hashlib.sha256(answer.read()).hexdigest()


@asynccontextmanager
async def stage(**settings: Any) -> AsyncIterator[MastodonStage]:
    """Open an instance with one account; `settings` are fields of `PracticeInstance`."""
    account = PracticeAccount("musterstadt", "Stadt Musterstadt", TOKEN)
    instance = PracticeInstance.in_folder(None, [account])
    for name, value in settings.items():
        setattr(instance, name, value)
    # The contract is that of today's version.
    contract = None if instance.old else contract_where_present()
    async with (
        TestServer(mastodon_app(instance, contract=contract)) as server,
        GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
    ):
        yield MastodonStage(instance, server, http)
    assert instance.violations == []
