"""Where a drill begins and ends the lots of an emulated platform: PUT, GET and DELETE /_lots."""

import json
from ipaddress import ip_address
from typing import Any, Protocol

from aiohttp import web

from ausrufer.training.faults import Draws
from ausrufer.training.lots import Lots

LOTS = "/_lots"


class HasLots(Protocol):
    """A script beside which lots may be drawn."""

    lots: Draws | None


async def about_lots(request: web.Request, script: HasLots) -> web.Response:
    """Begin (PUT {"seed": …, "shares": {…}}) or end (DELETE) the lots; tell what was drawn."""
    # The text is shown to nobody but a person who tries the emulator from another machine.
    if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
        raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
    told: dict[str, Any] = script.lots.to_json() if script.lots else {}
    if request.method == "DELETE":
        script.lots = None
    elif request.method == "PUT":
        script.lots = await _lots(request)
        told = script.lots.to_json()
    return web.json_response(told)


async def _lots(request: web.Request) -> Lots:
    try:
        return Lots.from_json(json.loads(await request.text()))
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise web.HTTPBadRequest(text=f"no lots: {wrong}") from wrong
