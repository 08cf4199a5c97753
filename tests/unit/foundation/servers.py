"""Real servers on this machine for tests of the guarded client."""

import asyncio
import contextlib
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import web

from ausrufer.foundation.http import GuardedClient, HttpFailure, HttpPolicy

T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Raw = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Served:
    """A running server and what reached it."""

    port: int
    requests: list[web.Request] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    connections: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def target(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.target}"


@contextlib.asynccontextmanager
async def serving(handler: Handler, *, read: bool = True) -> AsyncIterator[Served]:
    """Serve HTTP with aiohttp; what arrives is recorded before `handler` answers."""
    served = Served(0)

    async def recorded(request: web.Request) -> web.StreamResponse:
        served.requests.append(request)
        if read:
            served.bodies.append(await request.read())
        return await handler(request)

    app = web.Application(client_max_size=100_000_000)
    app.router.add_route("*", "/{rest:.*}", recorded)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    listener = _listener()
    site = web.SockSite(runner, listener)
    await site.start()
    served.port = listener.getsockname()[1]
    try:
        yield served
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def raw(answer: Raw, *, context: ssl.SSLContext | None = None) -> AsyncIterator[Served]:
    """Serve whatever bytes `answer` writes; it is cut off when the test is over."""
    served = Served(0)
    answering: set[asyncio.Task[Any]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.connections += 1
        served.reached.set()
        task = asyncio.current_task()
        assert task is not None
        answering.add(task)
        try:
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await answer(reader, writer)
        finally:
            writer.close()

    listener = _listener()
    server = await asyncio.start_server(accept, sock=listener, ssl=context)
    served.port = listener.getsockname()[1]
    try:
        yield served
    finally:
        server.close()
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)


def _listener() -> socket.socket:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    return listener


def unused_port() -> int:
    """Return a port of this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def reset(writer: asyncio.StreamWriter) -> None:
    """Break the connection as a crashing machine does."""
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def head_of(reader: asyncio.StreamReader) -> bytes:
    return await reader.readuntil(b"\r\n\r\n")


def allowing(*served: Served, **limits: Any) -> GuardedClient:
    """Return a client that may call these servers."""
    return GuardedClient(
        HttpPolicy(allowed_private=frozenset(one.target for one in served), **limits)
    )


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a test's coroutine, but never forever."""
    return asyncio.run(asyncio.wait_for(coroutine, 60))


async def failure_of(request: Awaitable[object]) -> HttpFailure:
    """Return the failure a request ends with."""
    try:
        answer = await request
    except HttpFailure as failure:
        return failure
    raise AssertionError(f"no failure but {answer}")
