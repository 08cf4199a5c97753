"""The emulated page of consent as a web application: allow or refuse, tokens, whose account."""

import asyncio
from html import escape
from typing import Any

from aiohttp import web
from authlib.oauth2 import OAuth2Error

from ausrufer.training.consent.drill import add_drill
from ausrufer.training.consent.server import Answered, Asked, ConsentServer
from ausrufer.training.consent.state import PracticeConsent
from ausrufer.training.playing import FAULT, playing

_PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8">
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
<title>Zugriff erlauben – ÜBUNG</title></head>
<body><main><h1>Zugriff erlauben?</h1>
<p>ÜBUNG: Die App „{app}“ möchte für das Stadtkonto: {scope}.</p>
<form method="post"><button name="answer" value="yes">Erlauben</button>
<button name="answer" value="no">Ablehnen</button></form></main></body></html>"""
_REFUSED = """<!doctype html><html lang="de"><head><meta charset="utf-8">
<link rel="icon" href="data:,"><title>ÜBUNG</title></head>
<body><main><h1>Das geht so nicht</h1><p>{why}</p></main></body></html>"""


def consent_app(memory: PracticeConsent, *, user: str = "stadt") -> web.Application:
    """Return the platform as an application; `user` is who is logged in to it."""

    async def me(request: web.Request) -> web.Response:
        access = request.headers.get("Authorization", "").removeprefix("Bearer ")
        found = memory.opened_by(access)
        return web.json_response({"user": found}, status=200 if found else 401)

    async def held(_: web.Request) -> web.Response:
        await memory.faults.somebody_waits()
        return web.json_response({})

    async def release(_: web.Request) -> web.Response:
        memory.faults.release()
        return web.json_response({})

    app = web.Application(middlewares=[playing(memory.faults)])
    add_consent(app, memory, user=user)
    app.router.add_get("/me", me)
    app.router.add_get("/_held", held)
    app.router.add_post("/_release", release)
    return app


def add_consent(
    app: web.Application,
    memory: PracticeConsent,
    *,
    user: str = "stadt",
    page: str = "/authorize",
    token: str = "/token",  # noqa: S107 - an address
) -> None:
    """Give a platform its page of consent and its token endpoint, at the paths it has them."""

    async def ask(request: web.Request) -> web.Response:
        return _asked(ConsentServer(memory), _read(request, dict(request.query)))

    async def answer(request: web.Request) -> web.Response:
        said = (await request.post()).get("answer")
        asked = _read(request, dict(request.query))
        return _answered(ConsentServer(memory), asked, user if said == "yes" else None)

    async def exchange(request: web.Request) -> web.Response:
        sent = {name: str(value) for name, value in (await request.post()).items()}
        server, fault = ConsentServer(memory), request.get(FAULT)
        status, body, headers = server.create_token_response(_read(request, sent))
        memory.answers.append({"status": status, "error": dict(body).get("error")})
        if fault is not None and fault.broken:
            memory.cut.add(dict(body).get("refresh_token", ""))
        await asyncio.sleep(memory.thinks)
        return web.json_response(dict(body), status=status, headers=_plain(headers))

    add_drill(app, memory)
    app.router.add_get(page, ask)
    app.router.add_post(page, answer)
    app.router.add_post(token, exchange)


def _asked(server: ConsentServer, asked: Asked) -> web.Response:
    try:
        grant = server.get_consent_grant(asked)
    except OAuth2Error as wrong:
        return _wrong(server, asked, wrong)
    fields = grant.request.payload
    app = server.memory.apps[fields.client_id]
    scope = escape(app.get_allowed_scope(fields.scope))
    return _html(_PAGE.format(app=escape(app.client_id), scope=scope))


def _answered(server: ConsentServer, asked: Asked, user: str | None) -> web.Response:
    asked = {**asked, "method": "GET"}
    try:
        grant = server.get_consent_grant(asked)
    except OAuth2Error as wrong:
        return _wrong(server, asked, wrong)
    answered = server.create_authorization_response(grant.request, user, grant)
    return _redirect(answered)


def _wrong(server: ConsentServer, asked: Asked, wrong: OAuth2Error) -> web.Response:
    """Go back with the error only where the address to go back to is one of the app's own."""
    status, body, headers = server.handle_error_response(server.create_oauth2_request(asked), wrong)
    if status == web.HTTPFound.status_code:
        return _redirect((status, body, headers))
    return _html(_REFUSED.format(why=escape(str(wrong))), status=status)


def _redirect(answered: Answered) -> web.Response:
    status, _, headers = answered
    return web.Response(status=status, headers=_plain(headers))


def _plain(headers: list[tuple[str, str]]) -> dict[str, str]:
    return {name: value for name, value in headers if name.lower() != "content-type"}


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html")


def _read(request: web.Request, fields: dict[str, Any]) -> Asked:
    return {
        "method": request.method,
        "path": request.path_qs,
        "fields": fields,
        "headers": request.headers,
    }
