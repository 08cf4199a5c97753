"""Posts, duplicates, ghosts, cards, pictures, comments and what LinkedIn answers to them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ausrufer.channels.contract import Access, Command, Published, Tokens
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing.stage import corrected
from ausrufer.connectors.linkedin_page import little_text
from ausrufer.connectors.linkedin_page.tests.stage import (
    NUMBER,
    POSTING,
    TOKEN,
    LinkedInStage,
    play,
)
from ausrufer.training.faults import Fault as Scripted

BROKEN = Scripted(POSTING, broken="after")


async def _failure(opened: LinkedInStage, command: Command | None = None) -> ConnectorFailure:
    with pytest.raises(ConnectorFailure) as caught:
        await opened.connector().publish(opened.access, command or opened.command())
    return caught.value


def test_what_was_taken_without_an_answer_is_there_at_the_next_try() -> None:
    async def scene(opened: LinkedInStage) -> None:
        command = opened.command()
        opened.linkedin.faults.add(replace(BROKEN))
        assert isinstance(await _failure(opened, command), OutcomeUnclear)
        found = await opened.connector().find(opened.access, command)
        again = await opened.connector().publish(opened.access, command)
        assert found == again
        assert len(opened.linkedin.posts) == 1

    play(scene)


def test_a_duplicate_of_an_older_post_is_refused_for_good() -> None:
    async def scene(opened: LinkedInStage) -> None:
        await opened.connector().publish(opened.access, opened.command())
        later = datetime.now(UTC) + timedelta(hours=1)
        failure = await _failure(opened, replace(opened.command(), first_attempt_at=later))
        assert isinstance(failure, PermanentFailure)
        assert "ändern Sie den Wortlaut" in failure.for_staff

    play(scene)


def test_a_ghost_of_a_deleted_post_is_waited_for() -> None:
    async def scene(opened: LinkedInStage) -> None:
        first = await opened.connector().publish(opened.access, opened.command())
        await opened.connector().withdraw(opened.access, first.parts)
        failure = await _failure(opened)
        assert isinstance(failure, TemporaryFailure)
        assert failure.retry_after == timedelta(hours=6)
        assert "gelöschten Beitrag" in failure.for_staff
        assert await opened.seen() == []

    play(scene)


def test_a_text_that_was_cut_is_left_to_a_person() -> None:
    async def scene(opened: LinkedInStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        post = opened.linkedin.posts[0]
        post.commentary = post.commentary[: len(post.commentary) // 2]
        with pytest.raises(OutcomeUnclear) as caught:
            await opened.connector().find(opened.access, command)
        assert "früher endet" in caught.value.for_staff

    play(scene)


def test_a_short_page_is_not_the_end_where_more_follows() -> None:
    async def scene(opened: LinkedInStage) -> None:
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        ours = opened.linkedin.posts[0]
        opened.linkedin.posts += [
            replace(ours, urn=f"urn:li:ugcPost:{number}", commentary=f"{number}")
            for number in range(50)  # as new as ours, and listed before it
        ]
        short = {"paging": {"links": [{"rel": "next", "href": "x"}]}, "elements": []}
        opened.linkedin.faults.add(Scripted("GET /rest/posts", status=200, body=short))
        assert await opened.connector().find(opened.access, command) == published

    play(scene)


def test_a_text_that_goes_on_differently_is_left_to_a_person() -> None:
    async def scene(opened: LinkedInStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        begun = "\n".join((*command.outgoing.parts, "Von Hand."))
        outgoing = replace(command.outgoing, parts=(begun.replace("Von Hand.", "Anders."),))
        opened.linkedin.posts[0].commentary = little_text.written(begun)
        with pytest.raises(OutcomeUnclear) as caught:
            await opened.connector().find(opened.access, replace(command, outgoing=outgoing))
        assert "anders weitergeht" in caught.value.for_staff

    play(scene)


def test_a_clock_that_is_behind_hides_nothing() -> None:
    async def scene(opened: LinkedInStage) -> None:
        opened.linkedin.behind_seconds = 3600
        command = opened.command()
        published = await opened.connector().publish(opened.access, command)
        assert await opened.connector().find(opened.access, command) == published
        assert await opened.connector().publish(opened.access, command) == published

    play(scene)


def test_twins_are_left_to_a_person() -> None:
    async def scene(opened: LinkedInStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        twin = opened.linkedin.posts[0]
        opened.linkedin.posts.append(replace(twin, urn="urn:li:share:1"))
        with pytest.raises(OutcomeUnclear, match="2 equal posts"):
            await opened.connector().find(opened.access, command)

    play(scene)


def test_the_link_is_a_card_beside_a_text_and_nothing_beside_pictures() -> None:
    async def scene(opened: LinkedInStage) -> None:
        command = opened.command()
        await opened.connector().publish(opened.access, command)
        pictured = opened.command(pictures=1)
        pictured = replace(pictured, outgoing=replace(pictured.outgoing, parts=("Mit Bild",)))
        await opened.connector().publish(opened.access, pictured)
        assert command.outgoing.link is not None
        card, picture = (one.content for one in opened.linkedin.posts)
        assert card["article"]["source"] == command.outgoing.link.url
        assert set(picture) == {"media"}
        assert picture["media"]["altText"] == pictured.outgoing.pictures[0].alt_text

    play(scene)


def test_pictures_cannot_be_exchanged_but_their_text_can() -> None:
    async def scene(opened: LinkedInStage) -> None:
        command = opened.command(pictures=2)
        before = await opened.connector().publish(opened.access, command)
        correction = corrected(command, parts=("Neu.",), pictures=2)
        with pytest.raises(PermanentFailure, match="nicht seine Bilder"):
            await opened.connector().amend(opened.access, correction, before.parts)
        kept = replace(command.outgoing, parts=("Neu.",))
        await opened.connector().amend(opened.access, replace(command, outgoing=kept), before.parts)
        (post,) = await opened.seen()
        assert (post.text, len(post.pictures)) == ("Neu.", 2)

    play(scene)


def test_a_deleted_post_cannot_be_corrected() -> None:
    async def scene(opened: LinkedInStage) -> None:
        command = opened.command()
        before = await opened.connector().publish(opened.access, command)
        opened.linkedin.posts[0].deleted = True
        with pytest.raises(PermanentFailure, match="nicht mehr vorhanden"):
            await opened.connector().amend(opened.access, command, before.parts)

    play(scene)


@pytest.mark.parametrize(
    ("status", "body", "kind", "said"),
    [
        (401, {"code": "EXPIRED_ACCESS_TOKEN"}, AccessLost, "Zustimmung"),
        (403, {"code": "ACCESS_DENIED"}, AccessLost, "Zustimmung"),
        (404, {"code": "RESOURCE_NOT_FOUND"}, PermanentFailure, "gelöscht"),
        (422, {"code": "FIELD_LENGTH_TOO_LONG", "message": "zu lang"}, PermanentFailure, "zu lang"),
        (426, {"code": "NONEXISTENT_VERSION"}, AccessLost, "Version der Schnittstelle"),
        (400, {"code": "VERSION_MISSING"}, AccessLost, "Version der Schnittstelle"),
        (429, {"code": "TOO_MANY_REQUESTS"}, TemporaryFailure, "Pause"),
        (500, {}, OutcomeUnclear, "steht noch nicht fest"),
        (503, "<html>Wartung</html>", OutcomeUnclear, "steht noch nicht fest"),
    ],
)
def test_refusals_mean_what_their_codes_say(
    status: int, body: Any, kind: type[ConnectorFailure], said: str
) -> None:
    async def scene(opened: LinkedInStage) -> None:
        opened.linkedin.faults.add(Scripted(POSTING, status=status, body=body))
        failure = await _failure(opened)
        assert type(failure) is kind
        assert said in failure.for_staff

    play(scene)


def test_a_version_that_ended_or_is_none_is_told() -> None:
    async def scene(opened: LinkedInStage) -> None:
        opened.linkedin.oldest_version = "202511"
        for version, said in (("202410", "nimmt die eingestellte Version"), ("neu", "Jahr und")):
            settings = {**opened.access.settings, "api_version": version}
            access = replace(opened.access, settings=settings)
            with pytest.raises(AccessLost) as caught:
                await opened.connector().check_access(access)
            assert said in caught.value.for_staff

    play(scene)


def test_consent_opens_the_pages_the_person_administers() -> None:
    async def scene(opened: LinkedInStage) -> None:
        access = Access({}, {}, stand_ins=opened.access.stand_ins)
        (grant,) = await opened.connector().grants(access, Tokens(TOKEN))
        urn = f"urn:li:organization:{NUMBER}"
        assert (grant.account, grant.settings) == ("Stadt Musterstadt", {"organization": urn})
        no_page = replace(opened.access, settings={})
        with pytest.raises(AccessLost, match="keine LinkedIn-Seite gewählt"):
            await opened.connector().publish(no_page, opened.command())

    play(scene)


def test_comments_are_heard_answered_and_deleted() -> None:
    async def scene(opened: LinkedInStage) -> None:
        connector, access = opened.connector(), opened.access
        published = await connector.publish(access, opened.command())
        post = published.parts[0].remote_id
        asked = opened.linkedin.says(post, "Wie lange <b>dauert</b> das?")
        (heard,) = (await connector.contributions(access, published.parts)).contributions
        assert (heard.remote_id, heard.post_id) == (asked, post)
        assert heard.text == "Wie lange <b>dauert</b> das?"
        answer = await connector.reply(access, asked, "Bis Freitag.", "key")
        again = opened.linkedin.says(post, "Und danach?", above=asked)
        others = (await connector.contributions(access, published.parts)).contributions
        told = [(one.remote_id, one.answers) for one in others]
        assert told == [(asked, ""), (again, asked)]
        measured = await connector.measure(access, published.parts)
        assert measured.numbers == {"likes": 7, "comments": 3}
        with pytest.raises(PermanentFailure) as caught:
            await connector.remove(access, asked)
        assert "fremde Kommentare" in caught.value.for_staff
        for _ in range(2):
            await connector.remove(access, answer.remote_id)
        left = (await connector.measure(access, published.parts)).numbers
        assert left["comments"] == 2  # its own is gone

    play(scene)


def test_many_comments_come_page_by_page() -> None:
    async def scene(opened: LinkedInStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        for number in range(60):
            opened.linkedin.says(published.parts[0].remote_id, f"Nummer {number}")
        connector, found, cursor = opened.connector(), [], ""
        while True:
            heard = await connector.contributions(opened.access, published.parts, cursor)
            found += [one.text for one in heard.contributions]
            if not (cursor := heard.cursor):
                break
        assert found == [f"Nummer {number}" for number in range(60)]

    play(scene)


@pytest.mark.parametrize("told", ["", "x", "urn:li:comment:(urn:li:share:1,2)/../../posts"])
def test_a_comment_that_is_none_is_never_part_of_an_address(told: str) -> None:
    async def scene(opened: LinkedInStage) -> None:
        with pytest.raises(PermanentFailure, match="gehört zu keinem Kommentar"):
            await opened.connector().reply(opened.access, told, "Antwort", "key")

    play(scene)


def test_nothing_is_looked_for_that_was_never_sent() -> None:
    async def scene(opened: LinkedInStage) -> None:
        command = replace(opened.command(), first_attempt_at=None)
        assert await opened.connector().find(opened.access, command) == Published(())

    play(scene)
