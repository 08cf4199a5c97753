"""Posts, albums, corrections and what Telegram answers to them."""

import asyncio
from dataclasses import replace

import pytest

from ausrufer.channels.contract import Access, Published, RemotePart
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import SeenPicture, example_picture
from ausrufer.channels.testing.stage import corrected
from ausrufer.connectors.telegram_channel.tests.stage import TOKEN, Scene, TelegramStage, stage
from ausrufer.training.faults import Fault as Scripted


def play(scene: Scene) -> None:
    async def run() -> None:
        async with stage() as opened:
            await scene(opened)

    asyncio.run(run())


async def _failure(opened: TelegramStage, access: Access | None = None) -> ConnectorFailure:
    with pytest.raises(ConnectorFailure) as caught:
        await opened.connector().check_access(access or opened.access)
    return caught.value


def test_an_album_is_one_post_and_goes_as_one() -> None:
    async def scene(opened: TelegramStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command(pictures=3))
        assert published == Published(
            (RemotePart("3:1000,1001,1002", "https://t.me/musterstadt/1000"),)
        )
        await opened.connector().withdraw(opened.access, published.parts)
        assert await opened.seen() == []

    play(scene)


def test_the_card_is_the_link_of_the_message_and_nothing_else() -> None:
    async def scene(opened: TelegramStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        bare = replace(command, outgoing=replace(command.outgoing, link=None))
        await opened.connector().publish(opened.access, bare)
        previews = [one.preview for one in opened.telegram.messages]
        assert command.outgoing.link is not None
        assert previews == [command.outgoing.link.url, ""]

    play(scene)


def test_pictures_are_exchanged_in_place() -> None:
    async def scene(opened: TelegramStage) -> None:
        command = opened.command(pictures=2)
        before = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=("Neu.",), pictures=2)
        assert await opened.connector().amend(opened.access, correction, before.parts) == before
        (post,) = await opened.seen()
        expected = tuple(SeenPicture(example_picture(n).sha256, "") for n in (3, 4))
        assert (post.text, post.pictures) == ("Neu.", expected)

    play(scene)


def test_the_number_of_pictures_stays() -> None:
    async def scene(opened: TelegramStage) -> None:
        command = opened.command(pictures=2)
        before = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=("Neu.",), pictures=1)
        with pytest.raises(PermanentFailure, match="Zahl der Bilder"):
            await opened.connector().amend(opened.access, correction, before.parts)
        assert [len(post.pictures) for post in await opened.seen()] == [2]

    play(scene)


def test_the_wait_telegram_asks_for_is_kept() -> None:
    async def scene(opened: TelegramStage) -> None:
        busy = {"ok": False, "error_code": 429, "parameters": {"retry_after": 42}}
        opened.telegram.faults.add(Scripted("POST /*", status=429, body=busy))
        with pytest.raises(TemporaryFailure) as caught:
            await opened.connector().publish(opened.access, opened.command())
        assert caught.value.retry_after is not None
        assert caught.value.retry_after.total_seconds() == 42
        assert TOKEN not in caught.value.for_log

    play(scene)


def test_a_channel_that_moved_needs_a_person() -> None:
    async def scene(opened: TelegramStage) -> None:
        moved = {"ok": False, "error_code": 400, "parameters": {"migrate_to_chat_id": -100}}
        opened.telegram.faults.add(Scripted("POST /*", status=400, body=moved))
        with pytest.raises(AccessLost) as caught:
            await opened.connector().publish(opened.access, opened.command())
        assert "unter einer neuen Nummer" in caught.value.for_staff

    play(scene)


@pytest.mark.parametrize(
    ("lacking", "named"),
    [
        ("can_post_messages", "„Nachrichten veröffentlichen“"),
        ("can_edit_messages", "„Nachrichten anderer bearbeiten“"),
        ("can_delete_messages", "„Nachrichten anderer löschen“"),
    ],
)
def test_a_missing_right_is_named(lacking: str, named: str) -> None:
    async def scene(opened: TelegramStage) -> None:
        opened.telegram.bots[0].channel.rights.discard(lacking)
        failure = await _failure(opened)
        assert isinstance(failure, AccessLost)
        assert failure.for_staff == f"Dem Bot fehlt in diesem Kanal das Recht {named}."

    play(scene)


@pytest.mark.parametrize("told", ["musterstadt", "https://t.me/musterstadt", "@musterstadt/ "])
def test_the_channel_may_be_told_in_several_ways(told: str) -> None:
    async def scene(opened: TelegramStage) -> None:
        access = replace(opened.access, settings={"chat": told})
        report = await opened.connector().check_access(access)
        assert report.account == "Stadt Musterstadt (@musterstadt)"

    play(scene)


@pytest.mark.parametrize(
    ("settings", "secrets", "said"),
    [
        ({"chat": "@anderswo"}, {"token": TOKEN}, "findet Telegram nicht"),
        ({"chat": "../getUpdates"}, {"token": TOKEN}, "Name des Telegram-Kanals ist ungültig"),
        ({"chat": ""}, {"token": TOKEN}, "Name des Telegram-Kanals ist ungültig"),
        ({"chat": "@musterstadt"}, {"token": ""}, "fehlt oder ist unvollständig"),
        ({"chat": "@musterstadt"}, {"token": "x/../y"}, "fehlt oder ist unvollständig"),
        ({"chat": "@musterstadt"}, {"token": TOKEN[:-1] + "8"}, "nimmt den Zugang nicht mehr an"),
    ],
)
def test_a_wrong_access_is_told(
    settings: dict[str, str], secrets: dict[str, str], said: str
) -> None:
    async def scene(opened: TelegramStage) -> None:
        failure = await _failure(opened, replace(opened.access, settings=settings, secrets=secrets))
        assert isinstance(failure, AccessLost)
        assert said in failure.for_staff

    play(scene)
