"""A platform that does nothing but take: `python -m bench.loop.acceptor PORT`.

The first part of an address says how it behaves: `instant`, `slow` (answers after 50 ms), `hang`
(never answers), `faulty` (draws lots: breaks off before or after taking, asks for a pause, fails).
Every acceptance is kept with its moment; that is the log lost and twice are counted from.
"""

import asyncio
import random
import sys
import time
from collections import defaultdict
from typing import Any

from aiohttp import web

SLOW_SECONDS = 0.05
HANG_SECONDS = 3600.0
# out of a hundred calls
FAULTS = (("before", 4), ("after", 4), ("busy", 2), ("broken", 2), ("late", 4))


class Acceptor:
    """What was taken, by key."""

    def __init__(self, seed: int) -> None:
        self.taken: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
        self.calls = 0
        self._chance = random.Random(seed)  # noqa: S311 - faults need no secrecy

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Take a message, or behave as the address says."""
        began = time.time()
        self.calls += 1
        told = await request.json()
        behaviour = request.match_info["behaviour"]
        if behaviour == "hang":
            await asyncio.sleep(HANG_SECONDS)
        fault = self._fault() if behaviour == "faulty" else ""
        if fault == "before":
            return _cut(request)
        if fault == "busy":
            return web.json_response({}, status=429, headers={"Retry-After": "1"})
        if fault == "broken":
            return web.json_response({}, status=503)
        if behaviour == "slow" or fault == "late":
            await asyncio.sleep(SLOW_SECONDS)
        self._keep(told["key"], request.match_info["channel"], once=told["once"], at=began)
        return _cut(request) if fault == "after" else web.json_response({"id": told["key"]})

    def _keep(self, key: str, channel: str, *, once: bool, at: float) -> None:
        if not (once and key in self.taken):
            self.taken[key].append((at, channel))

    def _fault(self) -> str:
        drawn = self._chance.randrange(100)
        for word, share in FAULTS:
            if drawn < share:
                return word
            drawn -= share
        return ""

    async def find(self, request: web.Request) -> web.Response:
        """Tell whether a message is there."""
        return web.json_response({"there": bool(self.taken.get(request.match_info["key"]))})

    async def received(self, _: web.Request) -> web.Response:
        """Tell everything that was taken."""
        return web.json_response({"calls": self.calls, "taken": self.taken})

    async def moments(self, request: web.Request) -> web.Response:
        """Tell when the asked messages were taken."""
        asked = await request.json()
        return web.json_response({key: self.taken[key][0][0] for key in asked if key in self.taken})

    async def forget(self, _: web.Request) -> web.Response:
        """Begin anew."""
        self.taken.clear()
        return web.json_response({})


def _cut(request: web.Request) -> web.StreamResponse:
    """End the connection without an answer."""
    transport: Any = request.transport
    transport.abort()
    return web.Response()


def main() -> None:
    """Serve until ended."""
    acceptor = Acceptor(seed=int(sys.argv[2]) if len(sys.argv) > 2 else 1)  # noqa: PLR2004
    app = web.Application()
    app.router.add_post("/_moments", acceptor.moments)
    app.router.add_get("/_received", acceptor.received)
    app.router.add_delete("/_received", acceptor.forget)
    app.router.add_get("/{behaviour}/{channel}/{key}", acceptor.find)
    app.router.add_post("/{behaviour}/{channel}", acceptor.take)
    web.run_app(
        app,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        print=None,
        access_log=None,
        shutdown_timeout=1.0,  # else it waits a minute for the connections it lets hang
    )


if __name__ == "__main__":
    main()
