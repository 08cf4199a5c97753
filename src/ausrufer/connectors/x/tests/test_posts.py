"""Duplicates, threads, pictures, reading back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ausrufer.channels.contract import Published, RemotePart
from ausrufer.channels.errors import NotReadyYet, OutcomeUnclear, PermanentFailure, TemporaryFailure
from ausrufer.channels.testing import SeenPicture, example_picture
from ausrufer.connectors.x.tests.stage import POSTING, XStage, play
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.x.state import present


def test_a_duplicate_that_is_ours_counts_as_published() -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command(parts=2)
        first = await opened.connector().publish(opened.access, command)
        # the answer was lost, and the house tries again
        again = await opened.connector().publish(opened.access, command)
        assert again == first
        assert len(await opened.seen()) == 2

    play(scene)


def test_a_duplicate_of_an_older_post_is_refused() -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command()
        older = opened.x.take(opened.x.accounts[0], command.outgoing.parts[0])
        older.at -= timedelta(days=3)
        with pytest.raises(PermanentFailure) as caught:
            await opened.connector().publish(opened.access, command)
        assert caught.value.for_staff == (
            "X hat den Beitrag abgelehnt, mit der Begründung: „You are not allowed to create a "
            "Tweet with duplicate content.“"
        )
        assert len(await opened.seen()) == 1

    play(scene)


def test_a_duplicate_is_no_verdict_while_x_cannot_be_asked() -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        opened.x.faults.add(Scripted("GET /2/users/*", status=503, body={}))
        with pytest.raises(TemporaryFailure):
            await opened.connector().publish(opened.access, command)

    play(scene)


def test_a_thread_that_tears_is_unclear_and_goes_on_where_it_tore() -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command(parts=3, pictures=1)
        opened.x.faults.add(Scripted(POSTING, status=503, body={}, skip=1))
        with pytest.raises(OutcomeUnclear) as caught:
            await opened.connector().publish(opened.access, command)
        assert caught.value.for_staff.startswith("Von 3 Teilen sind 1 auf X erschienen")
        found = await opened.connector().find(opened.access, command)
        assert len(found.parts) == 1
        whole = await opened.connector().publish(
            opened.access, replace(command, already=found.parts)
        )
        assert whole.parts[:1] == found.parts
        assert [one.over for one in opened.x.posts] == [
            "",
            whole.parts[0].remote_id,
            whole.parts[1].remote_id,
        ]
        assert len(opened.x.media) == 1  # not uploaded again

    play(scene)


def test_a_picture_in_progress_is_asked_for_and_not_sent_twice() -> None:
    async def scene(opened: XStage) -> None:
        opened.x.slow = 2
        command = opened.command(pictures=1)
        for _ in range(2):
            with pytest.raises(NotReadyYet) as caught:
                await opened.connector().publish(opened.access, command)
            assert caught.value.retry_after == timedelta(seconds=2)
        assert opened.x.posts == []
        await opened.connector().publish(opened.access, command)
        (post,) = await opened.seen()
        picture = example_picture(0)
        assert post.pictures == (SeenPicture(picture.sha256, picture.alt_text),)
        assert len(opened.x.media) == 1

    play(scene)


def test_an_own_post_is_found_behind_others() -> None:
    async def scene(opened: XStage) -> None:
        opened.x.page = 2
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        for number in range(5):
            opened.x.take(opened.x.accounts[0], f"Später {number}")
        assert await opened.connector().find(opened.access, command) == published

    play(scene)


def test_what_was_changed_by_hand_is_not_judged() -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        before = opened.x.posts[0]
        opened.x.take(before.author, "Von Hand", before=before)
        with pytest.raises(OutcomeUnclear, match="edited"):
            await opened.connector().find(opened.access, command)

    play(scene)


def test_an_answer_that_lacks_posts_is_no_proof() -> None:
    async def scene(opened: XStage) -> None:
        body = {"meta": {"result_count": 1}}
        opened.x.faults.add(Scripted("GET /2/users/4711/*", status=200, body=body))
        with pytest.raises(TemporaryFailure):
            await opened.connector().find(opened.access, opened.command())

    play(scene)


def test_nothing_sent_is_nothing_found_without_asking() -> None:
    async def scene(opened: XStage) -> None:
        opened.x.revoked.add(opened.access.secrets["access_token"])
        never = replace(opened.command(), first_attempt_at=None)
        assert await opened.connector().find(opened.access, never) == Published(())

    play(scene)


def test_a_post_names_its_address() -> None:
    async def scene(opened: XStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        (part,) = published.parts
        url = f"https://x.com/musterstadt/status/{part.remote_id}"
        assert part == RemotePart(part.remote_id, url)

    play(scene)


def test_a_clock_that_is_behind_hides_nothing() -> None:
    async def scene(opened: XStage) -> None:
        opened.x.clock = lambda: present() - timedelta(minutes=20)
        command = opened.command(parts=2)
        published = await opened.connector().publish(opened.access, command)
        assert await opened.connector().find(opened.access, command) == published

    play(scene)
