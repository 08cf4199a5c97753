"""Practice platforms running side by side: in one process for the demo, in a thread for tests."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from aiohttp import web

Result = TypeVar("Result")


async def serve(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Serve an application until its runner is cleaned up; port 0 takes a free one.

    Raises OSError where the port is taken.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner


def port_of(runner: web.AppRunner) -> int:
    """Return the port an application listens on."""
    return int(runner.addresses[0][1])


@contextmanager
def in_a_thread(
    start: Callable[[], Awaitable[Result]], stop: Callable[[Result], Awaitable[None]]
) -> Iterator[Result]:
    """Run what `start` opens on a loop of its own, for callers that have none; `stop` closes it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="practice", daemon=True)
    thread.start()

    async def opened() -> Result:
        return await start()

    async def closed(running: Result) -> None:
        await stop(running)

    running = asyncio.run_coroutine_threadsafe(opened(), loop).result(10)
    try:
        yield running
    finally:
        asyncio.run_coroutine_threadsafe(closed(running), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
