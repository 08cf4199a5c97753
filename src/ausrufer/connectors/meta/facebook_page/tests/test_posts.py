"""Posts with pictures and links, corrections, and what Facebook answers to them."""

from dataclasses import replace

import pytest

from ausrufer.channels.contract import Command, LinkCard, Published
from ausrufer.channels.errors import (
    AccessLost,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import SeenPicture, example_picture
from ausrufer.channels.testing.stage import corrected
from ausrufer.connectors.meta.facebook_page.tests.stage import FEED, PAGE, FacebookStage, play
from ausrufer.connectors.meta.network import Gone
from ausrufer.connectors.meta.tests.stages import raises, refused
from ausrufer.training.faults import Fault as Scripted


def _with_comment(command: Command, comment: str) -> Command:
    return replace(command, outgoing=replace(command.outgoing, comment=comment))


def test_several_pictures_are_one_post_and_come_before_it() -> None:
    async def scene(opened: FacebookStage) -> None:
        command = opened.command(pictures=3)
        published = await opened.connector().publish(opened.access, command)
        (post,) = await opened.seen()
        shown = tuple(SeenPicture(one.sha256, one.alt_text) for one in command.outgoing.pictures)
        assert post.pictures == shown
        owner, own = post.remote_id.split("_")
        assert published.permalink == f"https://www.facebook.com/{owner}/posts/{own}"
        (kept,) = opened.graph.all("PagePost")
        assert kept.told["link"] == ""  # beside pictures there is no card

    play(scene)


def test_the_card_is_the_link_of_the_message() -> None:
    async def scene(opened: FacebookStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        assert command.outgoing.link == LinkCard(
            opened.graph.all("PagePost")[0].told["link"],
            command.outgoing.title,
            command.outgoing.summary,
        )

    play(scene)


def test_a_picture_that_is_refused_publishes_nothing() -> None:
    async def scene(opened: FacebookStage) -> None:
        opened.graph.faults.add(refused(f"POST /v26.0/{PAGE}/photos", 324, 1366046, skip=1))
        with raises(PermanentFailure, "nimmt ein Bild nicht an"):
            await opened.connector().publish(opened.access, opened.command(pictures=2))
        assert await opened.seen() == []

    play(scene)


def test_a_broken_upload_is_no_unclear_publication() -> None:
    async def scene(opened: FacebookStage) -> None:
        opened.graph.faults.add(Scripted(f"POST /v26.0/{PAGE}/photos", broken="after"))
        with raises(TemporaryFailure, ""):
            await opened.connector().publish(opened.access, opened.command(pictures=1))
        assert await opened.seen() == []

    play(scene)


def test_pictures_are_exchanged_but_never_left_standing() -> None:
    async def scene(opened: FacebookStage) -> None:
        command = opened.command(pictures=2)
        before = await opened.connector().publish(opened.access, command)
        bare = corrected(command, parts=("Nur Text.",))
        with raises(PermanentFailure, "nicht entfernen"):
            await opened.connector().amend(opened.access, bare, before.parts)
        one = corrected(command, parts=("Neu.",), pictures=1)
        await opened.connector().amend(opened.access, one, before.parts)
        (post,) = await opened.seen()
        expected = (SeenPicture(example_picture(3).sha256, example_picture(3).alt_text),)
        assert (post.text, post.pictures) == ("Neu.", expected)

    play(scene)


def test_a_deleted_post_cannot_be_corrected() -> None:
    async def scene(opened: FacebookStage) -> None:
        before = await opened.connector().publish(opened.access, opened.command())
        opened.graph.things[before.parts[0].remote_id].gone = True
        correction = corrected(opened.command(), parts=("Neu.",))
        with raises(Gone, "gibt es auf Facebook nicht mehr"):
            await opened.connector().amend(opened.access, correction, before.parts)

    play(scene)


def test_a_page_out_of_reach_is_a_lost_access() -> None:
    async def scene(opened: FacebookStage) -> None:
        opened.graph.faults.add(refused(FEED, 100, 33))
        with raises(AccessLost, "gibt es nicht mehr, oder der Zugang"):
            await opened.connector().publish(opened.access, opened.command())

    play(scene)


def test_gone_is_believed_only_while_the_page_can_be_read() -> None:
    async def scene(opened: FacebookStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        post = published.parts[0].remote_id
        opened.graph.faults.add(refused(f"DELETE /v26.0/{post}", 100, 33))
        opened.graph.faults.add(Scripted("GET /v26.0/me", status=200, body={"id": "999"}))
        with raises(OutcomeUnclear, "sagt nicht"):
            await opened.connector().withdraw(opened.access, published.parts)
        assert len(await opened.seen()) == 1

    play(scene)


@pytest.mark.parametrize("fails", [False, True])
def test_the_first_comment_never_puts_the_post_in_doubt(*, fails: bool) -> None:
    async def scene(opened: FacebookStage) -> None:
        if fails:
            opened.graph.faults.add(Scripted("POST /v26.0/175*", broken="before", skip=1))
        command = _with_comment(opened.command(), "Mehr dazu: https://www.musterstadt.example/")
        published = await opened.connector().publish(opened.access, command)
        assert len(published.parts) == 1
        told = [one.told["message"] for one in opened.graph.all("Comment")]
        assert told == ([] if fails else [command.outgoing.comment])

    play(scene)


def test_twins_are_for_a_person() -> None:
    async def scene(opened: FacebookStage) -> None:
        command = opened.command()
        for _ in range(2):
            await opened.connector().publish(opened.access, command)
        with raises(OutcomeUnclear, "mehrere gleichlautende"):
            await opened.connector().find(opened.access, command)

    play(scene)


def test_what_stood_there_before_the_first_attempt_is_not_ours() -> None:
    async def scene(opened: FacebookStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        (post,) = opened.graph.all("PagePost")
        post.at = post.at.replace(year=post.at.year - 1)
        assert await opened.connector().find(opened.access, command) == Published(())

    play(scene)


def test_a_long_feed_is_read_to_the_first_attempt() -> None:
    async def scene(opened: FacebookStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        for number in range(120):
            opened.graph.new("PagePost", PAGE, message=f"Anderes {number}", link="", photos=[])
        assert await opened.connector().find(opened.access, command) == published

    play(scene)
