"""A way to a real server on which faults can be scripted: it hands on what it does not spoil."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from ausrufer.training.faults import Faults
from ausrufer.training.playing import playing

_OF_THE_CONNECTION = {"connection", "transfer-encoding", "content-encoding", "content-length"}


@asynccontextmanager
async def gate(beyond: str, faults: Faults) -> AsyncIterator[TestServer]:
    """Open a way to the server at `beyond`."""
    app = web.Application(middlewares=[playing(faults)], client_max_size=10_000_000)
    async with aiohttp.ClientSession() as session:

        async def hand_on(request: web.Request) -> web.Response:
            headers = {n: v for n, v in request.headers.items() if n.lower() != "host"}
            async with session.request(
                request.method,
                f"{beyond}{request.path_qs}",
                headers=headers,
                data=await request.read(),
            ) as answer:
                kept = {
                    name: value
                    for name, value in answer.headers.items()
                    if name.lower() not in _OF_THE_CONNECTION
                }
                body = await answer.read()
                return web.Response(status=answer.status, body=body, headers=kept)

        app.router.add_route("*", "/{rest:.*}", hand_on)
        async with TestServer(app) as server:
            yield server
