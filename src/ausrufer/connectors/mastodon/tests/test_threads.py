"""Threads and repeats: in order, never twice, continued where they were torn."""

import asyncio
from dataclasses import replace

import pytest

from ausrufer.channels.errors import (
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.connectors.mastodon.tests.scenes import changed, failure_of, play
from ausrufer.connectors.mastodon.tests.stage import POSTING, MastodonStage
from ausrufer.training.faults import Fault


def test_parts_carry_keys_of_their_own_that_never_change() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command(parts=3)
        await opened.connector().publish(opened.access, command)
        statuses = opened.instance.memory.public()
        assert [status.key for status in statuses] == [
            command.key,
            f"{command.key}:1",
            f"{command.key}:2",
        ]
        assert [status.reply_to for status in statuses] == ["", statuses[0].id, statuses[1].id]

    play(scene)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(POSTING, skip=1, status=503, body={"error": "busy"}),
        Fault(POSTING, skip=1, status=429, body={"error": "busy"}),
        Fault(POSTING, skip=1, status=422, body={"error": "no"}),
        Fault(POSTING, skip=1, status=401, body={"error": "invalid"}),
        Fault(POSTING, skip=1, broken="before"),
        Fault(POSTING, skip=1, broken="after"),
    ],
)
def test_an_interrupted_thread_is_unclear_then_found_and_continued(fault: Fault) -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command(parts=3, pictures=1)
        opened.break_down(fault)
        failure = await failure_of(opened.connector().publish(opened.access, command))
        opened.recover()
        assert type(failure) is OutcomeUnclear
        assert failure.for_staff.startswith("Von 3 Teilen sind 1 auf Mastodon erschienen")
        opened.instance.memory.forget_keys()
        found = await opened.connector().find(opened.access, command)
        assert len(found.parts) == (2 if fault.broken == "after" else 1)
        again = replace(command, already=found.parts)
        published = await opened.connector().publish(opened.access, again)
        assert await opened.connector().find(opened.access, command) == published
        assert [seen.text for seen in await opened.seen()] == list(command.outgoing.parts)

    play(scene)


def test_a_failure_before_the_first_new_part_leaves_nothing_open() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command(parts=2)
        first = changed(command, parts=command.outgoing.parts[:1])
        begun = await opened.connector().publish(opened.access, first)
        opened.instance.faults.add(Fault(POSTING, status=429, body={"error": "busy"}))
        again = replace(command, already=begun.parts)
        failure = await failure_of(opened.connector().publish(opened.access, again))
        assert type(failure) is TemporaryFailure

    play(scene)


def test_a_part_whose_predecessor_was_deleted_is_not_posted_elsewhere() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command(parts=2)
        first = changed(command, parts=command.outgoing.parts[:1])
        begun = await opened.connector().publish(opened.access, first)
        await opened.connector().withdraw(opened.access, begun.parts)
        again = replace(command, already=begun.parts)
        failure = await failure_of(opened.connector().publish(opened.access, again))
        assert type(failure) is PermanentFailure
        assert await opened.seen() == []

    play(scene)


def test_two_workers_at_once_post_once() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command(parts=2)
        calls = [opened.connector().publish(opened.access, command) for _ in range(5)]
        published = await asyncio.gather(*calls)
        assert len({one.parts for one in published}) == 1
        assert len(await opened.seen()) == 2

    play(scene)
