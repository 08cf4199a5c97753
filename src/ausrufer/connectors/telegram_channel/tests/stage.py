"""A Telegram in this process, seen as its readers see it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Surroundings
from ausrufer.channels.testing import Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.telegram_channel import TelegramChannelConnector
from ausrufer.connectors.telegram_channel.api import ORIGIN
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.telegram import (
    PracticeBot,
    PracticeChannel,
    PracticeTelegram,
    telegram_app,
)
from tests.published import SHARED

TOKEN = "471147114:AAH-geheimes_Token_des_Bots_1234567"
_SENDING = f"POST /bot{TOKEN}/sendMessage"
_BUSY = {
    "ok": False,
    "error_code": 429,
    "description": "Too Many Requests: retry after 7",
    "parameters": {"retry_after": 7},
}
_LONG = {"ok": False, "error_code": 400, "description": "Bad Request: message is too long"}
SCRIPTS = {
    Fault.BUSY: Scripted(_SENDING, status=429, body=_BUSY),
    Fault.REFUSED: Scripted(_SENDING, status=400, body=_LONG),
    Fault.BROKEN_BEFORE: Scripted(_SENDING, broken="before"),
    Fault.BROKEN_AFTER: Scripted(_SENDING, broken="after"),
    Fault.NONSENSE: Scripted(_SENDING, nonsense="<html>Wartung</html>"),
}


def contract_document() -> Path | None:
    """Return the published list of methods where it is present."""
    found = SHARED / "contracts" / "telegram-bot-api" / "api.json"
    return found if found.exists() else None


class TelegramStage(Stage):
    """One bot in one channel; a contract that is present is held against every exchange."""

    faults = frozenset(Fault)
    threads = False
    tells_language = False

    def __init__(self, telegram: PracticeTelegram, server: TestServer, http: GuardedClient) -> None:
        self.telegram, self._server, self._http = telegram, server, http
        self.access = Access(
            {"chat": "@musterstadt"},
            {"token": TOKEN},
            stand_ins={ORIGIN: str(server.make_url("")).rstrip("/")},
        )

    def connector(self) -> TelegramChannelConnector:
        return TelegramChannelConnector(Surroundings(self._http, Path("/nowhere")))

    async def seen(self) -> list[Seen]:
        posts: dict[str, list[Seen]] = {}
        for one in self.telegram.messages:
            if not one.deleted:
                pictures = (SeenPicture(one.photo, ""),) if one.photo else ()
                said = Seen(str(one.number), one.text, pictures=pictures)
                posts.setdefault(one.group or str(one.number), []).append(said)
        return [_whole(one) for one in posts.values()]

    async def arrange(self, fault: Fault) -> None:
        match fault:
            case Fault.UNREACHABLE:
                await self._server.close()
            case Fault.ACCESS_LOST:
                self.telegram.revoked.add(TOKEN)
            case _:
                self.telegram.faults.add(replace(SCRIPTS[fault]))


def _whole(messages: list[Seen]) -> Seen:
    pictures = tuple(picture for one in messages for picture in one.pictures)
    numbers = ",".join(one.remote_id for one in messages)
    return Seen(f"{len(pictures)}:{numbers}", messages[0].text, "", pictures)


@asynccontextmanager
async def stage() -> AsyncIterator[TelegramStage]:
    """Open a Telegram with one bot and its channel."""
    channel = PracticeChannel("musterstadt", "Stadt Musterstadt")
    telegram = PracticeTelegram([PracticeBot(TOKEN, channel)])
    async with (
        TestServer(telegram_app(telegram, contract=contract_document())) as server,
        GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
    ):
        yield TelegramStage(telegram, server, http)
    assert telegram.violations == []


Scene = Callable[[TelegramStage], Awaitable[None]]
