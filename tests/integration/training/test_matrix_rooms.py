"""The practice Matrix server speaks as the specification says, and counts what stands there."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from ausrufer.channels.contract import Access, Command, Outgoing, Published, Surroundings
from ausrufer.channels.errors import OutcomeUnclear, PermanentFailure
from ausrufer.channels.testing import example_picture
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
OTHER = "22222222-2222-4222-8222-222222222222"
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


def test_an_edit_of_what_was_taken_back_is_not_seen() -> None:
    async def act(connector: MatrixRoomConnector, access: Access) -> None:
        sent = await connector.publish(access, _said(KEY, "Erst so."))
        await connector.amend(access, _said(KEY[::-1], "Nun so."), sent.parts)
        rooms.events[0].redacted = True
        assert _told(rooms) == [("Nun so.", True)]
        with pytest.raises(PermanentFailure, match="words are gone"):
            await connector.amend(access, _said(OTHER, "Zu spät."), sent.parts)
        assert len(rooms.events) == 2

    rooms = MatrixRooms(rooms={ROOM: []})
    assert faults_of(asyncio.run(_acted(rooms, act))) == []


@pytest.mark.parametrize("pictures", [0, 1, 3])
@pytest.mark.parametrize("gone", [{1}, {3}, {1, 2}, {1, 2, 3}])
def test_pictures_a_dropped_correction_took_away_come_back(gone: set[int], pictures: int) -> None:
    async def act(connector: MatrixRoomConnector, access: Access) -> None:
        target = (await connector.publish(access, _said(KEY, "Drei.", 3))).parts
        for number in gone:
            rooms.events[number].redacted = True
        longer = _said(OTHER, "Wieder drei.", 3)
        for _ in range(2):
            done = await connector.amend(access, longer, target)
            assert _standing(rooms) == done.parts[0].remote_id.split(" ")
            assert len(_standing(rooms)) == 4
        # it is dropped unrecorded: the next one takes over what it sent
        there = (await connector.find_added(access, longer, target)).parts
        done = await connector.amend(access, _said(KEY[::-1], "Zuletzt.", pictures), there)
        assert _standing(rooms) == done.parts[0].remote_id.split(" ")
        assert len(_standing(rooms)) == 1 + pictures
        await connector.withdraw(access, there)
        assert _standing(rooms) == []

    rooms = MatrixRooms(rooms={ROOM: []})
    assert faults_of(asyncio.run(_acted(rooms, act))) == []


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


def _said(key: str, text: str, pictures: int = 0) -> Command:
    shown = tuple(example_picture(number) for number in range(pictures))
    said = Outgoing("m", "de", "Titel", (text,), pictures=shown)
    return Command(key, said, first_attempt_at=now())


def _told(rooms: MatrixRooms) -> list[tuple[str, bool]]:
    return [(one["text"], one["deleted"]) for one in posts(rooms.events)]


def _standing(rooms: MatrixRooms) -> list[str]:
    return [one["id"] for one in posts(rooms.events) if not one["deleted"]]
