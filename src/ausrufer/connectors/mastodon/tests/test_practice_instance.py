"""The emulated instance remembers, shows pages, misbehaves as told and counts what arrived."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from bs4 import BeautifulSoup

from ausrufer.channels.testing import example_picture
from ausrufer.connectors.mastodon.tests.practice import BEARER, instance, post, put_picture
from ausrufer.connectors.mastodon.tests.stage import (
    TOKEN,
)
from ausrufer.training.faults import Fault
from ausrufer.training.mastodon import PracticeInstance, mastodon_app


def test_everything_is_there_again_after_a_restart(tmp_path: Path) -> None:
    async def run() -> None:
        async with instance(folder=tmp_path) as (_, client):
            media_id = await put_picture(client)
            fields = {"status": "a", "media_ids": [media_id], "language": "de"}
            headers = {**BEARER, "Idempotency-Key": "k"}
            first = await (
                await client.post("/api/v1/statuses", json=fields, headers=headers)
            ).json()
            gone = await post(client, status="b")
            await client.delete(f"/api/v1/statuses/{gone['id']}", headers=BEARER)
            before = await (await client.get("/_received")).json()
        with (tmp_path / "journal.jsonl").open("a") as journal:
            journal.write('{"kind": "status", "rec')  # killed while writing
        async with instance(folder=tmp_path) as (_, client):
            assert await (await client.get("/_received")).json() == before
            again = await (
                await client.post("/api/v1/statuses", json=fields, headers=headers)
            ).json()
            assert again["id"] == first["id"]
            path = f"/system/media_attachments/{media_id}/original.png"
            assert await (await client.get(path)).read() == example_picture(0).content
            assert int((await post(client, status="c"))["id"]) > int(gone["id"])

    asyncio.run(run())


def test_a_journal_cut_off_in_a_line_loses_only_that_line(tmp_path: Path) -> None:
    """Killed in the middle of a letter; what is written afterwards must not be glued to it."""

    async def run() -> None:
        texts = ["Eins\u2028zwei", "Grüße"]  # U+2028 ends a line for some, but not for JSON
        async with instance(folder=tmp_path) as (_, client):
            for text in texts:
                await post(client, status=text)
        journal = tmp_path / "journal.jsonl"
        written = journal.read_bytes()
        journal.write_bytes(written[: written.rindex("ü".encode()) + 1])
        async with instance(folder=tmp_path) as (opened, client):
            assert [one.text for one in opened.memory.public()] == texts[:1]
            await post(client, status="Drei")
        async with instance(folder=tmp_path) as (opened, _):
            assert [one.text for one in opened.memory.public()] == [texts[0], "Drei"]

    asyncio.run(run())


def test_a_key_is_remembered_for_an_hour() -> None:
    now = [datetime(2026, 11, 21, 8, 0, tzinfo=UTC)]

    async def run() -> None:
        async with instance(clock=lambda: now[0]) as (opened, client):
            headers = {**BEARER, "Idempotency-Key": "k"}
            for minutes, copies in ((0, 1), (59, 1), (61, 2)):
                now[0] = datetime(2026, 11, 21, 8, 0, tzinfo=UTC) + timedelta(minutes=minutes)
                await client.post("/api/v1/statuses", json={"status": "a"}, headers=headers)
                assert len(opened.memory.public()) == copies

    asyncio.run(run())


def test_a_key_whose_post_was_deleted_is_not_found() -> None:
    async def run() -> None:
        async with instance() as (_, client):
            headers = {**BEARER, "Idempotency-Key": "k"}
            fields = {"status": "a"}
            first = await (
                await client.post("/api/v1/statuses", json=fields, headers=headers)
            ).json()
            await client.delete(f"/api/v1/statuses/{first['id']}", headers=BEARER)
            answer = await client.post("/api/v1/statuses", json=fields, headers=headers)
            assert answer.status == 404

    asyncio.run(run())


def test_a_post_has_a_readable_page() -> None:
    async def run() -> None:
        async with instance() as (_, client):
            text = (
                "Grüße <script>alert(1)</script> & mehr #Übung\n\nhttps://stadt.example/a?b=1&c=2"
            )
            media_id = await put_picture(client)
            status = await post(client, status=text, media_ids=[media_id], language="de")
            for path in (
                f"/@musterstadt/{status['id']}",
                "/@musterstadt",
                "/@MusterStadt",
                "/tags/übung",
            ):
                answer = await client.get(path)
                page = BeautifulSoup(await answer.text(), "html.parser")
                assert (answer.status, page.html["lang"]) == (200, "de")
                assert page.find(class_="exercise").strong.text == "ÜBUNG"
                assert page.find("img")["alt"] == example_picture(0).alt_text
                assert page.find("img")["src"].endswith(f"/{media_id}/original.png")
                assert "<script>alert(1)</script> & mehr" in page.article.text
                assert page.find_all(["script", "style"]) == page.find_all(style=True) == []
                assert page.find("link", rel="stylesheet")["href"] == "/page.css"
            await client.delete(f"/api/v1/statuses/{status['id']}", headers=BEARER)
            answer = await client.get(f"/@musterstadt/{status['id']}")
            assert (answer.status, "wurde gelöscht" in await answer.text()) == (404, True)
            for path, kind in (("/page.css", "text/css"), ("/avatar.svg", "image/svg+xml")):
                assert (await client.get(path)).content_type == kind
            start = BeautifulSoup(await (await client.get("/")).text(), "html.parser")
            assert start.li.a["href"] == "/@musterstadt"
            assert start.li.a.text == "Stadt <Muster>"

    asyncio.run(run())


def test_what_arrived_can_be_counted() -> None:
    async def run() -> None:
        async with instance() as (_, client):
            media_id = await put_picture(client)
            headers = {**BEARER, "Idempotency-Key": "k"}
            fields = {"status": "a", "media_ids": [media_id], "language": "de"}
            await client.post("/api/v1/statuses", json=fields, headers=headers)
            [received] = await (await client.get("/_received")).json()
            picture = example_picture(0)
            assert (received["key"], received["text"], received["media"]) == (
                "k",
                "a",
                [{"sha256": picture.sha256, "alt_text": picture.alt_text}],
            )

    asyncio.run(run())


def test_faults_can_be_scripted_from_another_process() -> None:
    async def run() -> None:
        async with instance() as (opened, client):

            async def script(fault: object) -> int:
                return (await client.post("/_faults", json=fault)).status

            assert await script({"on": "POST /api/v1/statuses", "status": 503, "body": {}}) == 200
            answer = await client.post("/api/v1/statuses", json={"status": "a"}, headers=BEARER)
            assert answer.status == 503
            for wrong in ({"on": "POST"}, {"on": "a b", "what": 1}, {"on": 7}, [], "x"):
                assert await script(wrong) == 400
            assert (await client.post("/_faults", data=b"{")).status == 400
            assert await script({"on": "POST /api/v1/statuses", "broken": "after"}) == 200
            with pytest.raises(aiohttp.ClientError):
                await client.post("/api/v1/statuses", json={"status": "b"}, headers=BEARER)
            assert [status.text for status in opened.memory.public()] == ["b"]
            assert await script({"polls": 2}) == 200
            assert opened.polls == 2
            assert await script({"revoke": TOKEN}) == 200
            assert (await client.get("/api/v1/statuses/1", headers=BEARER)).status == 404
            path = "/api/v1/accounts/verify_credentials"
            assert (await client.get(path, headers=BEARER)).status == 401

    asyncio.run(run())


def test_a_request_can_be_held_until_released() -> None:
    async def run() -> None:
        async with instance() as (opened, client):
            opened.faults.add(Fault("POST /api/v1/statuses", held=True))
            sending = asyncio.create_task(post(client, status="a"))
            await opened.faults.somebody_waits()
            assert opened.memory.statuses == {}
            await client.post("/_faults", json={"release": True})
            assert (await sending)["content"] == "<p>a</p>"

    asyncio.run(run())


def test_strangers_from_other_machines_may_not_script() -> None:
    from aiohttp.test_utils import make_mocked_request

    from ausrufer.training.mastodon import INSTANCE
    from ausrufer.training.mastodon.admin import received

    async def run() -> None:
        app = mastodon_app(PracticeInstance.in_folder(None, []))
        request = make_mocked_request("GET", "/_received", app=app).clone(remote="192.0.2.7")
        assert app[INSTANCE].memory.statuses == {}
        with pytest.raises(aiohttp.web.HTTPForbidden):
            await received(request)

    asyncio.run(run())


def test_the_journal_of_an_instance_is_plain_json(tmp_path: Path) -> None:
    async def run() -> None:
        async with instance(folder=tmp_path) as (_, client):
            await post(client, status="Grüße")

    asyncio.run(run())
    lines = (tmp_path / "journal.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["record"]["text"] for line in lines] == ["Grüße"]
