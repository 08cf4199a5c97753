"""Playing scripted faults in front of an emulated platform, or on the way to a real one."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ausrufer.training.faults import Fault, Faults
from ausrufer.training.lots_page import LOTS, about_lots

UNDOCUMENTED = web.ResponseKey("undocumented", bool)
"""Marks an answer a platform gives and its document does not mention: `answer[UNDOCUMENTED]`."""

FAULT = web.RequestKey("fault", Fault)
"""What goes wrong with a request that is processed nevertheless: `request.get(FAULT)`."""


def playing(faults: Faults, *, apart: str = "/_") -> Middleware:
    """Return a middleware that lets go wrong what is scripted, or drawn by lot.

    Paths below `apart` are left; /_lots begins and ends the lots, and tells what was drawn.
    """

    @web.middleware
    async def play(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path == LOTS:
            return await about_lots(request, faults)
        fault = (
            None if request.path.startswith(apart) else faults.take(request.method, request.path)
        )
        if fault is None:
            return await handler(request)
        await request.read()  # whatever happens, the request did arrive
        if fault.held:
            await faults.hold()
        await asyncio.sleep(fault.late)
        if fault.broken == "before":
            _cut(request)
        return fault.answer() if fault.status else await _spoilt(request, handler, fault)

    return play


async def _spoilt(
    request: web.Request,
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    fault: Fault,
) -> web.StreamResponse:
    request[FAULT] = fault
    answer = await handler(request)
    await asyncio.sleep(fault.mute)
    if fault.broken == "after":
        _cut(request)
    if fault.nonsense is not None:
        return web.Response(text=fault.nonsense, content_type="text/html")
    return answer


def _cut(request: web.Request) -> None:
    """Close the connection without a word, as a crash of the server would."""
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError
