"""The own site under the contract every connector is held to, and what is special about a disk."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import lxml.html
import pytest

from ausrufer.channels.contract import Access, Command, RemotePart, Surroundings
from ausrufer.channels.errors import AccessLost, PermanentFailure, TemporaryFailure
from ausrufer.channels.testing import ConnectorContract, Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.hub import HubConnector
from ausrufer.foundation.http import GuardedClient, HttpPolicy

SETTINGS = {
    "base_url": "https://aktuell.musterstadt.example",
    "town_name": "Musterstadt",
    "contact_email": "presse@musterstadt.example",
}


class SiteOnDisk(Stage):
    """A folder, read as a feed reader and a browser read the site."""

    faults: ClassVar[frozenset[Fault]] = frozenset({Fault.UNREACHABLE, Fault.ACCESS_LOST})

    def __init__(self, http: GuardedClient, folder: Path) -> None:
        self._surroundings = Surroundings(http=http, public_folder=folder)
        self.site = folder / "musterstadt"
        self.access = Access(settings=dict(SETTINGS), secrets={}, owner="musterstadt")

    def connector(self) -> HubConnector:
        return HubConnector(self._surroundings)

    def command(self, *, parts: int = 1, pictures: int = 0) -> Command:
        command = super().command(parts=parts, pictures=pictures)
        path = f"2026/11/bruecke-gesperrt-{command.outgoing.public_id[:8]}"
        return replace(command, outgoing=replace(command.outgoing, path=path))

    async def seen(self) -> list[Seen]:
        feed = self.site / "web" / "feed.json"
        items = json.loads(feed.read_bytes())["items"] if feed.exists() else []
        return [self._seen(item) for item in reversed(items)]

    async def arrange(self, fault: Fault) -> None:
        if fault is Fault.UNREACHABLE:
            self.site.write_text("an der Stelle des Ordners liegt eine Datei")
        else:
            broken = {**SETTINGS, "base_url": ""}
            self.access = Access(settings=broken, secrets={}, owner="musterstadt")

    def _seen(self, item: Mapping[str, str]) -> Seen:
        page = self.site / "web" / item["url"].removeprefix(SETTINGS["base_url"] + "/")
        document = lxml.html.fromstring((page / "index.html").read_bytes())
        pictures = tuple(
            SeenPicture(self._sha256(page / image.get("src")), image.get("alt"))
            for image in document.find_class("u-photo")
        )
        entry = self._entry_at(item["url"])
        return Seen(entry, item["content_text"], item["language"], pictures)

    def _entry_at(self, url: str) -> str:
        for file in (self.site / "entries").glob("*.json"):
            entry = json.loads(file.read_bytes())
            if url.endswith(entry["path"]):
                return str(entry["public_id"])
        raise LookupError(url)

    @staticmethod
    def _sha256(path: Path) -> str:
        return hashlib.sha256(path.read_bytes()).hexdigest()


class TestHub(ConnectorContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self._tmp_path, self._count = tmp_path, 0

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        self._count += 1
        folder = self._tmp_path / str(self._count)
        folder.mkdir()
        return _open(folder)


@asynccontextmanager
async def _open(folder: Path) -> AsyncIterator[SiteOnDisk]:
    async with GuardedClient(HttpPolicy()) as http:
        yield SiteOnDisk(http, folder)


def test_the_time_of_the_first_attempt_is_the_time_of_publication(tmp_path: Path) -> None:
    async def play() -> None:
        async with _open(tmp_path) as stage:
            command = stage.command()
            await stage.connector().publish(stage.access, command)
            feed = json.loads((stage.site / "web" / "feed.json").read_bytes())
            assert command.first_attempt_at is not None
            assert feed["items"][0]["date_published"] == (
                command.first_attempt_at.replace(microsecond=0).isoformat()
            )

    asyncio.run(play())


def test_a_refused_message_stays_refused(tmp_path: Path) -> None:
    async def play() -> None:
        async with _open(tmp_path) as stage:
            connector, command = stage.connector(), stage.command()
            (part,) = (await connector.publish(stage.access, command)).parts
            await connector.withdraw(stage.access, [part])
            with pytest.raises(PermanentFailure) as failure:
                await connector.publish(stage.access, command)
            assert "zurückgezogen" in failure.value.for_staff
            assert (await connector.find(stage.access, command)).parts == ()

    asyncio.run(play())


def test_withdrawing_what_was_never_there_counts_as_done(tmp_path: Path) -> None:
    async def play() -> None:
        async with _open(tmp_path) as stage:
            await stage.connector().withdraw(stage.access, [RemotePart("unbekannt")])
            assert await stage.seen() == []

    asyncio.run(play())


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("accent", "#ffee00", "Kontrast"), ("town_name", "", "fehlt")],
)
def test_wrong_settings_pause_the_channel_with_a_reason(
    tmp_path: Path, name: str, value: str, words: str
) -> None:
    async def play() -> None:
        async with _open(tmp_path) as stage:
            access = Access(settings={**SETTINGS, name: value}, secrets={}, owner="musterstadt")
            with pytest.raises(AccessLost) as failure:
                await stage.connector().check_access(access)
            assert words in failure.value.for_staff

    asyncio.run(play())


def test_a_full_disk_is_told_to_it_in_german(tmp_path: Path) -> None:
    async def play() -> None:
        async with _open(Path("/dev/full")) as stage:
            with pytest.raises(TemporaryFailure) as failure:
                await stage.connector().check_access(stage.access)
            assert "IT Bescheid" in failure.value.for_staff

    asyncio.run(play())
