"""The emulated YouTube as a web application: access, faults, contract."""

import json
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ausrufer.training.consent import add_consent
from ausrufer.training.playing import playing
from ausrufer.training.youtube.comments import comment_routes
from ausrufer.training.youtube.contract import YouTubeContract
from ausrufer.training.youtube.refusals import refusal
from ausrufer.training.youtube.related import parts_of
from ausrufer.training.youtube.state import PracticeYouTube
from ausrufer.training.youtube.uploads import upload_routes
from ausrufer.training.youtube.videos import video_routes

MOST_BYTES = 60_000_000
_PAGE, _TOKEN = "/o/oauth2/v2/auth", "/token"
_METHODS, _PIECES = ("/youtube/", "/upload/"), "/sessions/"
_FINE = 300


def youtube_app(youtube: PracticeYouTube, *, contract: Path | None = None) -> web.Application:
    """Return the platform as an application.

    With the document `contract`, every call and every answer is compared with it; a violation
    answers 500 and is recorded in `youtube.violations`. Pieces of an upload are no methods of it.
    """

    async def received(request: web.Request) -> web.Response:
        if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
            raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
        return web.json_response(youtube.received())

    held = _holding(youtube, YouTubeContract(contract) if contract else None)
    app = web.Application(
        middlewares=[playing(youtube.faults), held, _guarding(youtube)],
        client_max_size=MOST_BYTES,
    )
    app.router.add_get("/_received", received)
    if youtube.consent is not None:
        add_consent(app, youtube.consent, page=_PAGE, token=_TOKEN)
    app.add_routes([*upload_routes(youtube), *video_routes(youtube), *comment_routes(youtube)])
    return app


def _holding(youtube: PracticeYouTube, held: YouTubeContract | None) -> Middleware:
    @web.middleware
    async def hold(request: web.Request, handler: Handler) -> web.StreamResponse:
        if held is None or not request.path.startswith(_METHODS):
            return await handler(request)
        query, about = list(request.query.items()), await _about(request)
        found = held.faults_of_call(request.method, request.path, query, about)
        answer = None if found else await handler(request)
        if isinstance(answer, web.Response) and answer.status < _FINE and answer.body:
            told = json.loads(answer.text or "null")
            found = held.faults_of_answer(request.method, request.path, told)
        if found or answer is None:
            youtube.violations += [f"{request.method} {request.path}: {one}" for one in found]
            return refusal(500, "contract", "; ".join(found))
        return answer

    return hold


async def _about(request: web.Request) -> Any:
    """Return the JSON a call brings, alone or before a file."""
    if request.content_type == "application/json":
        return await request.json()
    if request.content_type == "multipart/related":
        (about, _) = parts_of(request, await request.read())
        return json.loads(about)
    return None


def _guarding(youtube: PracticeYouTube) -> Middleware:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith((*_METHODS, _PIECES)):
            return await handler(request)
        youtube.calls.append(f"{request.method} {request.path}")
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not youtube.knows(token):
            return refusal(401, "authError", "Invalid Credentials")
        answer = await handler(request)
        answer.headers["Date"] = format_datetime(youtube.now(), usegmt=True)
        return answer

    return guard
