"""What only tests and the practice town may do: script faults, and count what arrived."""

from ipaddress import ip_address

from aiohttp import web

from ausrufer.training.faults import Fault
from ausrufer.training.mastodon.entities import received_json
from ausrufer.training.mastodon.requests import instance_of

routes = web.RouteTableDef()


@routes.get("/_received")
async def received(request: web.Request) -> web.Response:
    """List every post that was ever taken, oldest first, with key, text and pictures.

    What residents say is left out: it came by no request.
    """
    _only_here(request)
    instance = instance_of(request)
    residents = {one.username for one in instance.accounts if one.resident}
    posts = sorted(instance.memory.statuses.values(), key=lambda status: int(status.id))
    taken = [received_json(instance, one) for one in posts if one.account not in residents]
    return web.json_response(taken)


@routes.get("/_violations")
async def violations(request: web.Request) -> web.Response:
    """List in what requests and answers broke the contract."""
    _only_here(request)
    return web.json_response(instance_of(request).violations)


@routes.post("/_faults")
async def add_fault(request: web.Request) -> web.Response:
    """Script a fault, as the fields of `Fault` or as one of the acts below.

    {"forget_keys": true} loses every idempotency key, {"polls": n} lets new pictures be processed
    only after n questions, {"revoke": token} ends an access, {"release": true} lets go.
    """
    _only_here(request)
    instance, asked = instance_of(request), await _asked(request)
    match asked:
        case {"forget_keys": True}:
            instance.memory.forget_keys()
        case {"polls": int(polls)}:
            instance.polls = polls
        case {"revoke": str(token)}:
            instance.revoked.add(token)
        case {"release": True}:
            instance.faults.release()
        case dict():
            instance.faults.add(_fault(asked))
        case _:
            raise web.HTTPBadRequest(text="not a fault")
    return web.json_response({"waiting": len(instance.faults.waiting)})


@routes.delete("/_faults")
async def clear_faults(request: web.Request) -> web.Response:
    """Forget the script and let go what is held."""
    _only_here(request)
    instance_of(request).faults.waiting.clear()
    instance_of(request).faults.release()
    return web.json_response({"waiting": 0})


async def _asked(request: web.Request) -> object:
    try:
        return await request.json()
    except ValueError:
        raise web.HTTPBadRequest(text="not JSON") from None


def _fault(asked: dict[str, object]) -> Fault:
    try:
        return Fault.from_json(asked)
    except (TypeError, ValueError) as wrong:
        raise web.HTTPBadRequest(text=str(wrong)) from None


def _only_here(request: web.Request) -> None:
    # The text is shown to nobody but a person who tries the emulator from another machine.
    if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
        raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
