"""Corrections: edited where X allows it, once, and nothing changed where it does not."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ausrufer.channels.contract import Command, RemotePart
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
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.x import PracticeX

LOOKING = "GET /2/tweets"
ANEW = "Bitte ziehen Sie die Mitteilung zurück und veröffentlichen Sie sie auf X neu."


def saying(command: Command, *parts: str) -> Command:
    return replace(command, outgoing=replace(command.outgoing, parts=parts))


def edits(x: PracticeX) -> list[int]:
    """Return how many versions each post has that stands there, in the order of the thread."""
    return [len(one.history) for one in sorted(x.there(), key=lambda one: one.history[0])]


async def texts(opened: XStage) -> list[str]:
    return [seen.text for seen in await opened.seen()]


async def refused(opened: XStage, command: Command, parts: tuple[RemotePart, ...]) -> Any:
    with pytest.raises(ConnectorFailure) as caught:
        await opened.connector().amend(opened.access, command, parts)
    return caught.value


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
        assert type(await refused(opened, correction, published.parts)) is expected
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
        assert type(await refused(opened, correction, published.parts)) is TemporaryFailure
        assert edits(opened.x) == [1]

    play(scene)


def _no_subscription(x: PracticeX) -> None:
    x.accounts[0].subscribed = False


def _no_edits_left(x: PracticeX) -> None:
    x.edits = 0


def _later(x: PracticeX) -> None:
    x.clock = lambda: datetime.now(UTC) + timedelta(hours=2)


@pytest.mark.parametrize(
    ("forbid", "said"),
    [
        (_no_subscription, "Das Konto hat kein Abonnement dafür"),
        (_no_edits_left, "zu oft geändert"),
        (_later, "Die Frist, die X dafür gibt, ist vorbei"),
    ],
)
def test_what_x_lets_nobody_edit_stays_as_it_is(
    forbid: Callable[[PracticeX], None], said: str
) -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command(parts=3)
        published = await opened.connector().publish(opened.access, command)
        before = list(opened.x.posts)
        forbid(opened.x)
        # the first part could stay; longer, shorter or changed behind: nothing of it happens
        for parts in ((command.outgoing.parts[0], "Neu", "Drei", "Vier"), ("Neu",)):
            failure = await refused(opened, corrected(command, parts=parts), published.parts)
            assert type(failure) is PermanentFailure
            assert said in failure.for_staff
            assert failure.for_staff.endswith(ANEW)
        assert opened.x.posts == before
        assert await texts(opened) == list(command.outgoing.parts)

    play(scene)


def test_what_needs_no_edit_is_no_matter_of_editing() -> None:
    async def scene(opened: XStage) -> None:
        command = saying(opened.command(), "Eins", "Zwei", "Drei")
        before = (await opened.connector().publish(opened.access, command)).parts
        _no_subscription(opened.x)
        shorter = corrected(command, parts=("Eins",))
        after = await opened.connector().amend(opened.access, shorter, before)
        assert after.parts == before[:1]
        longer = corrected(command, parts=("Eins", "Nachtrag"))
        await opened.connector().amend(opened.access, longer, after.parts)
        assert await texts(opened) == ["Eins", "Nachtrag"]
        assert edits(opened.x) == [1, 1]

    play(scene)


@pytest.mark.parametrize("hours", [-5, 5])
def test_the_end_is_read_by_the_clock_of_x(hours: int) -> None:
    async def scene(opened: XStage) -> None:
        opened.x.clock = lambda: datetime.now(UTC) + timedelta(hours=hours)
        command = opened.command(parts=2)
        published = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=("Neu", "Auch neu", "Dazu"))
        for _ in range(2):
            await opened.connector().amend(opened.access, correction, published.parts)
        assert edits(opened.x) == [2, 2, 1]

    play(scene)


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ({"is_edit_eligible": True}, True),
        ({"is_edit_eligible": True, "edits_remaining": None, "editable_until": None}, True),
        ({"is_edit_eligible": True, "editable_until": "bald"}, True),
        ({"is_edit_eligible": True, "edits_remaining": -1}, False),
        ({"is_edit_eligible": None, "edits_remaining": 5}, False),
        ({}, False),
        (None, False),
    ],
)
def test_what_x_does_not_tell_is_no_limit_but_no_permission_either(
    told: Mapping[str, Any] | None, *, taken: bool
) -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        post = {"id": published.parts[0].remote_id, "text": "Alt", "edit_controls": told}
        opened.x.faults.add(Scripted(LOOKING, status=200, body={"data": [post]}))
        amending = opened.connector().amend(
            opened.access, corrected(command, parts=("Neu",)), published.parts
        )
        if taken:
            await amending
        else:
            with pytest.raises(PermanentFailure, match="not editable"):
                await amending
        assert edits(opened.x) == [1 + taken]

    play(scene)


def test_a_refused_edit_is_told_in_the_words_of_x_and_what_to_do() -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        detail = {"type": "about:blank", "detail": "You cannot edit this."}
        opened.x.faults.add(Scripted(POSTING, status=403, body=detail))
        failure = await refused(opened, corrected(command, parts=("Neu",)), published.parts)
        assert failure.for_staff == (
            f"X hat den Beitrag abgelehnt, mit der Begründung: „You cannot edit this.“ {ANEW}"
        )

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


def test_a_post_deleted_by_hand_cannot_be_corrected() -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command(parts=2)
        published = await opened.connector().publish(opened.access, command)
        opened.x.posts[0].deleted = True
        failure = await refused(opened, corrected(command, parts=("Neu",)), published.parts)
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
        assert type(await refused(opened, other, published.parts)) is OutcomeUnclear
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


@pytest.mark.parametrize("known", ["old", "new"])
def test_all_versions_are_taken_back(known: str) -> None:
    async def scene(opened: XStage) -> None:
        command = opened.command(parts=2)
        before = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=("Neu", "Auch"))
        after = await opened.connector().amend(opened.access, correction, before.parts)
        parts = before.parts if known == "old" else after.parts
        for _ in range(2):
            await opened.connector().withdraw(opened.access, parts)
            assert await opened.seen() == []
        assert all(one.deleted for one in opened.x.posts)

    play(scene)


@pytest.mark.parametrize("answers_newest", [False, True])
def test_answers_and_numbers_of_all_versions_count(*, answers_newest: bool) -> None:
    async def scene(opened: XStage) -> None:
        opened.x.answers_newest = answers_newest
        command = opened.command(parts=2)
        before = (await opened.connector().publish(opened.access, command)).parts
        erika = opened.x.accounts[1]
        early = opened.x.take(erika, "Wie lange?", over=before[0].remote_id)
        correction = corrected(command, parts=("Neu", "Auch neu"))
        after = (await opened.connector().amend(opened.access, correction, before)).parts
        late = opened.x.take(erika, "Danke", over=after[0].remote_id)
        deep = opened.x.take(erika, "Und der Bus?", over=before[1].remote_id)
        heard = (await opened.connector().contributions(opened.access, after)).contributions
        first, second = (part.remote_id for part in after)
        assert [(one.remote_id, one.post_id, one.answers) for one in heard] == [
            (deep.number, second, ""),
            (late.number, first, ""),
            (early.number, first, ""),
        ]
        told = (await opened.connector().measure(opened.access, after)).numbers
        versions = 1 if answers_newest else 2  # X does not show the older one then
        assert told["views"] == 40 * versions
        assert told["likes"] == 3 * 2 * versions
        assert told["comments"] == (0 if answers_newest else 3)

    play(scene)


def test_what_a_dropped_correction_added_is_found_also_reworded() -> None:
    async def scene(opened: XStage) -> None:
        command = saying(opened.command(), "Eins")
        known = (await opened.connector().publish(opened.access, command)).parts
        first = corrected(command, parts=("Eins neu", "Zwei", "Drei"))
        opened.x.faults.add(Scripted(POSTING, broken="after", skip=2))
        await refused(opened, first, known)
        found = (await opened.connector().find_added(opened.access, first, known)).parts
        assert len(found) == 3
        second = corrected(command, parts=("Eins besser", "Zwei besser", "Drei"))
        opened.x.faults.add(Scripted(POSTING, broken="after", skip=1))
        await refused(opened, second, found)
        again = (await opened.connector().find_added(opened.access, first, known)).parts
        assert [one.text for one in await opened.seen()] == ["Eins besser", "Zwei besser", "Drei"]
        assert [opened.x.newest(one.remote_id) for one in again] == [*_standing(opened.x)]

    play(scene)


def _standing(x: PracticeX) -> list[Any]:
    return sorted(x.there(), key=lambda one: one.history[0])


@pytest.mark.parametrize(("answers_newest", "certain"), [(False, True), (True, False)])
def test_an_edited_post_is_told_apart_by_its_older_versions(
    *, answers_newest: bool, certain: bool
) -> None:
    async def scene(opened: XStage) -> None:
        other = saying(opened.command(), "Etwas anderes")
        published = await opened.connector().publish(opened.access, other)
        correction = corrected(other, parts=("Etwas Besseres",))
        await opened.connector().amend(opened.access, correction, published.parts)
        opened.x.answers_newest = answers_newest
        looking = opened.connector().find(opened.access, opened.command())
        if certain:
            assert (await looking).parts == ()
        else:
            with pytest.raises(OutcomeUnclear, match="edited"):
                await looking

    play(scene)
