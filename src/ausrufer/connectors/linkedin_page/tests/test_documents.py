"""A document takes the place of pictures; nothing of it is public until the post names it."""

import hashlib
from dataclasses import replace

import pytest

from ausrufer.channels.contract import Command, Document
from ausrufer.channels.errors import OutcomeUnclear, PermanentFailure, TemporaryFailure
from ausrufer.connectors.linkedin_page.tests.stage import POSTING, LinkedInStage, play
from ausrufer.training.faults import Fault as Scripted

CONTENT = b"%PDF-1.7\n%%EOF"
PLAN = Document(
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    media_type="application/pdf",
    pages=3,
    size=len(CONTENT),
    title="Haushaltsplan 2027",
    content=CONTENT,
)
BEGINNING = "POST /rest/documents"


def with_document(opened: LinkedInStage, document: Document = PLAN) -> Command:
    command = opened.command()
    return replace(command, outgoing=replace(command.outgoing, documents=(document,)))


def test_a_document_is_posted_with_its_title_in_place_of_the_card() -> None:
    async def scene(opened: LinkedInStage) -> None:
        await opened.connector().publish(opened.access, with_document(opened))
        (post,) = opened.linkedin.posts
        assert post.documents == ((PLAN.sha256, PLAN.title),)
        assert set(post.content) == {"media"}
        assert set(post.content["media"]) == {"id", "title"}
        assert post.pictures == ()

    play(scene)


def test_after_a_broken_call_the_post_is_found_and_never_doubled() -> None:
    async def scene(opened: LinkedInStage) -> None:
        command = with_document(opened)
        opened.linkedin.faults.add(Scripted(POSTING, broken="after"))
        with pytest.raises(OutcomeUnclear):
            await opened.connector().publish(opened.access, command)
        found = await opened.connector().find(opened.access, command)
        assert found == await opened.connector().publish(opened.access, command)
        assert len(opened.linkedin.posts) == 1

    play(scene)


@pytest.mark.parametrize(
    "fault",
    [
        Scripted(BEGINNING, status=429, body={"code": "TOO_MANY_REQUESTS"}),
        Scripted(BEGINNING, status=503, body={}),
        Scripted(BEGINNING, broken="before"),
        Scripted(BEGINNING, broken="after"),
        Scripted("PUT /dms-uploads/*", broken="after"),
    ],
)
def test_bringing_the_document_may_fail_and_be_repeated(fault: Scripted) -> None:
    async def scene(opened: LinkedInStage) -> None:
        opened.linkedin.faults.add(fault)
        command = with_document(opened)
        with pytest.raises(TemporaryFailure):
            await opened.connector().publish(opened.access, command)
        assert opened.linkedin.posts == []
        await opened.connector().publish(opened.access, command)
        assert len(opened.linkedin.posts) == 1

    play(scene)


@pytest.mark.parametrize(
    "value", [{}, {"uploadUrl": "https://x.example/", "document": "urn:li:image:1"}]
)
def test_an_answer_without_the_document_is_not_taken_for_one(value: dict[str, str]) -> None:
    async def scene(opened: LinkedInStage) -> None:
        opened.linkedin.faults.add(Scripted(BEGINNING, status=200, body={"value": value}))
        with pytest.raises(TemporaryFailure):
            await opened.connector().publish(opened.access, with_document(opened))
        assert opened.linkedin.posts == []

    play(scene)


def test_what_linkedin_cannot_read_is_refused_with_its_reason() -> None:
    async def scene(opened: LinkedInStage) -> None:
        broken = replace(PLAN, content=b"MZ")
        with pytest.raises(PermanentFailure):
            await opened.connector().publish(opened.access, with_document(opened, broken))
        assert opened.linkedin.posts == []

    play(scene)


def test_the_words_beside_a_document_can_be_corrected_the_document_cannot() -> None:
    async def scene(opened: LinkedInStage) -> None:
        command = with_document(opened)
        before = await opened.connector().publish(opened.access, command)
        kept = replace(command.outgoing, parts=("Neu.",))
        await opened.connector().amend(opened.access, replace(command, outgoing=kept), before.parts)
        assert opened.linkedin.posts[0].text == "Neu."
        other = replace(kept, documents=(replace(PLAN, title="Anderer Plan"),))
        for wrong in (
            replace(command, outgoing=other),
            replace(command, outgoing=replace(kept, documents=())),
        ):
            with pytest.raises(PermanentFailure, match="sein Dokument"):
                await opened.connector().amend(opened.access, wrong, before.parts)

    play(scene)


def test_a_post_without_a_document_gets_none_by_correction() -> None:
    async def scene(opened: LinkedInStage) -> None:
        before = await opened.connector().publish(opened.access, opened.command())
        with pytest.raises(PermanentFailure, match="sein Dokument"):
            await opened.connector().amend(opened.access, with_document(opened), before.parts)

    play(scene)
