"""Containers, chains, and the container that is ready and cannot be found (24/4279009)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ausrufer.channels.contract import Published
from ausrufer.channels.errors import (
    AccessLost,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import SeenPicture
from ausrufer.connectors.meta.network import Missed, NotReady
from ausrufer.connectors.meta.tests.stages import example_film, raises, refused
from ausrufer.connectors.meta.threads.tests.stage import PREPARE, PUBLISH, ThreadsStage, play
from ausrufer.training.faults import Fault as Scripted


def test_a_carousel_carries_its_text_and_alternative_texts() -> None:
    async def scene(opened: ThreadsStage) -> None:
        command = opened.command(pictures=3)
        await opened.connector().publish(opened.access, command)
        (post,) = await opened.seen()
        shown = tuple(SeenPicture(one.sha256, one.alt_text) for one in command.outgoing.pictures)
        assert (post.text, post.pictures) == (command.outgoing.parts[0], shown)

    play(scene)


@pytest.mark.parametrize(("pictures", "cards"), [(0, 1), (1, 0)])
def test_the_card_stands_beside_text_only(pictures: int, cards: int) -> None:
    async def scene(opened: ThreadsStage) -> None:
        command = opened.command(parts=2, pictures=pictures)
        await opened.connector().publish(opened.access, command)
        links = [one.link for one in opened.platform.threads.values()]
        assert command.outgoing.link is not None
        assert links == [command.outgoing.link.url if cards else "", ""]

    play(scene)


def test_what_is_slow_is_asked_again_and_never_prepared_twice() -> None:
    async def scene(opened: ThreadsStage) -> None:
        opened.platform.slow = 1
        command = opened.command(pictures=2)
        for _ in range(3):  # two pictures and the carousel
            with raises(NotReady, "verarbeitet den Beitrag noch"):
                await opened.connector().publish(opened.access, command)
        await opened.connector().publish(opened.access, command)
        assert len(opened.platform.containers) == 3
        assert len(await opened.seen()) == 1

    play(scene)


def test_a_container_not_found_is_waited_for_then_made_anew() -> None:
    async def scene(opened: ThreadsStage) -> None:
        opened.platform.faults.add(refused(PUBLISH, 24, 4279009, times=2))
        command = opened.command()
        made = []
        for _ in range(2):
            with pytest.raises(Missed) as caught:
                await opened.connector().publish(opened.access, command)
            assert caught.value.retry_after == timedelta(seconds=30)
            made.append(len(opened.platform.containers))
        await opened.connector().publish(opened.access, command)
        assert [*made, len(opened.platform.containers)] == [1, 1, 2]
        assert len(await opened.seen()) == 1

    play(scene)


def test_after_three_containers_a_person_is_told() -> None:
    async def scene(opened: ThreadsStage) -> None:
        opened.platform.faults.add(refused(PUBLISH, 24, 4279009, times=6))
        command = opened.command()
        for _ in range(5):
            with raises(Missed, "verarbeitet den Beitrag noch"):
                await opened.connector().publish(opened.access, command)
        with raises(PermanentFailure, "immer wieder nicht"):
            await opened.connector().publish(opened.access, command)
        assert len(opened.platform.containers) == 3
        assert await opened.seen() == []

    play(scene)


def test_a_container_not_found_may_be_public_all_the_same() -> None:
    async def scene(opened: ThreadsStage) -> None:
        command = opened.command()
        opened.platform.faults.add(refused(PUBLISH, 24, 4279009, times=2))
        with raises(Missed, ""):
            await opened.connector().publish(opened.access, command)
        text = command.outgoing.parts[0]
        there = opened.platform.take(username="musterstadt", text=text)
        published = await opened.connector().publish(opened.access, command)
        assert [one.remote_id for one in published.parts] == [there.id]
        assert len(await opened.seen()) == 1

    play(scene)


def test_a_chain_that_broke_is_looked_for_and_continued() -> None:
    async def scene(opened: ThreadsStage) -> None:
        command = opened.command(parts=3)
        opened.platform.faults.add(refused(PUBLISH, 4, skip=1))
        with raises(OutcomeUnclear, "Von 3 Teilen sind 1 auf Threads erschienen"):
            await opened.connector().publish(opened.access, command)
        found = await opened.connector().find(opened.access, command)
        assert len(found.parts) == 1
        continued = replace(command, already=found.parts)
        published = await opened.connector().publish(opened.access, continued)
        assert [one.text for one in await opened.seen()] == list(command.outgoing.parts)
        above = [one.above for one in opened.platform.threads.values()]
        ids = [one.remote_id for one in published.parts]
        assert above == ["", *ids[:-1]]
        assert await opened.connector().find(opened.access, continued) == published

    play(scene)


def test_a_part_that_is_prepared_but_not_public_is_not_counted() -> None:
    async def scene(opened: ThreadsStage) -> None:
        command = opened.command(parts=2)
        opened.platform.faults.add(Scripted(PUBLISH, broken="before", skip=1))
        with raises(OutcomeUnclear, "Von 2 Teilen sind 1"):
            await opened.connector().publish(opened.access, command)
        assert len((await opened.connector().find(opened.access, command)).parts) == 1

    play(scene)


def test_what_is_published_has_no_state_and_is_waited_for() -> None:
    async def scene(opened: ThreadsStage) -> None:
        command = opened.command()
        opened.platform.faults.add(Scripted(PUBLISH, broken="after"))
        with raises(OutcomeUnclear, ""):
            await opened.connector().publish(opened.access, command)
        listed = Scripted("GET /v1.0/me/threads", status=200, body={"data": []})
        opened.platform.faults.add(listed)
        with raises(TemporaryFailure, "zeigt ihn aber noch nicht"):
            await opened.connector().find(opened.access, command)
        assert len((await opened.connector().find(opened.access, command)).parts) == 1

    play(scene)


def test_nothing_is_found_where_nothing_was_sent() -> None:
    async def scene(opened: ThreadsStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        never = replace(command, first_attempt_at=None)
        assert await opened.connector().find(opened.access, never) == Published(())

    play(scene)


@pytest.mark.parametrize(
    ("told", "sent"),
    [("", ""), ("Alle", "everyone"), ("Follower", "followers_only"), ("erwähnte", "mentioned_only"),
     ("gefolgte", "accounts_you_follow"), ("niemand", "parent_post_author_only")],
)  # fmt: skip
def test_who_may_answer_is_said_once_for_the_whole_chain(told: str, sent: str) -> None:
    async def scene(opened: ThreadsStage) -> None:
        access = replace(opened.access, settings={"reply_control": told})
        await opened.connector().publish(access, opened.command(parts=2))
        assert [one.control for one in opened.platform.threads.values()] == [sent, ""]

    play(scene)


def test_a_word_nobody_knows_for_who_may_answer_is_told() -> None:
    async def scene(opened: ThreadsStage) -> None:
        access = replace(opened.access, settings={"reply_control": "jeder"})
        with raises(AccessLost, "alle, follower, gefolgte, erwähnte, niemand"):
            await opened.connector().check_access(access)

    play(scene)


def test_the_day_is_used_up() -> None:
    async def scene(opened: ThreadsStage) -> None:
        opened.platform.profile.used_today = 250
        with raises(TemporaryFailure, "die 250 Beiträge dieses Tages"):
            await opened.connector().publish(opened.access, opened.command())
        assert opened.platform.containers == {}

    play(scene)


def test_a_broken_preparation_publishes_nothing() -> None:
    async def scene(opened: ThreadsStage) -> None:
        opened.platform.faults.add(Scripted(PREPARE, broken="after"))
        with raises(TemporaryFailure, ""):
            await opened.connector().publish(opened.access, opened.command())
        assert await opened.seen() == []

    play(scene)


def test_a_film_carries_its_alternative_text(tmp_path: Path) -> None:
    async def scene(opened: ThreadsStage) -> None:
        film = example_film(tmp_path)
        command = opened.command(parts=2)
        shown = replace(command.outgoing, films=(film,))
        await opened.connector().publish(opened.access, replace(command, outgoing=shown))
        first, second = await opened.seen()
        assert first.pictures == (SeenPicture(film.sha256, film.alt_text),)
        assert second.pictures == ()

    play(scene)


def test_a_film_nothing_is_remembered_of_is_never_called_absent(tmp_path: Path) -> None:
    async def scene(opened: ThreadsStage) -> None:
        command = opened.command()
        shown = replace(command.outgoing, films=(example_film(tmp_path),))
        filmed, elsewhere = replace(command, outgoing=shown), replace(opened.access, session={})
        with raises(OutcomeUnclear, "vielleicht wird er dort noch verarbeitet"):
            await opened.connector().find(elsewhere, filmed)
        assert (await opened.connector().find(elsewhere, command)).parts == ()

    play(scene)


def test_what_begins_like_ours_and_goes_on_differently_is_for_a_person() -> None:
    async def scene(opened: ThreadsStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        longer = f"{command.outgoing.parts[0]}\nNachtrag."
        other = replace(command.outgoing, parts=(longer,))
        with raises(OutcomeUnclear, "so beginnt wie dieser"):
            await opened.connector().find(opened.access, replace(command, outgoing=other))

    play(scene)
