"""The emulated Threads as a web application: tokens, faults, contract."""

from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

from ausrufer.training.meta.asked import asked_of
from ausrufer.training.meta.consent import add_consent
from ausrufer.training.meta.postman import PostmanContract
from ausrufer.training.meta.refusing import NO_TOKEN, Refused, refusing
from ausrufer.training.meta.threads_methods import METHODS, Call, exchanged, not_found
from ausrufer.training.meta.threads_state import PracticeThreads
from ausrufer.training.playing import playing

_TOKENS = frozenset(("access_token", "refresh_access_token"))


def threads_app(threads: PracticeThreads, *, contract: Path | None = None) -> web.Application:
    """Return the platform as an application.

    With the collection `contract`, every request and every answer is compared with it; a
    violation answers 500 and is recorded in `threads.violations`.
    """
    held = PostmanContract(contract) if contract else None

    async def ask(request: web.Request) -> web.Response:
        path = request.match_info["path"].strip("/")
        return await _answered(threads, held, request, path)

    async def received(request: web.Request) -> web.Response:
        if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
            raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
        return web.json_response(threads.received())

    async def day(_: web.Request) -> web.Response:
        threads.a_day_passes()
        return web.json_response({})

    app = web.Application(middlewares=[playing(threads.faults), refusing])
    app.router.add_get("/_received", received)
    app.router.add_post("/_day", day)
    add_consent(app, threads.codes, page="/oauth/authorize")
    app.router.add_route("*", r"/v1.0/{path:.+}", ask)
    app.router.add_route("*", r"/{path:.+}", ask)
    return app


async def _answered(
    threads: PracticeThreads, held: PostmanContract | None, request: web.Request, path: str
) -> web.Response:
    node, _, edge = path.partition("/")
    asked = await asked_of(request, node, edge)
    faults = held.faults_of_request(request.method, path, asked.sent) if held else []
    if faults:
        return _broken(threads, faults)
    if path in _TOKENS or node == "oauth":
        result: dict[str, Any] = exchanged(threads, path, asked.sent)
    else:
        token = asked.sent.get("access_token", "")
        if token != threads.profile.token or token in threads.revoked:
            raise Refused(*NO_TOKEN)
        place = path if node in ("me", "debug_token") else f"*/{edge}".rstrip("/")
        method = METHODS.get(f"{request.method} {place}")
        if method is None:
            raise not_found()
        async with ClientSession() as fetching:
            result = await method(Call(threads, asked, fetching))
    faults = held.faults_of_answer(request.method, path, result) if held else []
    return _broken(threads, faults) if faults else web.json_response(result)


def _broken(threads: PracticeThreads, faults: list[str]) -> web.Response:
    threads.violations.extend(faults)
    said = {"error": {"message": "; ".join(faults), "code": 1}}
    return web.json_response(said, status=500)
