"""Asking addresses: which of them count as dead, against a real server."""

import asyncio

from aiohttp import web

from ausrufer.announcements.asking import which_answer
from ausrufer.foundation.http import HttpPolicy
from tests.unit.foundation.servers import run, serving, unused_port


def _site(request: web.Request) -> int:
    known = {"/da": 200, "/weg": 404, "/nie-wieder": 410, "/stoerung": 503, "/anmelden": 403}
    if request.path == "/ohne-kopf":
        return 405 if request.method == "HEAD" else 200
    return known.get(request.path, 404)


async def _answer(request: web.Request) -> web.StreamResponse:
    if request.path == "/umgezogen":
        return web.Response(status=301, headers={"Location": "/da"})
    return web.Response(status=_site(request))


def test_only_what_is_gone_or_not_there_is_dead() -> None:
    async def scene() -> dict[str, bool]:
        async with serving(_answer) as served:
            nobody = f"127.0.0.1:{unused_port()}"
            policy = HttpPolicy(allowed_private=frozenset({served.target, nobody}))
            paths = ["da", "weg", "nie-wieder", "stoerung", "anmelden", "ohne-kopf", "umgezogen"]
            addresses = [f"{served.url}/{path}" for path in paths]
            found = await asyncio.to_thread(which_answer, [*addresses, f"http://{nobody}/"], policy)
            return {address.rsplit("/", 1)[1]: answers for address, answers in found.items()}

    assert run(scene()) == {
        "da": True,
        "weg": False,
        "nie-wieder": False,
        "stoerung": True,
        "anmelden": True,
        "ohne-kopf": True,
        "umgezogen": True,
        "": False,
    }


def test_private_addresses_are_not_asked() -> None:
    async def scene() -> tuple[dict[str, bool], int]:
        async with serving(_answer) as served:
            found = await asyncio.to_thread(which_answer, [f"{served.url}/weg"], HttpPolicy())
            return found, len(served.requests)

    found, requests = run(scene())
    assert (list(found.values()), requests) == ([True], 0)
