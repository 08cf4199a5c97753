"""Did it arrive or not? The difference between trying again and asking a person."""

import asyncio
import socket
import traceback
from pathlib import Path

import pytest

from ausrufer.foundation.http import BrokenOff, GuardedClient, HttpFailure, HttpPolicy, NotReached
from tests.unit.foundation.certificates import certificate_for_this_machine
from tests.unit.foundation.servers import (
    Raw,
    allowing,
    failure_of,
    head_of,
    raw,
    reset,
    run,
    unused_port,
)

SECRET = "geheim-4711"


async def post(http: GuardedClient, url: str) -> HttpFailure:
    """Send a writing request that is full of secrets and must fail."""
    failure = await failure_of(
        http.request(
            "POST",
            f"{url}/{SECRET}?token={SECRET}",
            headers={"Authorization": f"Bearer {SECRET}"},
            json={"text": SECRET},
            seconds=5,
        )
    )
    said = "".join(traceback.format_exception(failure)) + repr(failure) + failure.for_log
    assert SECRET not in said + failure.for_staff
    return failure


def test_nobody_listens() -> None:
    async def scene() -> None:
        target = f"127.0.0.1:{unused_port()}"
        async with GuardedClient(HttpPolicy(allowed_private=frozenset({target}))) as http:
            failure = await post(http, f"http://{target}")
        assert type(failure) is NotReached
        assert failure.for_staff == "127.0.0.1 ist nicht erreichbar."
        assert failure.for_log == "127.0.0.1: ClientConnectorError (errno 111)"

    run(scene())


def test_nobody_knows_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    async def scene() -> None:
        async with GuardedClient(HttpPolicy()) as http:
            failure = await post(http, "https://gibtsnicht.example")
        assert type(failure) is NotReached
        assert failure.for_staff == (
            "Zum Namen gibtsnicht.example ist keine Adresse zu finden. Stimmt die Schreibweise?"
        )

    run(scene())


def test_a_certificate_nobody_trusts(tmp_path: Path) -> None:
    _, context = certificate_for_this_machine(tmp_path)
    received = bytearray()

    async def listen(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        received.extend(await reader.read())

    async def scene() -> None:
        async with raw(listen, context=context) as served, allowing(served) as http:
            failure = await post(http, f"https://{served.target}")
        assert type(failure) is NotReached
        assert failure.for_staff == (
            "Das Zertifikat von 127.0.0.1 ist nicht gültig. Es wurde nichts übertragen."
        )
        assert received == b""

    run(scene())


def test_a_put_that_broke_off_is_not_repeated_behind_our_back() -> None:
    heard: list[bytes] = []

    async def crashes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await head_of(reader))
        reset(writer)

    async def scene() -> None:
        async with raw(crashes) as served, allowing(served) as http:
            failure = await failure_of(http.request("PUT", f"{served.url}/one", json={}))
        assert type(failure) is BrokenOff
        assert len(heard) == 1

    run(scene())


async def plain_speaker(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(1)
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    await writer.drain()


def test_a_server_without_encryption() -> None:
    async def scene() -> None:
        async with raw(plain_speaker) as served, allowing(served) as http:
            failure = await post(http, f"https://{served.target}")
        assert type(failure) is NotReached
        assert failure.for_staff == "Mit 127.0.0.1 kam keine verschlüsselte Verbindung zustande."

    run(scene())


async def silence(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)


def test_a_connection_that_does_not_come_about_in_time() -> None:
    async def scene() -> None:
        async with raw(silence) as served, allowing(served, connect_seconds=0.2) as http:
            failure = await post(http, f"https://{served.target}")
        assert type(failure) is NotReached
        assert failure.for_staff == "127.0.0.1 hat die Verbindung nicht rechtzeitig angenommen."

    run(scene())


def test_the_time_is_over_before_the_connection_stands() -> None:
    async def scene() -> None:
        async with raw(silence) as served, allowing(served, connect_seconds=60) as http:
            request = http.request("POST", f"https://{served.target}/", json={}, seconds=0.2)
            failure = await failure_of(request)
        assert type(failure) is NotReached
        assert failure.for_log == "127.0.0.1: time ran out before the connection stood"

    run(scene())


async def hangs_up_at_once(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def hangs_up_after_listening(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await head_of(reader)


async def crashes_after_listening(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    await head_of(reader)
    reset(writer)


def saying(message: bytes) -> Raw:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head_of(reader)
        writer.write(message)
        await writer.drain()

    return answer


@pytest.mark.parametrize(
    "server",
    [
        pytest.param(hangs_up_at_once, id="hangs up at once"),
        pytest.param(hangs_up_after_listening, id="hangs up after listening"),
        pytest.param(crashes_after_listening, id="crashes after listening"),
        pytest.param(saying(b"HTTP/1.1 200 O"), id="in the status line"),
        pytest.param(saying(b"HTTP/1.1 200 OK\r\nX-A: b\r\n"), id="in the headers"),
        pytest.param(
            saying(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalb"), id="in the body"
        ),
        pytest.param(
            saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalb"),
            id="in a chunk",
        ),
        pytest.param(
            saying(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nhalb"),
            id="packed wrongly",
        ),
    ],
)
def test_broken_off_after_the_connection_stood(server: Raw) -> None:
    async def scene() -> None:
        async with raw(server) as served, allowing(served) as http:
            failure = await post(http, served.url)
            assert type(failure) is BrokenOff
            assert failure.for_staff == (
                "Die Verbindung zu 127.0.0.1 ist abgebrochen, bevor die Antwort vollständig war."
            )
            assert served.connections == 1, "a writing request is never repeated by the client"

    run(scene())


@pytest.mark.parametrize(
    "message",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"\x00\xff\x00\xff\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nkeine Kopfzeile\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nkein Teil\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-A: a\r\n" * 100_000 + b"\r\n",
    ],
)
def test_an_answer_that_is_none(message: bytes) -> None:
    async def scene() -> None:
        async with raw(saying(message)) as served, allowing(served) as http:
            failure = await post(http, served.url)
        assert type(failure) is BrokenOff
        assert failure.for_staff == (
            "127.0.0.1 gibt eine Antwort, die kein gültiges HTTP ist oder zu lange Kopfzeilen hat."
        )
        assert failure.for_log == "127.0.0.1: ClientResponseError"

    run(scene())


def test_no_answer_in_time() -> None:
    async def scene() -> None:
        async with raw(silence) as served, allowing(served, total_seconds=0.2) as http:
            failure = await failure_of(http.request("POST", served.url, json={}))
        assert type(failure) is BrokenOff
        assert failure.for_log == "127.0.0.1: time ran out after the connection stood"

    run(scene())


def test_a_cancelled_request_is_cancelled() -> None:
    async def scene() -> None:
        async with raw(silence) as served, allowing(served) as http:
            task = asyncio.create_task(http.request("GET", served.url))
            await served.reached.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    run(scene())
