"""Asking what is there: certain, or not an answer."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ausrufer.channels.contract import Published
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import Fault as Fate
from ausrufer.channels.testing import example_picture
from ausrufer.connectors.mastodon.tests.scenes import changed, failure_of, play
from ausrufer.connectors.mastodon.tests.stage import TOKEN, MastodonStage, stage
from ausrufer.training.faults import Fault

LISTING = "GET /api/v1/accounts/1/statuses"


@pytest.mark.parametrize("fate", [Fate.BROKEN_AFTER, Fate.NONSENSE])
@pytest.mark.parametrize("forgotten", [False, True])
def test_what_was_taken_without_an_answer_is_found(fate: Fate, *, forgotten: bool) -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command(pictures=1)
        await opened.arrange(fate)
        await failure_of(opened.connector().publish(opened.access, command))
        if forgotten:
            opened.instance.memory.forget_keys()
        found = await opened.connector().find(opened.access, command)
        assert [part.remote_id for part in found.parts] == [
            seen.remote_id for seen in await opened.seen()
        ]
        assert found.permalink.startswith(f"{opened.base_url}/@musterstadt/")

    play(scene)


def test_what_was_not_taken_is_not_found_and_sent_once() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command()
        await opened.arrange(Fate.BROKEN_BEFORE)
        await failure_of(opened.connector().publish(opened.access, command))
        assert await opened.connector().find(opened.access, command) == Published(())
        published = await opened.connector().publish(opened.access, command)
        assert await opened.connector().find(opened.access, command) == published

    play(scene)


def test_after_the_hour_of_the_key_only_the_look_prevents_a_double() -> None:
    now = datetime.now(UTC)

    async def run() -> None:
        async with stage(clock=lambda: now) as opened:
            command = opened.command()
            published = await opened.connector().publish(opened.access, command)
            opened.instance.clock = lambda: now + timedelta(minutes=61)
            assert await opened.connector().find(opened.access, command) == published
            await opened.connector().publish(opened.access, command)
            assert len(await opened.seen()) == 2  # why the house asks before it resends

    asyncio.run(run())


def test_the_search_goes_on_over_pages() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command(parts=2)
        published = await opened.connector().publish(opened.access, command)
        for number in range(90):
            noise = changed(opened.command(), parts=(f"Meldung {number}",))
            await opened.connector().publish(opened.access, noise)
        assert await opened.connector().find(opened.access, command) == published

    play(scene)


def test_what_was_there_before_the_first_attempt_is_another_message() -> None:
    async def scene(opened: MastodonStage) -> None:
        opened.instance.clock = lambda: datetime.now(UTC) - timedelta(minutes=5)
        await opened.connector().publish(opened.access, opened.command())
        opened.instance.clock = lambda: datetime.now(UTC)
        assert await opened.connector().find(opened.access, opened.command()) == Published(())

    play(scene)


def test_an_order_never_tried_is_nowhere() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        untried = replace(command, first_attempt_at=None)
        assert await opened.connector().find(opened.access, untried) == Published(())

    play(scene)


def test_an_empty_page_with_more_behind_it_proves_nothing() -> None:
    async def scene(opened: MastodonStage) -> None:
        more = {"Link": '<https://instanz.example/api/v1/x?max_id=1>; rel="next"'}
        opened.instance.faults.add(
            Fault("GET /api/v1/accounts/*", status=200, body=[], headers=more, skip=1)
        )
        failure = await failure_of(opened.connector().find(opened.access, opened.command()))
        assert type(failure) is TemporaryFailure

    play(scene)


def test_the_same_words_as_a_reply_are_not_the_message() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command()
        text = command.outgoing.parts[0]
        other = changed(opened.command(), parts=("Etwas anderes", text))
        await opened.connector().publish(opened.access, other)
        assert await opened.connector().find(opened.access, command) == Published(())

    play(scene)


def test_twins_are_told_apart_by_their_pictures() -> None:
    async def scene(opened: MastodonStage) -> None:
        one, two = opened.command(), changed(opened.command(), pictures=(example_picture(1),))
        first = await opened.connector().publish(opened.access, one)
        second = await opened.connector().publish(opened.access, two)
        assert await opened.connector().find(opened.access, one) == first
        assert await opened.connector().find(opened.access, two) == second

    play(scene)


def test_true_twins_are_a_matter_for_a_person() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        await opened.connector().publish(opened.access, opened.command())
        failure = await failure_of(opened.connector().find(opened.access, command))
        assert type(failure) is OutcomeUnclear
        assert "mehrere gleichlautende" in failure.for_staff

    play(scene)


def test_a_post_edited_by_hand_leaves_the_answer_open() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        by_hand = changed(command, parts=("Von Hand geändert.",))
        await opened.connector().amend(opened.access, by_hand, published.parts)
        failure = await failure_of(opened.connector().find(opened.access, command))
        assert type(failure) is OutcomeUnclear
        assert "von Hand geändert" in failure.for_staff

    play(scene)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(LISTING, status=503, body="<html>"), TemporaryFailure),
        (Fault(LISTING, status=429, body={"error": "x"}), TemporaryFailure),
        (Fault(LISTING, status=401, body={"error": "x"}), AccessLost),
        (Fault(LISTING, status=404, body={"error": "x"}), PermanentFailure),
        (Fault(LISTING, broken="after"), TemporaryFailure),
        (Fault(LISTING, nonsense="{}"), TemporaryFailure),
        (Fault(LISTING, nonsense="[1]"), TemporaryFailure),
        (Fault(LISTING, nonsense='[{"id": "1", "created_at": "gestern"}]'), TemporaryFailure),
        (Fault("GET /api/v1/accounts/verify_credentials", nonsense="{}"), TemporaryFailure),
    ],
)
def test_an_instance_that_does_not_tell_is_no_answer(
    fault: Fault, expected: type[ConnectorFailure]
) -> None:
    async def scene(opened: MastodonStage) -> None:
        opened.break_down(fault)
        failure = await failure_of(opened.connector().find(opened.access, opened.command()))
        assert type(failure) is expected

    play(scene)


def test_too_many_posts_to_look_through_are_no_answer() -> None:
    page = '[{"id": "5", "created_at": "2999-01-01T00:00:00.000Z", "content": "", "url": null}]'

    async def scene(opened: MastodonStage) -> None:
        opened.instance.faults.add(Fault(LISTING, nonsense=page, times=10**6))
        failure = await failure_of(opened.connector().find(opened.access, opened.command()))
        assert type(failure) is OutcomeUnclear

    play(scene)


@pytest.mark.parametrize("minutes", [-30, 30])
def test_the_clock_of_the_instance_may_be_wrong(minutes: int) -> None:
    async def scene(opened: MastodonStage) -> None:
        wrong = timedelta(minutes=minutes)
        opened.instance.clock = lambda: datetime.now(UTC) + wrong
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        assert await opened.connector().find(opened.access, command) == published

    play(scene)


def test_posts_of_others_on_the_instance_do_not_count() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        from ausrufer.training.mastodon import PracticeAccount

        opened.instance.accounts = [*opened.instance.accounts, PracticeAccount("b", "B", "t2")]
        stranger = replace(opened.access, secrets={"token": "t2"})
        assert TOKEN != "t2"
        assert await opened.connector().find(stranger, command) == Published(())

    play(scene)
