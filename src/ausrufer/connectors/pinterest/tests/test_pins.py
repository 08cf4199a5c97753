"""Pins, boards, reading back, and what refusals mean."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from ausrufer.channels.contract import Access, Published, Tokens
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing.stage import corrected
from ausrufer.connectors.pinterest.api import ORIGIN
from ausrufer.connectors.pinterest.tests.stage import (
    BOARD,
    PINNING,
    TOKEN,
    PinterestStage,
    contract_document,
    number_of,
    play,
)
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.pinterest.state import present


def test_a_pin_carries_title_text_link_and_alternative_text() -> None:
    async def scene(opened: PinterestStage) -> None:
        command = opened.command()
        outgoing = replace(command.outgoing, title="Ä" * 120)
        published = await opened.connector().publish(
            opened.access, replace(command, outgoing=outgoing)
        )
        (pin,) = opened.pinterest.pins
        assert outgoing.link is not None
        assert pin.words == {
            "title": "Ä" * 99 + "…",
            "description": outgoing.parts[0],
            "link": outgoing.link.url,
            "alt_text": outgoing.pictures[0].alt_text,
        }
        assert published.permalink == f"https://www.pinterest.com/pin/{pin.number}/"

    play(scene)


def test_alternative_texts_of_several_pictures_share_one_field() -> None:
    async def scene(opened: PinterestStage) -> None:
        command = opened.command(pictures=3)
        long = [replace(one, alt_text="ä" * 300) for one in command.outgoing.pictures]
        outgoing = replace(command.outgoing, pictures=(*long[:1], replace(long[1], alt_text="")))
        await opened.connector().publish(opened.access, replace(command, outgoing=outgoing))
        outgoing = replace(outgoing, title="Anders", pictures=tuple(long))
        await opened.connector().publish(opened.access, replace(command, outgoing=outgoing))
        told = [pin.words["alt_text"] for pin in opened.pinterest.pins]
        assert told[0] == "Bild 1: " + "ä" * 300
        assert len(told[1]) == 500
        assert told[1].endswith("…")

    play(scene)


def test_other_pictures_need_a_new_pin() -> None:
    async def scene(opened: PinterestStage) -> None:
        command = opened.command()
        before = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=("Neu.",), pictures=1)
        with pytest.raises(PermanentFailure, match="nicht austauschen"):
            await opened.connector().amend(opened.access, correction, before.parts)
        assert [one.text for one in await opened.seen()] == [command.outgoing.parts[0]]

    play(scene)


def test_a_deleted_pin_cannot_be_corrected_and_counts_as_withdrawn() -> None:
    async def scene(opened: PinterestStage) -> None:
        command = opened.command()
        before = await opened.connector().publish(opened.access, command)
        opened.pinterest.pins[0].deleted = True
        with pytest.raises(PermanentFailure) as caught:
            await opened.connector().amend(opened.access, command, before.parts)
        assert "nicht mehr vorhanden" in caught.value.for_staff
        await opened.connector().withdraw(opened.access, before.parts)

    play(scene)


def test_without_a_picture_there_is_no_pin() -> None:
    async def scene(opened: PinterestStage) -> None:
        command = opened.command()
        bare = replace(command, outgoing=replace(command.outgoing, pictures=()))
        with pytest.raises(PermanentFailure, match="keinen Beitrag ohne Bild"):
            await opened.connector().publish(opened.access, bare)

    play(scene)


def test_the_board_is_read_to_its_end() -> None:
    async def scene(opened: PinterestStage) -> None:
        opened.pinterest.page = 2
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        for number in range(5):
            opened.pinterest.take(BOARD, {"title": f"Anderes {number}"}, ["0" * 64])
        assert await opened.connector().find(opened.access, command) == published
        older = opened.pinterest.take(BOARD, dict(opened.pinterest.pins[0].words), ["0" * 64])
        older.at -= timedelta(days=1)
        assert await opened.connector().find(opened.access, command) == published

    play(scene)


def test_twins_are_for_a_person() -> None:
    async def scene(opened: PinterestStage) -> None:
        command = opened.command()
        for _ in range(2):
            await opened.connector().publish(opened.access, command)
        with pytest.raises(OutcomeUnclear, match="equal pins"):
            await opened.connector().find(opened.access, command)

    play(scene)


def test_a_pin_with_our_title_and_other_words_is_for_a_person() -> None:
    async def scene(opened: PinterestStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        changed = replace(command.outgoing, parts=("Von Hand geändert.",))
        with pytest.raises(OutcomeUnclear, match="with our title"):
            await opened.connector().find(opened.access, replace(command, outgoing=changed))
        opened.pinterest.take(BOARD, {"title": command.outgoing.title}, ["0" * 64])
        assert await opened.connector().find(opened.access, command) == published

    play(scene)


@pytest.mark.parametrize("body", [{"bookmark": None}, {"items": [None]}, {"items": {}}])
def test_a_list_that_is_none_proves_nothing(body: Any) -> None:
    async def scene(opened: PinterestStage) -> None:
        on = f"GET /v5/boards/{BOARD}/pins"
        opened.pinterest.faults.add(Scripted(on, status=200, body=body))
        with pytest.raises(TemporaryFailure):
            await opened.connector().find(opened.access, opened.command())
        never = replace(opened.command(), first_attempt_at=None)
        assert await opened.connector().find(opened.access, never) == Published(())

    play(scene)


def test_every_public_board_is_offered() -> None:
    async def scene(opened: PinterestStage) -> None:
        opened.pinterest.page = 1
        bare = Access({"client_id": "app"}, {}, stand_ins=opened.access.stand_ins)
        grants = await opened.connector().grants(bare, Tokens(TOKEN))
        assert [(one.account, dict(one.settings)) for one in grants] == [
            ("Aktuelles (@musterstadt)", {"board_id": BOARD}),
            ("Ausflüge (@musterstadt)", {"board_id": "549755885177"}),
        ]

    play(scene)


@pytest.mark.parametrize(
    ("board", "said"),
    [
        ("", "fehlt die Pinnwand"),
        ("../pins", "fehlt die Pinnwand"),
        ("549755885176", "nicht öffentlich"),
        ("1", "gibt es auf Pinterest nicht mehr"),
    ],
)
def test_a_wrong_board_is_told(board: str, said: str) -> None:
    async def scene(opened: PinterestStage) -> None:
        access = replace(opened.access, settings={"board_id": board})
        with pytest.raises(AccessLost) as caught:
            await opened.connector().check_access(access)
        assert said in caught.value.for_staff

    play(scene)


def test_an_app_on_trial_is_told_what_to_apply_for() -> None:
    async def scene(opened: PinterestStage) -> None:
        opened.pinterest.trial = True
        with pytest.raises(AccessLost) as caught:
            await opened.connector().publish(opened.access, opened.command())
        assert "Standard-Zugang" in caught.value.for_staff

    play(scene)


@pytest.mark.parametrize(
    ("status", "body", "expected", "said"),
    [
        (400, {"code": 1, "message": "Zu lang"}, PermanentFailure, "„Zu lang“"),
        (401, {"code": 2, "message": "x"}, AccessLost, "nimmt den Zugang nicht mehr an"),
        (403, {"code": 7, "message": "x"}, AccessLost, "nimmt den Zugang nicht mehr an"),
        (404, {"code": 40, "message": "x"}, AccessLost, "gibt es auf Pinterest nicht mehr"),
        (429, {"code": 8, "message": "x"}, TemporaryFailure, "Pause"),
        (500, {"code": 9, "message": "x"}, OutcomeUnclear, "steht noch nicht fest"),
        (400, "<html>nein</html>", PermanentFailure, "ohne einen Grund"),
        (200, {"code": "x"}, OutcomeUnclear, "nicht zu verstehen"),
    ],
)
def test_a_refused_pin(status: int, body: Any, expected: type[ConnectorFailure], said: str) -> None:
    async def scene(opened: PinterestStage) -> None:
        opened.pinterest.faults.add(Scripted(PINNING, status=status, body=body))
        with pytest.raises(ConnectorFailure) as caught:
            await opened.connector().publish(opened.access, opened.command())
        assert type(caught.value) is expected
        assert said in caught.value.for_staff

    play(scene)


@pytest.mark.skipif(contract_document() is None, reason="the document is not beside us")
@pytest.mark.parametrize(
    "body",
    [
        {"board_id": "x"},
        {"board_id": BOARD, "alt_text": "a" * 501},
        {"board_id": BOARD, "alttext": "a"},
        {"board_id": BOARD, "media_source": {"source_type": "image_base64", "data": "a"}},
    ],
)
def test_a_request_outside_the_document_is_noticed(body: Any) -> None:
    async def scene(opened: PinterestStage) -> None:
        async with aiohttp.ClientSession() as session:
            url = f"{opened.access.origin(ORIGIN)}/v5/pins"
            headers = {"Authorization": f"Bearer {TOKEN}"}
            async with session.post(url, json=body, headers=headers) as answer:
                assert answer.status == 500
        assert len(opened.pinterest.violations) == 1
        opened.pinterest.violations.clear()

    play(scene)


def test_an_id_of_ours_holds_that_of_pinterest() -> None:
    async def scene(opened: PinterestStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        assert number_of(published.parts[0]) == opened.pinterest.pins[0].number

    play(scene)


def test_a_pin_is_measured() -> None:
    async def scene(opened: PinterestStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        measured = await opened.connector().measure(opened.access, published.parts)
        assert measured.numbers == {"views": 40, "clicks": 3, "likes": 10, "comments": 2}

    play(scene)


def test_a_clock_that_is_behind_hides_nothing() -> None:
    async def scene(opened: PinterestStage) -> None:
        opened.pinterest.clock = lambda: present() - timedelta(minutes=20)
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        assert await opened.connector().find(opened.access, command) == published

    play(scene)
