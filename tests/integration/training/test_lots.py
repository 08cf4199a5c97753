"""Faults by lot: one seed draws the same, everything is counted, and each does what it says."""

import asyncio
import smtplib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ServerDisconnectedError, web
from aiohttp.test_utils import TestClient, TestServer

from ausrufer.training import lots
from ausrufer.training.faults import Faults, Mishap
from ausrufer.training.lots import Lots
from ausrufer.training.mailbox import Letters, MailServer, Script, serve_smtp
from ausrufer.training.playing import playing
from ausrufer.training.running import in_a_thread
from tests.integration.training.test_mailbox import letter


@asynccontextmanager
async def platform() -> AsyncIterator[tuple[TestClient[Any, Any], list[str]]]:
    """Run a platform that notes what it takes."""
    taken: list[str] = []

    async def take(request: web.Request) -> web.Response:
        taken.append(await request.text())
        return web.json_response({})

    app = web.Application(middlewares=[playing(Faults())])
    app.router.add_post("/posts", take)
    async with TestClient(TestServer(app)) as client:
        yield client, taken


async def begun(client: TestClient[Any, Any], **shares: float) -> None:
    async with client.put("/_lots", json={"seed": "1", "shares": shares}) as answer:
        assert answer.status == 200


async def posted(client: TestClient[Any, Any], text: str) -> int:
    """Post and return the status; 0 where the connection broke."""
    try:
        async with client.post("/posts", data=text) as answer:
            return answer.status
    except ServerDisconnectedError:
        return 0


@pytest.mark.parametrize(
    ("mishap", "status", "taken"),
    [
        (Mishap.BEFORE, 0, []),
        (Mishap.AFTER, 0, ["a"]),
        (Mishap.MUTE_BEFORE, 0, []),
        (Mishap.MUTE_AFTER, 0, ["a"]),
        (Mishap.BUSY, 429, []),
        (Mishap.BROKEN, 503, []),
        (Mishap.EXPIRED, 401, []),
        (Mishap.LATE, 200, ["a"]),
    ],
)
def test_each_mishap_does_what_it_says(
    mishap: Mishap, status: int, taken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for spoken in lots._FAULTS.values():
        for name in spoken.keys() & {"late", "mute"}:
            monkeypatch.setitem(spoken, name, 0.0)

    async def scene() -> None:
        async with platform() as (client, arrived):
            await begun(client, **{mishap: 1.0})
            assert await posted(client, "a") == status
            assert arrived == taken
            async with client.delete("/_lots") as ended:
                told = await ended.json()
            assert told == {"seed": "1", "requests": 1, "drawn": {mishap: 1}}
            assert await posted(client, "b") == 200  # the lots are over

    asyncio.run(scene())


def test_half_done_the_first_is_taken_and_the_second_cut() -> None:
    async def scene() -> None:
        async with platform() as (client, _):
            await begun(client, half=1.0)
            assert [await posted(client, one) for one in "abcd"] == [200, 0, 200, 0]
            async with client.get("/_lots") as answer:
                assert (await answer.json())["drawn"] == {"half": 2}

    asyncio.run(scene())


def test_one_seed_draws_the_same_in_the_shares_that_were_asked_for() -> None:
    def drawn(seed: str) -> Lots:
        found = Lots(seed)
        for _ in range(20_000):
            found.draw("GET", "/feed")
        return found

    first, second = drawn("7"), drawn("7")
    assert first.drawn == second.drawn != drawn("8").drawn
    for mishap, share in lots.USUAL.items():
        if mishap is not Mishap.HALF:  # only what is written can be half done
            assert first.drawn[mishap] / first.requests == pytest.approx(share, rel=0.5)


@pytest.mark.parametrize(
    "asked", [{}, [], {"seed": 1, "shares": {"flood": 1}}, {"seed": 1, "shares": {"slow": 1.5}}]
)
def test_what_is_no_lot_is_refused_and_changes_nothing(asked: Any) -> None:
    async def scene() -> None:
        async with platform() as (client, _):
            async with client.put("/_lots", json=asked) as answer:
                assert answer.status == 400
            async with client.get("/_lots") as answer:
                assert await answer.json() == {}

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("mishap", "kept"),
    [(Mishap.BEFORE, 0), (Mishap.HALF, 0), (Mishap.BUSY, 0), (Mishap.BROKEN, 0), (Mishap.AFTER, 1)],
)
def test_a_mail_server_draws_at_its_own_places(mishap: Mishap, kept: int, tmp_path: Path) -> None:
    letters, script = Letters(tmp_path), Script()
    script.lots = Lots("1", {mishap: 1.0})
    with (
        in_a_thread(lambda: serve_smtp(letters, script), MailServer.close) as server,
        pytest.raises((smtplib.SMTPException, ConnectionError)),
        smtplib.SMTP("127.0.0.1", server.port, timeout=5) as smtp,
    ):
        smtp.send_message(letter(To="leserin@mustermail.example", From="stadt@town.example"))
    assert len(letters.all()) == kept
    assert script.lots.drawn[mishap] == 1
