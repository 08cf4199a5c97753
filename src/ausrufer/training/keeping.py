"""Keeping an emulated platform to the OpenAPI document its owner published.

Needs what only development installs have: import it where a document is given, nowhere else.
"""

from collections.abc import Callable
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ausrufer.training.contracts import Contract, Document, Reply, Request
from ausrufer.training.playing import UNDOCUMENTED


def keeping(
    document: Path,
    violations: list[str],
    *,
    below: str = "",
    only: Callable[[web.Request], bool] | None = None,
    mend: Callable[[Document], None] = lambda _: None,
) -> Middleware:
    """Return a middleware that compares every request and answer with `document`.

    A violation answers 500 and is appended to `violations`. `below` stands before every path of
    the document; requests that are not `only` ones and paths below /_ are left alone.
    """
    contract = Contract(document, mend=mend)

    @web.middleware
    async def keep(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith("/_") or (only and not only(request)):
            return await handler(request)
        exchange = await _exchange(request, below)
        found = contract.faults_of_request(exchange)
        answer = None if found else await handler(request)
        if isinstance(answer, web.Response) and UNDOCUMENTED not in answer:
            found = contract.faults_of_reply(exchange, _reply(answer))
        if found or answer is None:
            violations.extend(f"{request.method} {request.path}: {one}" for one in found)
            return web.json_response({"code": 500, "message": "; ".join(found)}, status=500)
        return answer

    return keep


async def _exchange(request: web.Request, below: str) -> Request:
    multipart = request.content_type == "multipart/form-data"
    return Request(
        method=request.method.lower(),
        path=request.path.removeprefix(below).rstrip("/"),
        query=list(request.query.items()),
        headers=dict(request.headers),
        content_type=request.headers["Content-Type"] if multipart else request.content_type,
        body=await request.read() or None,
    )


def _reply(answer: web.Response) -> Reply:
    data = answer.body if isinstance(answer.body, bytes) else b""
    return Reply(answer.status, dict(answer.headers), answer.content_type, data)
