"""Corrections: edited where X allows it, once, and nothing changed where it does not."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import example_picture
from ausrufer.channels.testing.stage import corrected
from ausrufer.connectors.x.tests.stage import POSTING, XStage, play
from ausrufer.connectors.x.tests.threads import edits, failure_of, saying, texts
from ausrufer.training.faults import Fault as Scripted

LOOKING = "GET /2/tweets"


@pytest.mark.parametrize("answers_newest", [False, True])
@pytest.mark.parametrize("before", [1, 2, 4])
@pytest.mark.parametrize("after", [1, 2, 4])
def test_any_number_of_parts_becomes_any_other(
    before: int, after: int, *, answers_newest: bool
) -> None:
    async def scene(opened: XStage) -> None:
        opened.x.answers_newest = answers_newest
        command = saying(opened.command(), *"abcd"[:before])
        published = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=tuple("ABCD"[:after]))
        first = await opened.connector().amend(opened.access, correction, published.parts)
        again = await opened.connector().amend(opened.access, correction, published.parts)
        assert again == first
        seen = await opened.seen()
        assert [(one.remote_id, one.text) for one in seen] == [
            (part.remote_id, text) for part, text in zip(first.parts, "ABCD", strict=False)
        ]
        kept = min(before, after)
        assert edits(opened.x) == [2] * kept + [1] * (after - kept)
        # from the corrected thread on it goes the same way
        third = saying(correction, *"wxyz"[:before])
        await opened.connector().amend(opened.access, third, first.parts)
        assert await texts(opened) == list("wxyz"[:before])

    play(scene)


def test_only_what_changed_is_edited_and_gets_a_new_address() -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command(parts=3)
        before = (await opened.connector().publish(opened.access, command)).parts
        one, two, three = command.outgoing.parts
        correction = corrected(command, parts=(one, f"{two} (neu)", three))
        after = (await opened.connector().amend(opened.access, correction, before)).parts
        assert (after[0], after[2]) == (before[0], before[2])
        assert after[1].remote_id != before[1].remote_id
        assert after[1].url == f"https://x.com/musterstadt/status/{after[1].remote_id}"
        assert edits(opened.x) == [1, 2, 1]
        assert opened.x.post(after[1].remote_id).over == before[0].remote_id  # type: ignore[union-attr]

    play(scene)


@pytest.mark.parametrize("skip", [0, 1, 2])
@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Scripted(POSTING, broken="before"), OutcomeUnclear),
        (Scripted(POSTING, broken="after"), OutcomeUnclear),
        (Scripted(POSTING, nonsense="<html>"), OutcomeUnclear),
        (Scripted(POSTING, nonsense='{"data": {}}'), OutcomeUnclear),
        (Scripted(POSTING, status=503, body={}), OutcomeUnclear),
        (Scripted(POSTING, status=429, body={}), TemporaryFailure),
        (Scripted(POSTING, status=401, body={}), AccessLost),
        (Scripted(POSTING, status=400, body={}), PermanentFailure),
        (Scripted(POSTING, status=403, body={"type": "about:blank"}), PermanentFailure),
    ],
)
def test_a_correction_that_broke_off_goes_on_and_edits_nothing_twice(
    fault: Scripted, expected: type[ConnectorFailure], skip: int
) -> None:
    async def scene(opened: XStage) -> None:
        command = saying(opened.command(), "a", "b")
        published = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=("A", "B", "C"))
        opened.x.faults.add(replace(fault, skip=skip))
        assert type(await failure_of(opened, correction, published.parts)) is expected
        for _ in range(2):
            await opened.connector().amend(opened.access, correction, published.parts)
        assert await texts(opened) == ["A", "B", "C"]
        assert edits(opened.x) == [2, 2, 1]

    play(scene)


@pytest.mark.parametrize(
    "fault",
    [
        Scripted(LOOKING, status=503, body={}),
        Scripted(LOOKING, broken="after"),
        Scripted(LOOKING, nonsense="<html>"),
        Scripted(LOOKING, status=200, body={}),
        Scripted(LOOKING, status=200, body={"data": [], "errors": [{"value": "1"}]}),
    ],
)
def test_without_an_answer_of_x_nothing_is_changed(fault: Scripted) -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        opened.x.faults.add(fault)
        correction = corrected(command, parts=("Neu",))
        assert type(await failure_of(opened, correction, published.parts)) is TemporaryFailure
        assert edits(opened.x) == [1]

    play(scene)


def test_an_edit_that_comes_through_late_is_not_made_again() -> None:
    """X refuses the second edit of the same version; a look tells that it is the first of ours."""

    async def scene(opened: XStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=("Neu",))
        opened.x.faults.add(Scripted(POSTING, held=True))
        going = asyncio.create_task(
            opened.connector().amend(opened.access, correction, published.parts)
        )
        await opened.x.faults.somebody_waits()
        before = opened.x.posts[0]
        late = opened.x.take(before.author, "Neu", before=before)
        opened.x.faults.release()
        assert [part.remote_id for part in (await going).parts] == [late.number]
        assert edits(opened.x) == [2]

    play(scene)


@pytest.mark.parametrize("code", ["", "client-forbidden"])
def test_the_late_edit_of_a_dropped_correction_is_no_refusal(code: str) -> None:
    """Another version came between the look and the edit: the next attempt edits that one."""

    async def scene(opened: XStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=("Zweite Berichtigung",))
        refused = {"type": f"https://api.x.com/2/problems/{code}"} if code else {}
        opened.x.faults.add(Scripted(POSTING, held=True, status=403 if code else 0, body=refused))
        going = asyncio.create_task(failure_of(opened, correction, published.parts))
        await opened.x.faults.somebody_waits()
        before = opened.x.posts[0]
        opened.x.take(before.author, "Erste Berichtigung", before=before)
        opened.x.faults.release()
        assert type(await going) is TemporaryFailure
        await opened.connector().amend(opened.access, correction, published.parts)
        assert await texts(opened) == ["Zweite Berichtigung"]
        assert edits(opened.x) == [3]

    play(scene)


def test_a_post_deleted_by_hand_cannot_be_corrected() -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command(parts=2)
        published = await opened.connector().publish(opened.access, command)
        opened.x.posts[0].deleted = True
        failure = await failure_of(opened, corrected(command, parts=("Neu",)), published.parts)
        assert type(failure) is PermanentFailure
        assert "nicht mehr vorhanden" in failure.for_staff

    play(scene)


def test_a_thread_with_a_gap_is_made_whole() -> None:
    async def scene(opened: XStage) -> None:
        command = saying(opened.command(), "Eins", "Zwei", "Drei")
        published = await opened.connector().publish(opened.access, command)
        opened.x.posts[1].deleted = True
        correction = corrected(command, parts=("Eins", "Zwei neu", "Drei"))
        after = await opened.connector().amend(opened.access, correction, published.parts)
        assert await texts(opened) == ["Eins", "Zwei neu", "Drei"]
        above = ["", *(part.remote_id for part in after.parts[:-1])]
        assert [one.over for one in opened.x.there()] == above

    play(scene)


def test_other_pictures_are_brought_once_and_the_same_are_left() -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command(pictures=1)
        published = await opened.connector().publish(opened.access, command)
        known = replace(corrected(command, parts=command.outgoing.parts), same_media=True)
        same = await opened.connector().amend(opened.access, known, published.parts)
        assert same == published
        other = replace(known, same_media=False)
        other = replace(other, outgoing=replace(other.outgoing, pictures=(example_picture(5),)))
        opened.x.faults.add(Scripted(POSTING, broken="after"))
        assert type(await failure_of(opened, other, published.parts)) is OutcomeUnclear
        after = await opened.connector().amend(opened.access, other, published.parts)
        (post,) = await opened.seen()
        assert post.remote_id == after.parts[0].remote_id
        assert [one.sha256 for one in post.pictures] == [example_picture(5).sha256]
        assert edits(opened.x) == [2]
        # what an earlier correction left behind is not taken for this one
        later = replace(other, first_attempt_at=datetime.now(UTC) + timedelta(minutes=1))
        later = replace(later, outgoing=replace(later.outgoing, pictures=()))
        await opened.connector().amend(opened.access, later, published.parts)
        (post,) = await opened.seen()
        assert (post.pictures, edits(opened.x)) == ((), [3])

    play(scene)
