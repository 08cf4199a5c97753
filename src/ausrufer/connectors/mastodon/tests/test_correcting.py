"""Corrections and withdrawals, with pictures, threads and posts that are gone."""

from dataclasses import replace

import pytest

from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import example_picture
from ausrufer.connectors.mastodon.tests.scenes import UPLOADING, changed, failure_of, play
from ausrufer.connectors.mastodon.tests.stage import POSTING, MastodonStage
from ausrufer.training.faults import Fault

EDITING, DELETING = "PUT /api/v1/statuses/*", "DELETE /api/v1/statuses/*"


def test_text_pictures_and_alt_texts_are_replaced_in_place() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command(pictures=2)
        before = await opened.connector().publish(opened.access, command)
        described = replace(example_picture(0), alt_text="Genauer beschrieben")
        pictures = (example_picture(3), described)
        correction = changed(command, parts=("Berichtigt.",), pictures=pictures)
        after = await opened.connector().amend(opened.access, correction, before.parts)
        assert after == before
        [seen] = await opened.seen()
        assert (seen.text, [(p.sha256, p.alt_text) for p in seen.pictures]) == (
            "Berichtigt.",
            [(p.sha256, p.alt_text) for p in pictures],
        )

    play(scene)


def test_pictures_can_be_taken_off() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command(pictures=2)
        before = await opened.connector().publish(opened.access, command)
        correction = changed(command, pictures=())
        await opened.connector().amend(opened.access, correction, before.parts)
        assert [seen.pictures for seen in await opened.seen()] == [()]

    play(scene)


@pytest.mark.parametrize("before", [1, 2, 4])
@pytest.mark.parametrize("after", [1, 2, 4])
def test_any_number_of_parts_becomes_any_other(before: int, after: int) -> None:
    async def scene(opened: MastodonStage) -> None:
        command = changed(opened.command(), parts=tuple("abcd"[:before]))
        published = await opened.connector().publish(opened.access, command)
        correction = replace(changed(command, parts=tuple("ABCD"[:after])), key="zweiter-auftrag")
        for _ in range(2):
            amended = await opened.connector().amend(opened.access, correction, published.parts)
            opened.instance.memory.forget_keys()  # a repeat must not rely on them
            kept = min(before, after)
            assert amended.parts[:kept] == published.parts[:kept]
            assert [seen.text for seen in await opened.seen()] == list("ABCD"[:after])
        found = [(s.id, s.reply_to) for s in opened.instance.memory.public()]
        above = ["", *(part.remote_id for part in amended.parts[:-1])]
        assert found == [(p.remote_id, a) for p, a in zip(amended.parts, above, strict=True)]

    play(scene)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(EDITING, status=404, body={"error": "Record not found"}), PermanentFailure),
        (Fault(EDITING, status=422, body={"error": "no"}), PermanentFailure),
        (Fault(EDITING, status=401, body={"error": "no"}), AccessLost),
        (Fault(EDITING, status=429, body={"error": "no"}), TemporaryFailure),
        (Fault(EDITING, status=500, body={"error": "no"}), OutcomeUnclear),
        (Fault(EDITING, broken="before"), OutcomeUnclear),
        (Fault(EDITING, broken="after"), OutcomeUnclear),
        (Fault(EDITING, nonsense="[]"), OutcomeUnclear),
        (Fault(EDITING, nonsense='{"id": "1"}'), OutcomeUnclear),
        (Fault(UPLOADING, broken="after"), TemporaryFailure),
        (Fault(POSTING, broken="after"), OutcomeUnclear),
    ],
)
def test_a_correction_that_failed_is_told_and_can_be_repeated(
    fault: Fault, expected: type[ConnectorFailure]
) -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command(pictures=1)
        before = await opened.connector().publish(opened.access, command)
        correction = changed(command, parts=("Neu", "Zusatz"), pictures=(example_picture(2),))
        opened.break_down(fault)
        failing = opened.connector().amend(opened.access, correction, before.parts)
        assert type(await failure_of(failing)) is expected
        opened.recover()
        opened.instance.memory.forget_keys()
        await opened.connector().amend(opened.access, correction, before.parts)
        assert [seen.text for seen in await opened.seen()] == ["Neu", "Zusatz"]

    play(scene)


def test_a_post_deleted_by_hand_cannot_be_corrected() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command()
        before = await opened.connector().publish(opened.access, command)
        await opened.connector().withdraw(opened.access, before.parts)
        failing = opened.connector().amend(opened.access, command, before.parts)
        failure = await failure_of(failing)
        assert type(failure) is PermanentFailure
        assert "nicht mehr vorhanden" in failure.for_staff

    play(scene)


@pytest.mark.parametrize("gone", [{1}, {2}, {1, 2}])
def test_a_thread_with_a_gap_is_made_whole(gone: set[int]) -> None:
    async def scene(opened: MastodonStage) -> None:
        command = changed(opened.command(), parts=("Eins", "Zwei", "Drei"))
        before = (await opened.connector().publish(opened.access, command)).parts
        deleted = [before[number] for number in gone]
        await opened.connector().withdraw(opened.access, deleted)
        correction = replace(changed(command, parts=("Eins", "Zwei neu", "Drei")), key="y")
        for _ in range(2):
            after = (await opened.connector().amend(opened.access, correction, before)).parts
            opened.instance.memory.forget_keys()
            found = [(s.id, s.reply_to) for s in opened.instance.memory.public()]
            above = ["", *(part.remote_id for part in after[:-1])]
            assert found == [(p.remote_id, a) for p, a in zip(after, above, strict=True)]
            assert [seen.text for seen in await opened.seen()] == ["Eins", "Zwei neu", "Drei"]

    play(scene)


def test_a_reply_of_somebody_else_is_not_taken_for_our_part() -> None:
    async def scene(opened: MastodonStage) -> None:
        from ausrufer.training.mastodon import PracticeAccount

        opened.instance.accounts = [*opened.instance.accounts, PracticeAccount("b", "B", "t2")]
        command = changed(opened.command(), parts=("eins",))
        before = await opened.connector().publish(opened.access, command)
        stranger = replace(opened.access, secrets={"token": "t2"})
        reply = replace(changed(command, parts=("eins", "zwei")), already=before.parts, key="x")
        foreign = await opened.connector().publish(stranger, reply)
        correction = replace(changed(command, parts=("eins", "zwei")), key="y")
        after = await opened.connector().amend(opened.access, correction, before.parts)
        assert after.parts[1] != foreign.parts[1]

    play(scene)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(DELETING, status=401, body={"error": "no"}), AccessLost),
        (Fault(DELETING, status=429, body={"error": "no"}), TemporaryFailure),
        (Fault(DELETING, status=500, body={"error": "no"}), OutcomeUnclear),
        (Fault(DELETING, broken="before"), OutcomeUnclear),
        (Fault(DELETING, broken="after"), OutcomeUnclear),
        (Fault(DELETING, skip=1, broken="before"), OutcomeUnclear),
    ],
)
def test_a_withdrawal_that_failed_is_told_and_can_be_repeated(
    fault: Fault, expected: type[ConnectorFailure]
) -> None:
    async def scene(opened: MastodonStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command(parts=3))
        opened.break_down(fault)
        failing = opened.connector().withdraw(opened.access, published.parts)
        assert type(await failure_of(failing)) is expected
        opened.recover()
        await opened.connector().withdraw(opened.access, published.parts)
        assert await opened.seen() == []

    play(scene)


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_already_counts_as_withdrawn(status: int) -> None:
    async def scene(opened: MastodonStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        opened.instance.faults.add(Fault(DELETING, status=status, body={"error": "gone"}))
        await opened.connector().withdraw(opened.access, published.parts)

    play(scene)
