"""Redirects are followed by hand: each target checked, credentials kept at home."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import web

from ausrufer.foundation.http import TargetRefused
from tests.unit.foundation.certificates import certificate_for_this_machine
from tests.unit.foundation.servers import Handler, allowing, failure_of, raw, run, serving

STATUSES = [301, 302, 303, 307, 308]


def to(location: str, status: int = 302) -> Handler:
    async def redirect(_: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Location": location})

    return redirect


def first(location: Callable[[web.Request], str], status: int = 302) -> Handler:
    """Redirect requests of "/", answer all others."""

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/":
            return web.Response(status=status, headers={"Location": location(request)})
        return web.Response(text=f"{request.method} {request.path_qs}")

    return answer


@pytest.mark.parametrize("status", STATUSES)
def test_reading_follows(status: int) -> None:
    async def scene() -> None:
        async with (
            serving(first(lambda _: "neu/ort?x=1#da", status)) as served,
            allowing(served) as http,
        ):
            answer = await http.request("GET", served.url + "/", redirects=1)
            assert (answer.status, answer.content) == (200, b"GET /neu/ort?x=1")
            assert answer.url == served.url + "/neu/ort?x=1"

    run(scene())


def test_without_leave_a_redirect_is_the_answer() -> None:
    async def scene() -> None:
        async with serving(to("/anderswo")) as served, allowing(served) as http:
            answer = await http.request("GET", served.url)
            assert (answer.status, answer.headers["location"]) == (302, "/anderswo")
            assert len(served.requests) == 1

    run(scene())


@pytest.mark.parametrize("status", STATUSES)
def test_writing_is_never_redirected(status: int) -> None:
    async def scene() -> None:
        async with serving(to("/anderswo", status)) as served, allowing(served) as http:
            answer = await http.request("POST", served.url, content=b"x", redirects=5)
            assert answer.status == status
            assert served.bodies == [b"x"]

    run(scene())


def test_a_circle_ends() -> None:
    async def scene() -> None:
        async with serving(to("/")) as served, allowing(served) as http:
            failure = await failure_of(http.request("GET", served.url, redirects=5))
            assert type(failure) is TargetRefused
            assert failure.for_staff == "127.0.0.1 leitet zu oft weiter."
            assert len(served.requests) == 6

    run(scene())


def test_a_redirect_into_the_town_hall_is_refused() -> None:
    async def scene() -> None:
        async with (
            serving(to("/geheim")) as inside,
            serving(to(inside.url)) as outside,
            allowing(outside) as http,
        ):
            failure = await failure_of(http.request("GET", outside.url, redirects=3))
            assert type(failure) is TargetRefused
            assert "AUSRUFER_ALLOW_PRIVATE" in failure.for_log
            assert inside.requests == []

    run(scene())


@pytest.mark.parametrize(
    "location",
    [
        "ftp://stadt.example/",
        "file:///etc/passwd",
        "http://[",
        "http://2130706433/",
        "javascript:1",
    ],
)
def test_a_redirect_out_of_the_web_is_refused(location: str) -> None:
    async def scene() -> None:
        async with serving(to(location)) as served, allowing(served) as http:
            failure = await failure_of(http.request("GET", served.url, redirects=3))
            assert type(failure) is TargetRefused

    run(scene())


def test_credentials_stay_with_their_origin() -> None:
    headers = {
        "Authorization": "Bearer geheim",
        "Cookie": "sitzung=geheim",
        "X-Api-Key": "geheim",
        "Accept": "text/xml",
    }

    async def scene() -> None:
        async with (
            serving(to("/", 404)) as stranger,
            serving(first(lambda _: stranger.url + "/fremd")) as home,
        ):
            async with allowing(home, stranger) as http:
                await http.request("GET", home.url + "/", headers=headers, redirects=1)
            sent = dict(stranger.requests[0].headers)
            assert sent["Accept"] == "text/xml"
            assert {"Authorization", "Cookie", "X-Api-Key"} & set(sent) == set()
            assert "geheim" not in str(sent)

    run(scene())


def test_credentials_stay_on_the_way_within_an_origin() -> None:
    async def scene() -> None:
        async with serving(first(lambda _: "/weiter")) as served, allowing(served) as http:
            await http.request(
                "GET", served.url + "/", headers={"Authorization": "Bearer geheim"}, redirects=1
            )
            assert [one.headers["Authorization"] for one in served.requests] == [
                "Bearer geheim"
            ] * 2

    run(scene())


def test_cookies_are_not_kept() -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(headers={"Set-Cookie": "spur=1; Path=/"})

    async def scene() -> None:
        async with serving(answer) as served, allowing(served) as http:
            for _ in range(2):
                await http.request("GET", served.url)
            assert [one.headers.get("Cookie") for one in served.requests] == [None, None]

    run(scene())


CALL = """
import asyncio, sys
from ausrufer.foundation.http import *

async def call():
    policy = HttpPolicy(allowed_private=frozenset(sys.argv[2:]))
    async with GuardedClient(policy) as http:
        try:
            print((await http.request("GET", sys.argv[1], redirects=1)).status)
        except HttpFailure as failure:
            print(type(failure).__name__, failure.for_staff)

asyncio.run(call())
"""


def test_from_encrypted_to_plain_is_refused(tmp_path: Path) -> None:
    """In a process of its own, which trusts the certificate of the test."""
    certificate, context = certificate_for_this_machine(tmp_path)

    async def scene() -> str:
        async with serving(to("/x", 200)) as plain:

            async def redirect(reader: object, writer: object) -> None:
                await reader.readuntil(b"\r\n\r\n")
                location = f"Location: {plain.url}/".encode()
                writer.write(
                    b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n" + location + b"\r\n\r\n"
                )
                await writer.drain()

            async with raw(redirect, context=context) as secure:
                said = await _elsewhere(
                    certificate, f"https://{secure.target}/", secure.target, plain.target
                )
            assert plain.requests == []
            return said

    assert run(scene()) == (
        "TargetRefused 127.0.0.1 leitet von einer verschlüsselten an eine unverschlüsselte "
        "Adresse weiter.\n"
    )


async def _elsewhere(certificate: Path, *arguments: str) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CALL, *arguments,
        env=os.environ
        | {"SSL_CERT_FILE": str(certificate), "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
    )  # fmt: skip
    output, _ = await process.communicate()
    return output.decode()
