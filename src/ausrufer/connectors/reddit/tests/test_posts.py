"""Text posts, link posts, flair, corrections, reading back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ausrufer.channels.contract import Command, LinkCard, Published
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing.stage import corrected
from ausrufer.connectors.reddit.tests.stage import RedditStage, play
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.reddit.state import present

LINK = "https://www.musterstadt.example/bruecke?a=1&b=2"


def only_link(opened: RedditStage) -> Command:
    command = opened.command()
    card = LinkCard(LINK, "Brücke", "")
    return replace(command, outgoing=replace(command.outgoing, parts=(LINK,), link=card))


def test_a_message_that_is_only_a_link_becomes_a_link_post() -> None:
    async def scene(opened: RedditStage) -> None:
        command = only_link(opened)
        published = await opened.connector().publish(opened.access, command)
        (post,) = opened.reddit.things
        assert (post.title, post.link, post.text) == ("Brücke gesperrt", LINK, "")
        assert await opened.connector().find(opened.access, command) == published
        again = await opened.connector().publish(opened.access, command)
        assert again == published  # Reddit knows the link, and it is ours
        assert len(opened.reddit.things) == 1

    play(scene)


def test_a_link_somebody_else_posted_is_refused() -> None:
    async def scene(opened: RedditStage) -> None:
        town, erika = opened.reddit.redditors
        community = opened.reddit.communities[0]
        opened.reddit.take("t3", author=erika, community=community, text="", title="x", link=LINK)
        with pytest.raises(PermanentFailure, match="ALREADY_SUB"):
            await opened.connector().publish(opened.access, only_link(opened))
        assert [one.author for one in opened.reddit.things] == [erika]
        assert town is not erika

    play(scene)


def test_a_flair_travels_along_and_a_missing_one_is_explained() -> None:
    async def scene(opened: RedditStage) -> None:
        community = opened.reddit.communities[0]
        community.flair_needed, community.flairs = True, frozenset({"f-1"})
        with pytest.raises(AccessLost) as caught:
            await opened.connector().publish(opened.access, opened.command())
        assert "Kennzeichnung (Flair)" in caught.value.for_staff
        settings = {**opened.access.settings, "flair_id": "f-1", "flair_text": "Amtlich"}
        access = replace(opened.access, settings=settings)
        await opened.connector().publish(access, opened.command())
        assert [one.flair for one in opened.reddit.things] == ["Amtlich"]

    play(scene)


def test_the_application_calls_itself_what_reddit_demands() -> None:
    async def scene(opened: RedditStage) -> None:
        await opened.connector().publish(opened.access, opened.command())
        odd = replace(opened.access, settings={**opened.access.settings, "username": "x\ny"})
        await opened.connector().publish(odd, opened.command())
        assert opened.reddit.agents == ["web:ausrufer:v1 (by /u/Musterstadt)", "web:ausrufer:v1"]

    play(scene)


def test_the_title_cannot_be_corrected() -> None:
    async def scene(opened: RedditStage) -> None:
        command = opened.command()
        before = await opened.connector().publish(opened.access, command)
        other = replace(command, outgoing=replace(command.outgoing, title="Brücke wieder frei"))
        with pytest.raises(PermanentFailure, match="Überschrift"):
            await opened.connector().amend(opened.access, other, before.parts)
        assert [one.title for one in opened.reddit.things] == ["Brücke gesperrt"]

    play(scene)


def test_a_link_post_cannot_be_corrected() -> None:
    async def scene(opened: RedditStage) -> None:
        command = only_link(opened)
        before = await opened.connector().publish(opened.access, command)
        assert await opened.connector().amend(opened.access, command, before.parts) == before
        correction = corrected(command, parts=("Text.",))
        with pytest.raises(PermanentFailure, match="nur aus einem Link"):
            await opened.connector().amend(opened.access, correction, before.parts)

    play(scene)


def test_a_deleted_post_cannot_be_corrected() -> None:
    async def scene(opened: RedditStage) -> None:
        command = opened.command()
        before = await opened.connector().publish(opened.access, command)
        opened.reddit.things[0].deleted = True
        with pytest.raises(PermanentFailure) as caught:
            await opened.connector().amend(opened.access, command, before.parts)
        assert "nicht mehr vorhanden" in caught.value.for_staff

    play(scene)


def test_a_post_is_found_behind_others_and_not_elsewhere() -> None:
    async def scene(opened: RedditStage) -> None:
        opened.reddit.page = 2
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        ours = opened.reddit.things[0]
        same = {"author": ours.author, "title": ours.title, "text": ours.text}
        for _ in range(4):
            opened.reddit.take("t3", community=opened.reddit.communities[2], **same)
        old = opened.reddit.take("t3", community=ours.community, **same)
        old.at -= timedelta(days=1)
        opened.reddit.things.insert(0, opened.reddit.things.pop())
        assert await opened.connector().find(opened.access, command) == published
        opened.reddit.take("t3", community=ours.community, **same)
        with pytest.raises(OutcomeUnclear, match="equal posts"):
            await opened.connector().find(opened.access, command)

    play(scene)


def test_what_was_changed_by_hand_is_not_judged() -> None:
    async def scene(opened: RedditStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        opened.reddit.things[0].text, opened.reddit.things[0].edited = "Von Hand", True
        with pytest.raises(OutcomeUnclear, match="with our title"):
            await opened.connector().find(opened.access, command)

    play(scene)


def test_what_a_moderator_removed_is_not_sent_again() -> None:
    async def scene(opened: RedditStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        opened.reddit.things[0].text = "[removed]"
        with pytest.raises(OutcomeUnclear, match="with our title"):
            await opened.connector().find(opened.access, command)

    play(scene)


@pytest.mark.parametrize(
    ("there", "ours"),
    [
        ("http://Musterstadt.example/bruecke/?a=1&b=2", True),
        ("https://www.musterstadt.example/bruecke?a=1&amp;b=2", True),
        ("https://www.musterstadt.example/andere", False),
        ("https://[", False),
    ],
)
def test_a_link_is_recognised_however_reddit_writes_it(there: str, *, ours: bool) -> None:
    async def scene(opened: RedditStage) -> None:
        command = only_link(opened)
        published = await opened.connector().publish(opened.access, command)
        opened.reddit.things[0].link = there
        if ours:
            assert await opened.connector().find(opened.access, command) == published
            return
        with pytest.raises(OutcomeUnclear, match="with our title"):
            await opened.connector().find(opened.access, command)

    play(scene)


@pytest.mark.parametrize(
    "body", [{}, [], {"data": {"children": {}}}, {"data": {"children": [{"kind": "t3"}]}}]
)
def test_a_listing_that_is_none_proves_nothing(body: object) -> None:
    async def scene(opened: RedditStage) -> None:
        opened.reddit.faults.add(Scripted("GET /user/*", status=200, body=body))
        with pytest.raises(TemporaryFailure):
            await opened.connector().find(opened.access, opened.command())
        never = replace(opened.command(), first_attempt_at=None)
        assert await opened.connector().find(opened.access, never) == Published(())

    play(scene)


def test_without_a_title_there_is_no_post() -> None:
    async def scene(opened: RedditStage) -> None:
        command = opened.command()
        bare = replace(command, outgoing=replace(command.outgoing, title=" "))
        with pytest.raises(ConnectorFailure, match="ohne Überschrift"):
            await opened.connector().publish(opened.access, bare)

    play(scene)


def test_a_post_is_measured() -> None:
    async def scene(opened: RedditStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        measured = await opened.connector().measure(opened.access, published.parts)
        assert measured.numbers == {"likes": 12, "comments": 3}

    play(scene)


def test_a_clock_that_is_behind_hides_nothing() -> None:
    async def scene(opened: RedditStage) -> None:
        opened.reddit.clock = lambda: present() - timedelta(minutes=20)
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        assert await opened.connector().find(opened.access, command) == published

    play(scene)
