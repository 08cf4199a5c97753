"""The practice Matrix server speaks as the specification says, and counts what stands there."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from ausrufer.channels.contract import Access, Command, Outgoing, Published, Surroundings
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.connectors.matrix_room import MatrixRoomConnector
from ausrufer.foundation.clock import now
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.faults import Fault, Faults
from ausrufer.training.matrix_reading import posts
from ausrufer.training.matrix_rooms import MatrixRooms
from tests.peers.gate import Exchange, gate
from tests.peers.matrix_contract import faults_of

ROOM = "!rathaus:musterstadt.example"
KEY = "11111111-1111-4111-8111-111111111111"
Acts = Callable[[MatrixRoomConnector, Access], Awaitable[None]]


def test_a_message_is_sent_found_corrected_and_taken_back_as_the_contract_says() -> None:
    async def act(connector: MatrixRoomConnector, access: Access) -> None:
        assert (await connector.check_access(access)).limits == {"picture_bytes": 50_000_000}
        sent = await connector.publish(access, _said(KEY, "Erst so."))
        again = await connector.publish(access, _said(KEY, "Erst so."))
        assert again == sent == await connector.find(access, _said(KEY, "Erst so."))
        await connector.amend(access, _said(KEY[::-1], "Nun so."), sent.parts)
        assert _told(rooms) == [("Nun so.", False)]
        await connector.withdraw(access, sent.parts)
        assert _told(rooms) == [("Nun so.", True)]

    rooms = MatrixRooms(rooms={ROOM: []})
    exchanges = asyncio.run(_acted(rooms, act))
    assert {one.status for one in exchanges} == {200, 404}  # a room without encryption
    assert faults_of(exchanges) == []


def test_faults_are_played_and_a_transaction_is_taken_once() -> None:
    async def act(connector: MatrixRoomConnector, access: Access) -> None:
        # twice: the way between repeats by itself what broke off
        rooms.faults.add(Fault("PUT *", broken="after", times=2))
        with pytest.raises(OutcomeUnclear):
            await connector.publish(access, _said(KEY, "Einmal."))
        assert isinstance(await connector.publish(access, _said(KEY, "Einmal.")), Published)
        assert _told(rooms) == [("Einmal.", False)]

    rooms = MatrixRooms(rooms={ROOM: []})
    asyncio.run(_acted(rooms, act))


async def _acted(rooms: MatrixRooms, act: Acts) -> list[Exchange]:
    exchanges: list[Exchange] = []
    await rooms.open()
    try:
        async with (
            gate(rooms.address, Faults(), exchanges.append) as way,
            GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{way.port}"}))) as http,
        ):
            here = {"homeserver": str(way.make_url("")), "room": ROOM}
            access = Access(here, {"token": rooms.token})
            await act(MatrixRoomConnector(Surroundings(http, Path("/nowhere"))), access)
    finally:
        await rooms.close()
    return exchanges


def _said(key: str, text: str) -> Command:
    return Command(key, Outgoing("m", "de", "Titel", (text,)), first_attempt_at=now())


def _told(rooms: MatrixRooms) -> list[tuple[str, bool]]:
    return [(one["text"], one["deleted"]) for one in posts(rooms.events)]
