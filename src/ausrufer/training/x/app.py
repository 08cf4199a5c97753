"""The emulated X as a web application: routes, faults, contract."""

import base64
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ausrufer.training.consent import add_consent
from ausrufer.training.forms import form_of
from ausrufer.training.playing import playing
from ausrufer.training.x import methods
from ausrufer.training.x.state import PracticeX, PracticeXAccount
from ausrufer.training.x.wording import Refused

MOST_BYTES = 20_000_000
X: web.AppKey[PracticeX] = web.AppKey("x")
WHO: web.RequestKey[PracticeXAccount] = web.RequestKey("who", PracticeXAccount)
_PAGE, _TOKEN = "/i/oauth2/authorize", "/2/oauth2/token"
_UNKNOWN = Refused(401, "Unauthorized", "Unauthorized")
routes = web.RouteTableDef()


def x_app(x: PracticeX, *, contract: Path | None = None) -> web.Application:
    """Return the platform as an application.

    With the document `contract`, every request and every answer is compared with it; a violation
    answers 500 and is recorded in `x.violations`.
    """
    kept: list[Middleware] = []
    if contract is not None:
        # Only development installs have what the contract needs.
        from ausrufer.training.keeping import keeping

        kept = [keeping(contract, x.violations, only=_is_documented)]
    app = web.Application(
        middlewares=[playing(x.faults), *kept, _worded], client_max_size=MOST_BYTES
    )
    app[X] = x
    app.add_routes(routes)
    if x.consent is not None:
        add_consent(app, x.consent, user=x.accounts[0].username, page=_PAGE, token=_TOKEN)
    return app


def _is_documented(request: web.Request) -> bool:
    return request.path not in {_PAGE, _TOKEN}


@web.middleware
async def _worded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Know who asks, word refusals, tell the time."""
    if request.path.startswith("/_") or not _is_documented(request):
        return await handler(request)
    x = request.app[X]
    who = x.account(request.headers.get("Authorization", "").removeprefix("Bearer "))
    if who is not None:
        request[WHO] = who
    try:
        answer = await handler(request) if who else _UNKNOWN.answer()
    except Refused as refused:
        answer = refused.answer()
    answer.headers["Date"] = format_datetime(x.clock(), usegmt=True)
    return answer


@routes.get("/2/users/me")
async def _me(request: web.Request) -> web.Response:
    return web.json_response(methods.me(request[WHO]))


@routes.get("/2/users/{id}/tweets")
async def _own(request: web.Request) -> web.Response:
    asked = dict(request.query)
    return web.json_response(methods.own_posts(request.app[X], request.match_info["id"], asked))


@routes.get("/2/tweets/search/recent")
async def _search(request: web.Request) -> web.Response:
    return web.json_response(methods.conversation(request.app[X], dict(request.query)))


@routes.get("/2/tweets")
async def _counted(request: web.Request) -> web.Response:
    return web.json_response(methods.looked_up(request.app[X], dict(request.query)))


@routes.post("/2/tweets")
async def _create(request: web.Request) -> web.Response:
    made = methods.create(request.app[X], request[WHO], await request.json())
    return web.json_response(made, status=201)


@routes.delete("/2/tweets/{id}")
async def _delete(request: web.Request) -> web.Response:
    number = request.match_info["id"]
    return web.json_response(methods.delete(request.app[X], request[WHO], number))


@routes.put("/2/tweets/{id}/hidden")
async def _hide(request: web.Request) -> web.Response:
    number, hidden = request.match_info["id"], bool((await request.json())["hidden"])
    return web.json_response(methods.hide(request.app[X], request[WHO], number, hidden=hidden))


@routes.post("/2/media/upload")
async def _upload(request: web.Request) -> web.Response:
    _fields, files = await form_of(request)
    return web.json_response(methods.upload(request.app[X], files.get("media", b"")))


@routes.post("/2/media/upload/initialize")
async def _begin(request: web.Request) -> web.Response:
    return web.json_response(methods.begin(request.app[X], await request.json()))


@routes.post("/2/media/upload/{id}/append")
async def _append(request: web.Request) -> web.Response:
    body, number = await request.json(), request.match_info["id"]
    content = base64.b64decode(body["media"])
    return web.json_response(methods.append(request.app[X], number, body["segment_index"], content))


@routes.post("/2/media/upload/{id}/finalize")
async def _finalize(request: web.Request) -> web.Response:
    return web.json_response(methods.finalize(request.app[X], request.match_info["id"]))


@routes.get("/2/media/upload")
async def _state(request: web.Request) -> web.Response:
    return web.json_response(methods.ask_state(request.app[X], request.query["media_id"]))


@routes.post("/2/media/metadata")
async def _describe(request: web.Request) -> web.Response:
    return web.json_response(methods.describe(request.app[X], await request.json()))


@routes.get("/_received")
async def _received(request: web.Request) -> web.Response:
    if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
        raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
    return web.json_response(request.app[X].received())
