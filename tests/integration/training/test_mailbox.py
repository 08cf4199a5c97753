"""The practice mailbox: what it keeps, what it shows, and that no letter can do anything there."""

import asyncio
import smtplib
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from lxml import html

from ausrufer.training.mailbox import Letters, MailServer, Script, mailbox_app, serve_smtp
from ausrufer.training.running import in_a_thread


@asynccontextmanager
async def mailbox(folder: Path) -> AsyncIterator[tuple[TestClient[Any, Any], Letters]]:
    letters = Letters(folder)
    async with TestClient(TestServer(mailbox_app(letters, Script()))) as client:
        yield client, letters


def letter(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {
        "Subject": "Brücke gesperrt",
        "From": "Stadt <a@b.example>",
        "To": "erika@mustermail.example",
        "Message-ID": "<1@b.example>",
        "X-Ausrufer-Delivery": "key-1",
        **headers,
    }.items():
        message[name] = value
    message.set_content("Guten Tag,\n\nmehr: https://stadt.example/a?b=1.\n")
    return message


def with_page(message: EmailMessage, markup: str) -> EmailMessage:
    message.add_alternative(markup, subtype="html")
    part = message.get_payload(1)
    assert isinstance(part, EmailMessage)
    part.add_related(b"PNG-BYTES", "image", "png", cid="<1.abc@letter>")
    return message


def keep(letters: Letters, message: EmailMessage) -> None:
    letters.keep(message.as_bytes(), sender="a@b.example", recipient="erika@mustermail.example")


def test_a_strangers_client_delivers_and_every_recipient_counts(tmp_path: Path) -> None:
    letters = Letters(tmp_path)
    with (
        in_a_thread(lambda: serve_smtp(letters, Script()), MailServer.close) as server,
        smtplib.SMTP("127.0.0.1", server.port, timeout=10) as client,
    ):
        client.send_message(letter(), to_addrs=["erika@m.example", "hasan@m.example"])
    assert [(one.number, one.recipient, one.key, one.subject) for one in letters.all()] == [
        (1, "erika@m.example", "key-1", "Brücke gesperrt"),
        (2, "hasan@m.example", "key-1", "Brücke gesperrt"),
    ]


def test_letters_survive_the_process(tmp_path: Path) -> None:
    before = Letters(tmp_path)
    keep(before, letter())
    keep(before, letter(Subject="Zweiter"))
    (tmp_path / "000003.eml").write_bytes(b"half of a letter whose server died")
    after = Letters(tmp_path)
    assert after.all() == before.all()
    keep(after, letter(Subject="Dritter"))
    assert [one.subject for one in Letters(tmp_path).all()] == [
        "Brücke gesperrt",
        "Zweiter",
        "Dritter",
    ]


def test_what_was_received_can_be_counted(tmp_path: Path) -> None:
    async def play() -> None:
        async with mailbox(tmp_path) as (client, letters):
            keep(letters, letter())
            [shown] = await (await client.get("/_received")).json()
            del shown["at"]
            assert shown == {
                "number": 1,
                "sender": "a@b.example",
                "recipient": "erika@mustermail.example",
                "subject": "Brücke gesperrt",
                "message_id": "<1@b.example>",
                "key": "key-1",
            }

    asyncio.run(play())


def test_faults_are_scripted_over_the_web(tmp_path: Path) -> None:
    async def play() -> None:
        async with mailbox(tmp_path) as (client, _):
            fault = {"stage": "rcpt", "reply": "451 Spaeter", "times": 2}
            await client.post("/_faults", json=fault)
            await client.post("/_faults", json=[{"stage": "dot", "drop": True}])
            waiting = await (await client.get("/_faults")).json()
            assert [(one["stage"], one["reply"], one["drop"]) for one in waiting] == [
                ("rcpt", "451 Spaeter", False),
                ("rcpt", "451 Spaeter", False),
                ("dot", "", True),
            ]
            await client.delete("/_faults")
            assert await (await client.get("/_faults")).json() == []
            for wrong in ({"stage": "lunch"}, {"reply": "451"}, {"stage": "dot", "x": 1}, [1], 7):
                assert (await client.post("/_faults", json=wrong)).status == 400
            injected = {"stage": "rcpt", "reply": "451 a\r\n250 b"}
            assert (await client.post("/_faults", json=injected)).status == 400

    asyncio.run(play())


def test_a_letter_is_shown_as_it_looks_and_as_text(tmp_path: Path) -> None:
    async def play() -> None:
        async with mailbox(tmp_path) as (client, letters):
            markup = '<html><head></head><body><img src="cid:1.abc@letter" alt=""></body></html>'
            keep(letters, with_page(letter(), markup))
            assert "Brücke gesperrt" in await (await client.get("/")).text()
            page = html.document_fromstring(await (await client.get("/briefe/1")).text())
            [frame] = page.iter("iframe")
            assert frame.get("sandbox") == "allow-popups allow-popups-to-escape-sandbox"
            links = [link.get("href") for link in page.find(".//pre").iter("a")]
            assert links == ["https://stadt.example/a?b=1"]
            shown = html.document_fromstring(await (await client.get(frame.get("src"))).text())
            picture = await client.get(next(shown.iter("img")).get("src"))
            assert (picture.content_type, await picture.read()) == ("image/png", b"PNG-BYTES")
            source = await client.get("/briefe/1/quelle")
            assert source.content_type == "text/plain"
            assert "Message-ID: <1@b.example>" in await source.text()

    asyncio.run(play())


def test_a_hostile_letter_stays_locked_in(tmp_path: Path) -> None:
    async def play() -> None:
        async with mailbox(tmp_path) as (client, letters):
            script = "<script>alert(1)</script>"
            evil = letter(Subject=script)
            evil.set_content(f"{script} https://x.example/\"onclick='a'")
            keep(letters, with_page(evil, f"<html><head></head><body>{script}</body></html>"))
            for path in ("/", "/briefe/1"):
                answer = await client.get(path)
                assert script not in await answer.text()
                assert "script-src" not in answer.headers["Content-Security-Policy"]
                assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
            locked = await client.get("/briefe/1/html")
            policy = locked.headers["Content-Security-Policy"].split("; ")
            assert policy == [
                "default-src 'none'",
                "img-src 'self'",
                "style-src 'unsafe-inline'",
                "form-action 'none'",
                "frame-ancestors 'self'",
                "sandbox allow-popups allow-popups-to-escape-sandbox",
            ]
            assert locked.headers["X-Content-Type-Options"] == "nosniff"

    asyncio.run(play())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"Content-Type: text/html; charset=nonsense\r\n\r\n\xff",
        b"Content-Type: multipart/alternative\r\n\r\nnothing",
        b"Subject: =?utf-8?b?////?=\r\nContent-Type: image/png\r\n\r\nx",
    ],
)
def test_a_broken_letter_breaks_no_page(tmp_path: Path, content: bytes) -> None:
    async def play() -> None:
        async with mailbox(tmp_path) as (client, letters):
            letters.keep(content, sender="", recipient="erika@mustermail.example")
            for path in ("/", "/briefe/1", "/briefe/1/html", "/briefe/1/quelle", "/_received"):
                assert (await client.get(path)).status == 200

    asyncio.run(play())


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    async def play() -> None:
        async with mailbox(tmp_path) as (client, _):
            assert "Noch ist kein Brief angekommen" in await (await client.get("/")).text()
            for path in ("/briefe/1", "/briefe/1/html", "/briefe/999999999/quelle"):
                assert (await client.get(path)).status == 404

    asyncio.run(play())


def test_the_practice_process_stays_small() -> None:
    """It starts with the demo and stays: Django alone would double it."""
    program = "import sys, ausrufer.training.__main__; print('django' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert found.stdout == "False\n"
