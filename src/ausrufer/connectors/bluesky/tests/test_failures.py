"""What every kind of answer means, asked of a server that gives it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from ausrufer.channels.errors import (
    AccessLost,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.rest.waiting import retry_after
from ausrufer.channels.testing import example_picture
from ausrufer.connectors.bluesky.tests.stage import WRITING, practice_stage
from ausrufer.connectors.bluesky.tests.test_publishing import order
from ausrufer.training.faults import Fault

UPLOAD = "POST /xrpc/com.atproto.repo.uploadBlob"
READING = "GET /xrpc/com.atproto.repo.getRecord"
BUSY = {"RateLimit-Reset": "1795253000", "Date": "Sat, 21 Nov 2026 09:18:36 GMT"}


@pytest.mark.parametrize(
    ("on", "status", "body", "failure"),
    [
        (WRITING, 400, {"error": "InvalidRequest", "message": "no"}, PermanentFailure),
        (WRITING, 400, {"error": "InvalidMimeType"}, PermanentFailure),
        (WRITING, 400, {"error": "BlobNotFound"}, TemporaryFailure),
        (WRITING, 400, {"error": "InvalidToken"}, AccessLost),
        (WRITING, 400, {"error": "RepoDeactivated"}, AccessLost),
        (WRITING, 400, "<h1>Schlecht</h1>", PermanentFailure),
        (WRITING, 401, {"error": "AuthMissing"}, AccessLost),
        (WRITING, 403, {"error": "AccountNotFound"}, AccessLost),
        (WRITING, 404, {}, PermanentFailure),
        (WRITING, 408, {}, OutcomeUnclear),
        (WRITING, 413, {"error": "PayloadTooLarge"}, PermanentFailure),
        (WRITING, 429, {"error": "RateLimitExceeded"}, TemporaryFailure),
        (WRITING, 307, "", AccessLost),
        (WRITING, 500, {"error": "InternalServerError"}, OutcomeUnclear),
        (WRITING, 502, "<h1>Bad gateway</h1>", OutcomeUnclear),
        (WRITING, 503, {"error": "NotEnoughResources"}, OutcomeUnclear),
        (WRITING, 504, "", OutcomeUnclear),
        (UPLOAD, 400, {"error": "InvalidRequest"}, PermanentFailure),
        (UPLOAD, 413, {"error": "PayloadTooLarge"}, PermanentFailure),
        (UPLOAD, 429, {"error": "RateLimitExceeded"}, TemporaryFailure),
        (UPLOAD, 500, {"error": "InternalServerError"}, TemporaryFailure),
        (UPLOAD, 504, {"error": "UpstreamTimeout"}, TemporaryFailure),
    ],
)
def test_publishing(on: str, status: int, body: Any, failure: type[Exception]) -> None:
    async def test() -> None:
        async with practice_stage() as stage:
            stage.script.add(Fault(on, status=status, body=body, times=9))
            command = order("Eins", pictures=(example_picture(0),))
            with pytest.raises(failure) as raised:
                await stage.connector().publish(stage.access, command)
            assert type(raised.value) is failure
            assert await stage.posts() == []

    asyncio.run(test())


@pytest.mark.parametrize("body", [{}, [], "Wartung", {"uri": 1, "cid": "x"}, {"uri": "at://x"}])
@pytest.mark.parametrize(("on", "failure"), [(WRITING, OutcomeUnclear), (UPLOAD, TemporaryFailure)])
def test_a_yes_without_content(on: str, body: Any, failure: type[Exception]) -> None:
    async def test() -> None:
        async with practice_stage() as stage:
            stage.script.add(Fault(on, status=200, body=body))
            with pytest.raises(failure):
                await stage.connector().publish(
                    stage.access, order("Eins", pictures=(example_picture(0),))
                )

    asyncio.run(test())


@pytest.mark.parametrize(
    ("status", "body", "failure"),
    [
        (400, {"error": "InvalidRequest", "message": "Could not locate record"}, PermanentFailure),
        (404, "<h1>Nicht gefunden</h1>", PermanentFailure),
        (500, {"error": "InternalServerError"}, TemporaryFailure),
        (200, "Wartung", TemporaryFailure),
        (200, {"uri": "at://x/y/z", "cid": "c"}, TemporaryFailure),
    ],
)
def test_a_look_says_no_only_where_the_server_says_so(
    status: int, body: Any, failure: type[Exception]
) -> None:
    async def test() -> None:
        async with practice_stage() as stage:
            command = order("Eins")
            await stage.connector().publish(stage.access, command)
            stage.script.add(Fault(READING, status=status, body=body))
            with pytest.raises(failure):
                await stage.connector().find(stage.access, command)

    asyncio.run(test())


def test_a_pause_is_told() -> None:
    async def test() -> None:
        async with practice_stage() as stage:
            busy = {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}
            stage.script.add(Fault(WRITING, status=429, body=busy, headers=BUSY))
            with pytest.raises(TemporaryFailure) as pause:
                await stage.connector().publish(stage.access, order("Eins"))
            assert pause.value.retry_after == timedelta(seconds=284)

    asyncio.run(test())


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "99999999999"}, 24 * 3600),
        ({"retry-after": "999999999999999999999"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "²"}, None),
        ({"ratelimit-reset": "1795253000", "date": "Sat, 21 Nov 2026 09:18:36 GMT"}, 284),
        ({"ratelimit-reset": "1795250000", "date": "Sat, 21 Nov 2026 09:18:36 GMT"}, 1),
        ({"ratelimit-reset": "99999999999", "date": "Sat, 21 Nov 2026 09:18:36 GMT"}, 24 * 3600),
        ({"ratelimit-reset": "bald"}, None),
        ({}, None),
    ],
)
def test_how_long_a_server_asks_to_wait(headers: dict[str, str], seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert retry_after(headers) == expected
