"""The emulated server as a web application: faults, calls, contract, pages."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from ausrufer.training.bluesky import admin, pages
from ausrufer.training.bluesky.calls import Call, Json, Refused
from ausrufer.training.bluesky.methods import METHODS, Method
from ausrufer.training.bluesky.server import SERVER, PracticeServer
from ausrufer.training.playing import playing

if TYPE_CHECKING:
    from ausrufer.training.bluesky.contract import BlueskyContract

MOST_BYTES = 8_000_000
CONTRACT: web.AppKey["BlueskyContract | None"] = web.AppKey("contract")


def bluesky_app(server: PracticeServer, *, contract: Path | None = None) -> web.Application:
    """Return the server as an application.

    With `contract`, the folder of the lexicons, every call and answer is compared with them; a
    violation is recorded in `server.violations`.
    """
    app = web.Application(middlewares=[playing(server.faults)], client_max_size=MOST_BYTES)
    app[SERVER], app[CONTRACT] = server, _read_contract(contract)
    app.router.add_route("*", "/xrpc/{method}", _xrpc)
    app.add_routes(admin.routes)
    app.add_routes(pages.routes)
    return app


def _read_contract(path: Path | None) -> "BlueskyContract | None":
    if path is None:
        return None
    # Only development installs have what the contract needs.
    from ausrufer.training.bluesky.contract import BlueskyContract

    return BlueskyContract(path)


async def _xrpc(request: web.Request) -> web.Response:
    try:
        return await _answered(request)
    except Refused as refused:
        return refused.answer()


async def _answered(request: web.Request) -> web.Response:
    name = request.match_info["method"]
    method = METHODS.get(name)
    if method is None:
        raise Refused("InvalidRequest", f"No service configured for {name}")
    if request.method != method.verb:
        words = f"Incorrect HTTP method ({request.method}) expected {method.verb}"
        raise Refused("InvalidRequest", words)
    call = await _call(request, name)
    contract = request.app[CONTRACT]
    if contract is not None:
        _keep_contract(contract, call)
    answer = _handled(call, method)
    if isinstance(answer, web.Response):
        return answer
    if contract is not None:
        call.server.violations += [f"{name}: {f}" for f in contract.faults_of_answer(name, answer)]
    return web.json_response(answer)


def _keep_contract(contract: "BlueskyContract", call: Call) -> None:
    found = contract.faults_of_call(call)
    call.server.violations += [f"{call.method}: {fault}" for fault in found]
    refused = found or contract.faults_of_records(call)
    if refused:
        raise Refused("InvalidRequest", "; ".join(refused))


def _handled(call: Call, method: Method) -> Json | web.Response:
    try:
        return method.answer(call)
    except ValueError as unstorable:
        raise Refused("InvalidRequest", str(unstorable)) from unstorable


async def _call(request: web.Request, method: str) -> Call:
    content = await request.read()
    return Call(
        server=request.app[SERVER],
        method=method,
        params=dict(request.query),
        body=_object(request, content),
        content=content,
        media_type=request.content_type,
        token=request.headers.get("Authorization", "").removeprefix("Bearer "),
        repeated={name: request.query.getall(name) for name in request.query},
        proxy=request.headers.get("atproto-proxy", ""),
    )


def _object(request: web.Request, content: bytes) -> Json:
    if request.content_type != "application/json" or not content:
        return {}
    try:
        body = json.loads(content)
    except ValueError as wrong:
        raise Refused("SyntaxError", str(wrong)) from wrong
    if not isinstance(body, dict):
        raise Refused("InvalidRequest", "Expected object at $")
    return body
