"""The emulated instance refuses what the original refuses, and what breaks the contract."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from ausrufer.channels.testing import example_picture
from ausrufer.connectors.mastodon.tests.practice import BEARER, instance, post, put_picture
from ausrufer.connectors.mastodon.tests.stage import (
    contract_document,
    stage,
)
from ausrufer.training.mastodon import Limits


@pytest.mark.parametrize(
    ("method", "path", "fields"),
    [
        ("POST", "/api/v1/statuses", {"status": "a", "in_reply_to": "1"}),
        ("POST", "/api/v1/statuses", {"status": 7}),
        ("POST", "/api/v1/statuses", {"text": "a"}),
        ("POST", "/api/v1/statuses", {"status": "a", "media_ids": "1"}),
        ("PUT", "/api/v1/statuses/1", {"status": "a", "reply_to": "1"}),
        ("POST", "/api/v2/media", {"file": "a"}),
        ("GET", "/api/v1/erfunden", None),
        ("GET", "/api/v1/accounts/1/statuses?limit=viele", None),
    ],
)
def test_a_request_outside_the_contract_fails_loudly(
    method: str, path: str, fields: dict[str, Any] | None
) -> None:
    async def run() -> None:
        async with instance(contract=contract_document()) as (opened, client):
            answer = await client.request(method, path, json=fields, headers=BEARER)
            assert answer.status == 500
            bare = path.partition("?")[0]
            assert [v.partition(": ")[0] for v in opened.violations] == [f"{method} {bare}"]
            assert opened.memory.statuses == {}

    asyncio.run(run())


def test_an_answer_outside_the_contract_fails_loudly() -> None:
    async def run() -> None:
        async with instance(contract=contract_document(), title=None) as (opened, client):
            answer = await client.get("/api/v2/instance")
            assert (answer.status, len(opened.violations)) == (500, 1)

    asyncio.run(run())


def test_without_the_document_nothing_is_compared() -> None:
    async def run() -> None:
        async with instance(contract=None) as (opened, client):
            await post(client, status="a", erfunden=True)
            assert opened.violations == []

    asyncio.run(run())


def test_the_stage_notices_violations() -> None:
    async def run() -> None:
        async with stage() as opened:
            opened.instance.violations.append("POST /x: made up")

    with pytest.raises(AssertionError):
        asyncio.run(run())


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[1]"),
        ("application/json", b"\xff\xfe"),
        ("application/json", b"[" * 50_000),
        ("application/x-www-form-urlencoded", b"status=%ff&media_ids[][=x&[]=y"),
        ("multipart/form-data", b"ohne Grenze"),
        ("multipart/form-data; boundary=x", b"--x\r\nkaputt"),
        ("text/plain", b"status=a"),
    ],
)
def test_bodies_nobody_can_read_are_refused(content_type: str, body: bytes) -> None:
    async def run() -> None:
        async with instance(contract=None) as (opened, client):
            headers = {**BEARER, "Content-Type": content_type}
            answer = await client.post("/api/v1/statuses", data=body, headers=headers)
            assert answer.status in {400, 422} or content_type == "text/plain"
            assert answer.status < 500
            assert len(opened.memory.statuses) == int(answer.status == 200)

    asyncio.run(run())


def test_pictures_are_checked_as_by_the_original() -> None:
    async def run() -> None:
        limits = Limits(picture_bytes=2_000, picture_pixels=2_000, alt_text=10)
        async with instance(limits=limits) as (_, client):

            async def refused(content: bytes, kind: str, **fields: str) -> str:
                form = aiohttp.FormData(fields)
                form.add_field("file", content, filename="a", content_type=kind)
                answer = await client.post("/api/v2/media", data=form, headers=BEARER)
                assert answer.status == 422
                return str((await answer.json())["error"])

            png = example_picture(0).content
            assert "content type" in await refused(png, "image/jpeg")
            assert "content type" in await refused(b"GIF89a", "image/gif")
            assert "blank" in await refused(b"", "image/png")
            assert "too big" in await refused(png + b"\0" * 2_000, "image/png")
            assert "too long" in await refused(png, "image/png", description="x" * 11)
            assert "pixels" in await refused(example_picture(40).content, "image/png")

    asyncio.run(run())


def test_pictures_can_be_attached_once_and_only_when_ready() -> None:
    async def run() -> None:
        async with instance() as (opened, client):

            async def refused(*ids: str) -> str:
                fields = {"status": "a", "media_ids": list(ids)}
                answer = await client.post("/api/v1/statuses", json=fields, headers=BEARER)
                assert answer.status == 422
                return str((await answer.json())["error"])

            one = await put_picture(client)
            assert "not found" in await refused("123")
            assert "more than 4" in await refused("1", "2", "3", "4", "5")
            opened.memory.media[one].polls = 1
            assert "not finished processing" in await refused(one)
            opened.memory.media[one].polls = 0
            await post(client, status="a", media_ids=[one])
            assert "already attached" in await refused(one)

    asyncio.run(run())


def test_the_rate_is_told_and_enforced_where_asked() -> None:
    now = datetime(2026, 11, 21, 8, 1, tzinfo=UTC)

    async def run() -> None:
        limits = Limits(requests=2, enforce_requests=True)
        async with instance(limits=limits, clock=lambda: now) as (_, client):
            told = []
            for _ in range(3):
                answer = await client.get("/api/v2/instance", headers=BEARER)
                told.append((answer.status, answer.headers["X-RateLimit-Remaining"]))
            assert told == [(200, "1"), (200, "0"), (429, "0")]
            assert answer.headers["X-RateLimit-Reset"] == "2026-11-21T08:05:00.000Z"

    asyncio.run(run())
