"""What is sent arrives as it was meant, and nothing can be smuggled into it."""

import asyncio
from dataclasses import replace

import pytest
from aiohttp import web

from ausrufer.foundation.http import Answer, FilePart, TargetRefused
from tests.unit.foundation.servers import Served, allowing, failure_of, head_of, raw, run, serving

Part = tuple[str | None, str | None, str | None, bytes]


async def thanks(_: web.Request) -> web.Response:
    await asyncio.sleep(0)
    return web.json_response({"ok": "ja"}, status=201, headers={"X-Wer": "ich"})


async def exchange(**request: object) -> tuple[Answer, Served]:
    async with serving(thanks) as served, allowing(served) as http:
        url = served.url + str(request.pop("path", "/"))
        answer = await http.request(str(request.pop("method", "POST")), url, **request)
    return answer, served


def test_the_answer() -> None:
    answer, served = run(exchange(method="GET", path="/pfad"))
    assert (answer.status, answer.json(), answer.headers["x-wer"]) == (201, {"ok": "ja"}, "ich")
    assert answer.url == served.url + "/pfad"


def test_a_repeated_header_is_joined() -> None:
    async def twice(_: web.Request) -> web.Response:
        response = web.Response()
        response.headers.add("Link", "<a>; rel=next")
        response.headers.add("Link", "<b>; rel=prev")
        return response

    async def scene() -> Answer:
        async with serving(twice) as served, allowing(served) as http:
            return await http.request("GET", served.url)

    assert run(scene()).headers["link"] == "<a>; rel=next, <b>; rel=prev"


def test_a_header_that_is_no_text_can_still_be_stored() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head_of(reader)
        writer.write(b'HTTP/1.1 200 OK\r\nETag: "\xff\xc3\xbc"\r\nContent-Length: 0\r\n\r\n')
        await writer.drain()

    async def scene() -> Answer:
        async with raw(answer) as served, allowing(served) as http:
            return await http.request("GET", served.url)

    assert run(scene()).headers["etag"] == '"?ü"'


@pytest.mark.parametrize("status", [200, 204, 304, 400, 401, 404, 418, 429, 500, 503, 599])
def test_any_status_is_an_answer(status: int) -> None:
    async def say(_: web.Request) -> web.Response:
        return web.Response(status=status)

    async def scene() -> int:
        async with serving(say) as served, allowing(served) as http:
            return (await http.request("GET", served.url)).status

    assert run(scene()) == status


def test_json_bytes_and_parameters() -> None:
    _, served = run(exchange(json={"text": "Grüße"}, path="/?a=1", params={"b": "ü&c"}))
    assert served.bodies == [b'{"text": "Gr\\u00fc\\u00dfe"}']
    assert served.requests[0].headers["Content-Type"] == "application/json"
    assert dict(served.requests[0].query) == {"a": "1", "b": "ü&c"}
    assert served.requests[0].headers["User-Agent"] == "Ausrufer"

    _, served = run(
        exchange(method="put", content=b"\x00\xff" * 800_000, headers={"Content-Type": "image/png"})
    )
    assert served.bodies == [b"\x00\xff" * 800_000]
    assert served.requests[0].headers["Content-Type"] == "image/png"
    assert served.requests[0].headers["Content-Length"] == "1600000"
    assert served.requests[0].method == "PUT"


def test_a_form() -> None:
    _, served = run(exchange(form=[("status", "Grüße & Küsse"), ("media_ids[]", "1"), ("x", "")]))
    assert served.bodies == [b"status=Gr%C3%BC%C3%9Fe+%26+K%C3%BCsse&media_ids%5B%5D=1&x="]
    assert served.requests[0].headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_files_with_a_form() -> None:
    picture = bytes(range(256)) * 10_000
    parts, length = parts_received(
        form=[("description", "Der Marktplatz im März"), ("focus", "0,0")],
        files=[FilePart("file", "Märkte.png", "image/png", picture)],
    )
    assert length > len(picture)
    assert parts == [
        ("description", None, "text/plain; charset=utf-8", "Der Marktplatz im März".encode()),
        ("focus", None, "text/plain; charset=utf-8", b"0,0"),
        ("file", "Märkte.png", "image/png", picture),
    ]


def parts_received(**request: object) -> tuple[list[Part], int | None]:
    """Return name, file name, media type and content of every part, as aiohttp's server reads them.

    The second is the announced length of the whole.
    """
    found: list[Part] = []
    lengths: list[int | None] = []

    async def take(request: web.Request) -> web.Response:
        lengths.append(request.content_length)
        async for part in await request.multipart():
            content = bytes(await part.read())
            found.append((part.name, part.filename, part.headers.get("Content-Type"), content))
        return web.Response()

    async def scene() -> None:
        async with serving(take, read=False) as served, allowing(served) as http:
            await http.request("POST", served.url, **request)

    run(scene())
    return found, lengths[0]


@pytest.mark.parametrize(
    ("filename", "sent"),
    [
        ('a"; name="b', "a_; name=_b"),
        ("a\r\nX-Boese: 1\r\n\r\n", "a__X-Boese: 1____"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("", "datei"),
    ],
)
def test_file_names_cannot_break_out(filename: str, sent: str) -> None:
    parts, _ = parts_received(files=[FilePart("file", filename, "image/png", b"x")])
    assert parts == [("file", sent, "image/png", b"x")]


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer abc\r\nX-Boese: 1"},
        {"Authorization": "Bearer abc\n"},
        {"Authorization": "Bearer \x00"},
        {"X-A\r\nX-Boese": "1"},
        {"": "1"},
        {"X A": "1"},
    ],
)
def test_headers_cannot_break_out(headers: dict[str, str]) -> None:
    async def scene() -> None:
        async with serving(thanks) as served, allowing(served) as http:
            failure = await failure_of(http.request("GET", served.url, headers=headers))
            assert type(failure) is TargetRefused
            assert failure.for_staff == (
                "Ein Zugangsdatum für 127.0.0.1 enthält unzulässige Zeichen, etwa einen "
                "Zeilenumbruch. Es wurde nichts übertragen."
            )
            assert "Bearer" not in failure.for_log
            assert served.requests == []

    run(scene())


@pytest.mark.parametrize("method", ["GET\r\nX-Boese: 1", "GET /x HTTP/1.1\r\n", ""])
def test_methods_cannot_break_out(method: str) -> None:
    async def scene() -> None:
        async with serving(thanks) as served, allowing(served) as http:
            with pytest.raises(ValueError, match="no method"):
                await http.request(method, served.url)
            assert served.requests == []

    run(scene())


def test_an_address_cannot_break_out() -> None:
    answer, served = run(exchange(method="GET", path="/a\r\nX-Boese: 1\r\n\r\n ü"))
    assert served.requests[0].headers.get("X-Boese") is None
    assert (len(served.requests), answer.status) == (1, 201)


@pytest.mark.parametrize(
    "content", [b"", b"nein", b"{", b"\xff\xfe\xfd", b"NaN", b'{"a": Infinity}', b"[" * 100_000]
)
def test_what_is_not_json(content: bytes) -> None:
    answer = Answer(200, {}, content, "https://stadt.example/")
    with pytest.raises(ValueError):  # noqa: PT011 — the contract promises no more
        answer.json()
    assert replace(answer, content=b'{"a": [1, null]}').json() == {"a": [1, None]}


def test_many_requests_side_by_side() -> None:
    async def scene() -> None:
        async with serving(thanks) as served, allowing(served) as http:
            answers = await asyncio.gather(
                *(http.request("POST", served.url, json={"n": n}) for n in range(200))
            )
            assert {one.status for one in answers} == {201}
            assert sorted(served.bodies) == sorted(b'{"n": %d}' % n for n in range(200))

    run(scene())
