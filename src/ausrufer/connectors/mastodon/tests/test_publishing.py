"""Publishing: once, whole, with pictures, and honest about what went wrong."""

import hashlib
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image

from ausrufer.channels.contract import Command, Outgoing, Picture, Published
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.testing import example_picture
from ausrufer.connectors.mastodon.tests.scenes import ASKING, UPLOADING, changed, failure_of, play
from ausrufer.connectors.mastodon.tests.stage import POSTING, MastodonStage
from ausrufer.training.faults import Fault


@pytest.mark.parametrize(
    "text",
    [
        "Grüße – „schön“ & <b>gut</b>; 100 %",
        "👷🏽‍♀️ 🇩🇪 e\u0301",
        "Siehe https://www.musterstadt.example/ä?a=1&b=%20#x (bald) #Straße #Köln_2026",
        "Absatz\n\nAbsatz\nZeile",
        "@wirsindhiernicht und info@musterstadt.example",
        "x" * 500,
        "y" * 476 + " https://www.musterstadt.example/" + "lang/" * 40,
    ],
)
def test_readers_see_the_text_as_it_was_approved(text: str) -> None:
    async def scene(opened: MastodonStage) -> None:
        command = changed(opened.command(), parts=(text,))
        await opened.connector().publish(opened.access, command)
        assert [seen.text for seen in await opened.seen()] == [text]

    play(scene)


def test_four_pictures_arrive_byte_for_byte_with_their_alt_texts() -> None:
    async def scene(opened: MastodonStage) -> None:
        decorative = replace(example_picture(3), alt_text="")
        pictures = (*(example_picture(number) for number in range(3)), decorative)
        command = changed(opened.command(), pictures=pictures)
        await opened.connector().publish(opened.access, command)
        [seen] = await opened.seen()
        assert [(p.sha256, p.alt_text) for p in seen.pictures] == [
            (p.sha256, p.alt_text) for p in pictures
        ]

    play(scene)


def test_a_photograph_of_megabytes_arrives_byte_for_byte() -> None:
    buffer = io.BytesIO()
    Image.effect_noise((1600, 1200), 90).convert("RGB").save(buffer, "JPEG", quality=95)
    content = buffer.getvalue()
    photograph = Picture(
        hashlib.sha256(content).hexdigest(), "image/jpeg", 1600, 1200, "Rauschen", content
    )
    assert len(content) > 1_000_000

    async def scene(opened: MastodonStage) -> None:
        command = changed(opened.command(), pictures=(photograph,))
        await opened.connector().publish(opened.access, command)
        [seen] = await opened.seen()
        assert [picture.sha256 for picture in seen.pictures] == [photograph.sha256]

    play(scene)


@pytest.mark.parametrize(("polls", "arrives"), [(1, True), (3, True), (4, False), (10**9, False)])
def test_processing_is_waited_for_a_bounded_number_of_times(polls: int, *, arrives: bool) -> None:
    async def scene(opened: MastodonStage) -> None:
        call = opened.connector().publish(opened.access, opened.command(pictures=1))
        if arrives:
            await call
        else:
            assert type(await failure_of(call)) is TemporaryFailure
        assert len(await opened.seen()) == int(arrives)

    play(scene, polls=polls)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(UPLOADING, status=500, body={"error": "thumbnail"}), TemporaryFailure),
        (Fault(UPLOADING, status=503, body="<html>"), TemporaryFailure),
        (Fault(UPLOADING, broken="before"), TemporaryFailure),
        (Fault(UPLOADING, broken="after"), TemporaryFailure),
        (Fault(UPLOADING, nonsense="<html>"), TemporaryFailure),
        (Fault(UPLOADING, nonsense='{"id": "../statuses"}'), TemporaryFailure),
        (Fault(UPLOADING, nonsense="[]"), TemporaryFailure),
        (Fault(UPLOADING, status=429, body={"error": "Too many requests"}), TemporaryFailure),
        (Fault(UPLOADING, status=413, body="<html>"), PermanentFailure),
        (Fault(UPLOADING, status=422, body={"error": "File is invalid"}), PermanentFailure),
        (Fault(UPLOADING, status=401, body={"error": "invalid"}), AccessLost),
        (Fault(UPLOADING, status=403, body={"error": "outside"}), AccessLost),
        (Fault(ASKING, broken="after"), TemporaryFailure),
        (Fault(ASKING, status=404, body={"error": "Record not found"}), PermanentFailure),
        (Fault(ASKING, status=422, body={"error": "processing"}), PermanentFailure),
        (Fault(ASKING, status=500, body=""), TemporaryFailure),
    ],
)
def test_trouble_with_a_picture_never_leaves_anything_open(
    fault: Fault, expected: type[ConnectorFailure]
) -> None:
    async def scene(opened: MastodonStage) -> None:
        opened.break_down(fault)
        call = opened.connector().publish(opened.access, opened.command(pictures=1))
        assert type(await failure_of(call)) is expected
        assert await opened.seen() == []

    play(scene, polls=1)


@pytest.mark.parametrize(
    ("fault", "expected", "there"),
    [
        (Fault(POSTING, status=500, body={"error": "oops"}), OutcomeUnclear, 0),
        (Fault(POSTING, status=503, body="<html>"), OutcomeUnclear, 0),
        (Fault(POSTING, broken="before"), OutcomeUnclear, 0),
        (Fault(POSTING, broken="after"), OutcomeUnclear, 1),
        (Fault(POSTING, nonsense="<html>"), OutcomeUnclear, 1),
        (Fault(POSTING, nonsense="{}"), OutcomeUnclear, 1),
        (Fault(POSTING, nonsense='{"id": 7}'), OutcomeUnclear, 1),
        (Fault(POSTING, nonsense='{"id": "1/reblog"}'), OutcomeUnclear, 1),
        (Fault(POSTING, nonsense="x" * 6_000_000), OutcomeUnclear, 1),
        (Fault(POSTING, status=302, headers={"Location": "/x"}), AccessLost, 0),
        (Fault(POSTING, status=401, body={"error": "invalid"}), AccessLost, 0),
        (Fault(POSTING, status=403, body={"error": "suspended"}), AccessLost, 0),
        (Fault(POSTING, status=404, body={"error": "Not Found"}), PermanentFailure, 0),
        (Fault(POSTING, status=422, body={"error": "no"}), PermanentFailure, 0),
        (Fault(POSTING, status=429, body={"error": "Too many requests"}), TemporaryFailure, 0),
    ],
)
def test_trouble_with_the_post_is_told_for_what_it_is(
    fault: Fault, expected: type[ConnectorFailure], there: int
) -> None:
    async def scene(opened: MastodonStage) -> None:
        opened.break_down(fault)
        call = opened.connector().publish(opened.access, opened.command())
        assert type(await failure_of(call)) is expected
        assert len(await opened.seen()) == there

    play(scene)


def test_the_pause_an_instance_asks_for_is_told() -> None:
    async def scene(opened: MastodonStage) -> None:
        opened.instance.faults.add(
            Fault(POSTING, status=429, body={"error": "x"}, headers={"Retry-After": "90"})
        )
        failure = await failure_of(opened.connector().publish(opened.access, opened.command()))
        assert isinstance(failure, TemporaryFailure)
        assert failure.retry_after == timedelta(seconds=90)

    play(scene)


def test_too_long_a_text_is_refused_in_the_words_of_the_instance() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = changed(opened.command(), parts=("x" * 501,))
        failure = await failure_of(opened.connector().publish(opened.access, command))
        assert type(failure) is PermanentFailure
        assert failure.for_staff == (
            "Mastodon hat den Beitrag abgelehnt, mit der Begründung: "
            "„Validation failed: Text character limit of 500 exceeded“"
        )

    play(scene)


def test_a_private_address_is_refused_before_anything_is_sent() -> None:
    async def scene(opened: MastodonStage) -> None:
        access = replace(opened.access, settings={"base_url": "http://127.0.0.1:9"})
        failure = await failure_of(opened.connector().publish(access, opened.command()))
        assert type(failure) is AccessLost

    play(scene)


@pytest.mark.parametrize(
    ("settings", "secrets", "expected"),
    [
        ({}, {"token": "x"}, AccessLost),
        ({"base_url": "  "}, {"token": "x"}, AccessLost),
        ({"base_url": "http://[kaputt"}, {"token": "x"}, AccessLost),
        ({"base_url": "ftp://social.example"}, {"token": "x"}, AccessLost),
        ({"base_url": "https://nutzer:wort@social.example"}, {"token": "x"}, AccessLost),
        ({"base_url": "https://social.example"}, {}, AccessLost),
        ({"base_url": "https://social.example"}, {"token": "a\r\nX: b"}, AccessLost),
        ({"base_url": "https://social.example"}, {"token": "Schlüssel"}, AccessLost),
        ({"base_url": "https://social.example"}, {"token": "zwei Wörter"}, AccessLost),
    ],
)
def test_an_unusable_access_is_told_without_calling_anybody(
    settings: dict[str, str], secrets: dict[str, str], expected: type[ConnectorFailure]
) -> None:
    async def scene(opened: MastodonStage) -> None:
        access = replace(opened.access, settings=settings, secrets=secrets)
        failure = await failure_of(opened.connector().publish(access, opened.command()))
        assert type(failure) is expected

    play(scene)


@pytest.mark.parametrize("suffix", ["", "/", "/@musterstadt", "/home?x=1"])
def test_any_page_of_the_instance_serves_as_its_address(suffix: str) -> None:
    async def scene(opened: MastodonStage) -> None:
        access = replace(opened.access, settings={"base_url": f" {opened.base_url}{suffix} "})
        published = await opened.connector().publish(access, opened.command())
        assert published.permalink == (
            f"{opened.base_url}/@musterstadt/{published.parts[0].remote_id}"
        )

    play(scene)


def test_a_language_with_a_region_is_told_as_the_language() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = changed(opened.command(), language="de-DE-1996")
        await opened.connector().publish(opened.access, command)
        assert [seen.language for seen in await opened.seen()] == ["de"]

    play(scene)


def test_nothing_to_do_calls_nobody() -> None:
    async def scene(opened: MastodonStage) -> None:
        command = opened.command(pictures=1)
        published = await opened.connector().publish(opened.access, command)
        opened.instance.faults.add(Fault("* /*", status=500, times=100))
        again = replace(command, already=published.parts)
        assert await opened.connector().publish(opened.access, again) == published
        empty = Command("k", Outgoing("p", "de", "t", ()))
        assert await opened.connector().publish(opened.access, empty) == Published(())

    play(scene)
