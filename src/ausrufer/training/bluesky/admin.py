"""What only tests and the practice town may do: script faults, and count what arrived."""

from ipaddress import ip_address
from typing import Any

from aiohttp import web

from ausrufer.training.bluesky.memory import Memory, Stored
from ausrufer.training.bluesky.posts import POST, images_of
from ausrufer.training.bluesky.server import SERVER, PracticeServer
from ausrufer.training.faults import Fault

routes = web.RouteTableDef()


@routes.get("/_received")
async def received(request: web.Request) -> web.Response:
    """List every post that was ever made, oldest first; one made anew is listed again.

    What residents say is left out: it came by no call.
    """
    server = _server(request)
    memory, residents = server.memory, {one.did for one in server.accounts if one.resident}
    made = [stored for stored in memory.created if stored.collection == POST]
    posts = [stored for stored in made if stored.did not in residents]
    return web.json_response([_shown(memory, stored) for stored in posts])


@routes.get("/_violations")
async def violations(request: web.Request) -> web.Response:
    """List in what calls and answers broke the lexicons."""
    return web.json_response(_server(request).violations)


@routes.post("/_faults")
async def add_fault(request: web.Request) -> web.Response:
    """Script a fault, as the fields of `Fault` or as one of the acts below.

    {"revoke": app_password} ends an access, {"expire": true} lets every log-in run out,
    {"release": true} lets go what is held.
    """
    server = _server(request)
    match await _asked(request):
        case {"revoke": str(app_password)}:
            server.revoke(app_password)
        case {"expire": True}:
            server.tokens.expire(server.clock())
        case {"release": True}:
            server.faults.release()
        case dict() as fault:
            server.faults.add(_fault(fault))
        case _:
            raise web.HTTPBadRequest(text="not a fault")
    return web.json_response({"waiting": len(server.faults.waiting)})


@routes.delete("/_faults")
async def clear_faults(request: web.Request) -> web.Response:
    """Forget the script and let go what is held."""
    server = _server(request)
    server.faults.waiting.clear()
    server.faults.release()
    return web.json_response({"waiting": 0})


def _shown(memory: Memory, stored: Stored) -> dict[str, Any]:
    return {
        "uri": stored.uri,
        "cid": stored.cid,
        "account": stored.did,
        "text": stored.value["text"],
        "record": stored.value,
        "deleted": stored.uri not in memory.records,
        "media": [
            {
                "sha256": memory.blobs[image["image"]["ref"]["$link"]].sha256,
                "alt_text": image["alt"],
            }
            for image in images_of(stored.value)
        ],
    }


async def _asked(request: web.Request) -> object:
    try:
        asked: object = await request.json()
    except ValueError:
        raise web.HTTPBadRequest(text="not JSON") from None
    return asked


def _fault(asked: dict[str, object]) -> Fault:
    try:
        return Fault.from_json(asked)
    except (TypeError, ValueError) as wrong:
        raise web.HTTPBadRequest(text=str(wrong)) from None


def _server(request: web.Request) -> PracticeServer:
    # The text is shown to nobody but a person who tries the emulator from another machine.
    if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
        raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
    return request.app[SERVER]
