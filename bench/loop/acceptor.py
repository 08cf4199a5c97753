"""A platform that does nothing but take: `python -m bench.loop.acceptor PORT`.

The first part of an address says how it behaves: `instant`, `slow` (answers after 50 ms), `hang`
(never answers). Every acceptance is kept with its moment.
"""

import asyncio
import sys
import time
from collections import defaultdict

from aiohttp import web

SLOW_SECONDS = 0.05
HANG_SECONDS = 3600.0


class Acceptor:
    """What was taken, by key."""

    def __init__(self) -> None:
        self.taken: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
        self.calls = 0

    async def take(self, request: web.Request) -> web.Response:
        """Take a message, or behave as the address says."""
        began = time.time()
        self.calls += 1
        told = await request.json()
        behaviour = request.match_info["behaviour"]
        if behaviour == "hang":
            await asyncio.sleep(HANG_SECONDS)
        if behaviour == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        self.taken[told["key"]].append((began, request.match_info["channel"]))
        return web.json_response({"id": told["key"]})

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


def main() -> None:
    """Serve until ended."""
    acceptor = Acceptor()
    app = web.Application()
    app.router.add_post("/_moments", acceptor.moments)
    app.router.add_get("/_received", acceptor.received)
    app.router.add_delete("/_received", acceptor.forget)
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
