"""A way to a real server on which faults can be scripted: it hands on what it does not spoil."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from ausrufer.training.faults import Faults
from ausrufer.training.playing import playing

_OF_THE_CONNECTION = {"connection", "transfer-encoding", "content-encoding", "content-length"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request as it came through, and what the server answered."""

    method: str
    path: str  # quoted, without the query
    query: dict[str, str]
    content_type: str
    body: bytes
    status: int
    answer: bytes


def unheard(exchange: Exchange) -> None:
    """Take no notice."""


@asynccontextmanager
async def gate(
    beyond: str, faults: Faults, heard: Callable[[Exchange], None] = unheard
) -> AsyncIterator[TestServer]:
    """Open a way to the server at `beyond`; `heard` is told what went through."""
    app = web.Application(
        middlewares=[playing(faults, apart="/_faults")], client_max_size=10_000_000
    )
    async with aiohttp.ClientSession() as session:

        async def hand_on(request: web.Request) -> web.Response:
            headers = {n: v for n, v in request.headers.items() if n.lower() != "host"}
            async with session.request(
                request.method,
                URL(f"{beyond}{request.raw_path}", encoded=True),
                headers=headers,
                data=await request.read(),
            ) as answer:
                kept = {
                    name: value
                    for name, value in answer.headers.items()
                    if name.lower() not in _OF_THE_CONNECTION
                }
                body = await answer.read()
                heard(
                    Exchange(
                        request.method,
                        request.raw_path.partition("?")[0],
                        dict(request.query),
                        request.content_type,
                        await request.read(),
                        answer.status,
                        body,
                    )
                )
                return web.Response(status=answer.status, body=body, headers=kept)

        app.router.add_route("*", "/{rest:.*}", hand_on)
        async with TestServer(app) as server:
            yield server
