"""Answers that are too large, too slow or blown up."""

import asyncio
import gzip
import tracemalloc
import zlib

import brotli
import pytest
from aiohttp import web

from ausrufer.foundation.http import AnswerTooLarge, BrokenOff
from tests.unit.foundation.servers import Handler, allowing, failure_of, head_of, raw, run, serving

MEGABYTE = 1_000_000


def answering(body: bytes, **headers: str) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body, headers={k.replace("_", "-"): v for k, v in headers.items()})

    return answer


def test_the_limit_itself_still_fits() -> None:
    async def scene() -> None:
        async with serving(answering(b"x" * 1000)) as served, allowing(served) as http:
            assert len((await http.request("GET", served.url, most_bytes=1000)).content) == 1000
            failure = await failure_of(http.request("GET", served.url, most_bytes=999))
            assert type(failure) is AnswerTooLarge
            assert failure.for_staff == (
                "Die Antwort von 127.0.0.1 ist größer als 0,999 kB und wurde verworfen."
            )

    run(scene())


def test_the_policy_sets_the_limit() -> None:
    async def scene() -> None:
        async with (
            serving(answering(b"x" * 2_500_001)) as served,
            allowing(served, most_bytes=2_500_000) as http,
        ):
            failure = await failure_of(http.request("GET", served.url))
        assert failure.for_staff == (
            "Die Antwort von 127.0.0.1 ist größer als 2,5 MB und wurde verworfen."
        )

    run(scene())


ZEROS = bytes(50 * MEGABYTE)
BOMBS = {
    "gzip": gzip.compress(ZEROS),
    "deflate": zlib.compress(ZEROS),
    "br": brotli.compress(ZEROS, quality=2),
}


@pytest.mark.parametrize("encoding", BOMBS)
def test_a_bomb_is_dropped_before_it_unfolds(encoding: str) -> None:
    async def scene() -> int:
        bomb = BOMBS[encoding]
        assert len(bomb) < 100_000
        async with (
            serving(answering(bomb, Content_Encoding=encoding)) as served,
            allowing(served) as http,
        ):
            tracemalloc.start()
            failure = await failure_of(http.request("GET", served.url, most_bytes=MEGABYTE))
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert type(failure) is AnswerTooLarge
        return peak

    assert run(scene()) < 10 * MEGABYTE


@pytest.mark.parametrize("encoding", BOMBS)
def test_a_packed_answer_is_unpacked(encoding: str) -> None:
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[encoding]

    async def scene() -> None:
        body = packed("Grüße aus Musterstadt".encode() * 1000)
        async with (
            serving(answering(body, Content_Encoding=encoding)) as served,
            allowing(served) as http,
        ):
            answer = await http.request("GET", served.url)
        assert answer.content == "Grüße aus Musterstadt".encode() * 1000

    run(scene())


def test_an_endless_answer_ends_at_the_limit() -> None:
    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head_of(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    async def scene() -> None:
        async with raw(endless) as served, allowing(served) as http:
            failure = await failure_of(http.request("GET", served.url, most_bytes=MEGABYTE))
            assert type(failure) is AnswerTooLarge

    run(scene())


def test_headers_without_end() -> None:
    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head_of(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(1_000_000):
            writer.write(b"X-%d: a\r\n" % number)
            await writer.drain()

    async def scene() -> None:
        async with raw(endless) as served, allowing(served) as http:
            failure = await failure_of(http.request("GET", served.url))
        assert type(failure) is BrokenOff

    run(scene())


def test_headers_that_drip_run_into_the_time_limit() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head_of(reader)
        for letter in b"HTTP/1.1 200 OK\r\nX-Langsam: " + b"a" * 5000:
            writer.write(bytes([letter]))
            await writer.drain()
            await asyncio.sleep(0.02)

    async def scene() -> None:
        async with raw(drip) as served, allowing(served) as http:
            failure = await failure_of(http.request("GET", served.url, seconds=0.3))
        assert type(failure) is BrokenOff
        assert failure.for_staff == "127.0.0.1 hat nicht rechtzeitig geantwortet."

    run(scene())


def test_a_body_that_drips_runs_into_the_time_limit() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head_of(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
        for _ in range(5000):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async def scene() -> None:
        async with raw(drip) as served, allowing(served, total_seconds=0.3) as http:
            assert type(await failure_of(http.request("GET", served.url))) is BrokenOff

    run(scene())


def test_the_time_limit_covers_all_redirects() -> None:
    async def slowly(_: web.Request) -> web.Response:
        await asyncio.sleep(0.2)
        return web.Response(status=302, headers={"Location": "/"})

    async def scene() -> None:
        async with serving(slowly) as served, allowing(served) as http:
            failure = await failure_of(http.request("GET", served.url, redirects=1000, seconds=0.5))
            assert type(failure) is BrokenOff
            assert len(served.requests) < 10

    run(scene())
