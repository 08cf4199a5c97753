"""The practice mailbox as a web application: reading letters, counting them, scripting faults."""

import json
from collections.abc import AsyncIterator

from aiohttp import web

from ausrufer.training.lots_page import LOTS, about_lots
from ausrufer.training.mailbox.faults import Fault, Script
from ausrufer.training.mailbox.letters import Letters, Received, to_json
from ausrufer.training.mailbox.pages import STYLE, no_such_letter, one_letter, overview
from ausrufer.training.mailbox.reading import framed, read
from ausrufer.training.mailbox.server import serve_smtp

MOST_SHOWN = 200
_LETTERS = web.AppKey("letters", Letters)
_SCRIPT = web.AppKey("script", Script)

_PAGE = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# A letter is a stranger's text: no script, no form, nothing from elsewhere, an origin of its own.
_LOCKED_IN = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
_NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox"


def mailbox_app(
    letters: Letters, script: Script, *, smtp_host: str = "127.0.0.1", smtp_port: int | None = None
) -> web.Application:
    """Return the application; with `smtp_port` it runs the mail server for as long as it runs."""
    app = web.Application()
    app[_LETTERS], app[_SCRIPT] = letters, script
    app.add_routes(
        [
            web.get("/", _overview),
            web.get("/stil.css", _style),
            web.get(r"/briefe/{number:\d{1,9}}", _letter),
            web.get(r"/briefe/{number:\d{1,9}}/html", _html),
            web.get(r"/briefe/{number:\d{1,9}}/quelle", _source),
            web.get(r"/briefe/{number:\d{1,9}}/bild/{cid}", _picture),
            web.get("/_received", _received),
            web.get("/_faults", _faults),
            web.post("/_faults", _add_faults),
            web.delete("/_faults", _clear_faults),
            web.route("*", LOTS, _lots),
        ]
    )

    async def smtp(app: web.Application) -> AsyncIterator[None]:
        server = await serve_smtp(app[_LETTERS], app[_SCRIPT], host=smtp_host, port=smtp_port or 0)
        yield
        await server.close()

    if smtp_port is not None:
        app.cleanup_ctx.append(smtp)
    return app


async def _overview(request: web.Request) -> web.Response:
    letters = request.app[_LETTERS].all()
    return _page(overview(letters[-MOST_SHOWN:][::-1], total=len(letters)))


async def _letter(request: web.Request) -> web.Response:
    received, content = _found(request)
    return _page(one_letter(received, read(content)))


async def _html(request: web.Request) -> web.Response:
    received, content = _found(request)
    markup = framed(read(content).html, pictures_at=f"/briefe/{received.number}/bild/")
    return _answer(markup, "text/html", _LOCKED_IN)


async def _source(request: web.Request) -> web.Response:
    _, content = _found(request)
    return _answer(content.decode("utf-8", "replace"), "text/plain", _NOTHING)


async def _picture(request: web.Request) -> web.Response:
    _, content = _found(request)
    for part in read(content).pictures:
        if part.cid == request.match_info["cid"]:
            response = web.Response(body=part.content, content_type=part.media_type)
            return _guarded(response, _NOTHING)
    raise web.HTTPNotFound(text=no_such_letter(), content_type="text/html")


async def _style(request: web.Request) -> web.Response:  # noqa: ARG001 - aiohttp's signature
    return _answer(STYLE, "text/css", _NOTHING)


async def _received(request: web.Request) -> web.Response:
    return _json([to_json(one) for one in request.app[_LETTERS].all()])


async def _faults(request: web.Request) -> web.Response:
    return _json(request.app[_SCRIPT].to_json())


async def _add_faults(request: web.Request) -> web.Response:
    try:
        asked = await request.json()
        faults = [Fault.from_json(one) for one in (asked if isinstance(asked, list) else [asked])]
    except (ValueError, TypeError) as wrong:
        raise web.HTTPBadRequest(text=f"no fault: {wrong}") from wrong
    request.app[_SCRIPT].add(*faults)
    return _json(request.app[_SCRIPT].to_json())


async def _clear_faults(request: web.Request) -> web.Response:
    request.app[_SCRIPT].clear()
    return _json([])


async def _lots(request: web.Request) -> web.Response:
    return await about_lots(request, request.app[_SCRIPT])


def _found(request: web.Request) -> tuple[Received, bytes]:
    received = request.app[_LETTERS].find(int(request.match_info["number"]))
    if received is None:
        raise web.HTTPNotFound(text=no_such_letter(), content_type="text/html")
    return received, request.app[_LETTERS].content(received)


def _page(markup: str) -> web.Response:
    return _answer(markup, "text/html", _PAGE)


def _answer(text: str, media_type: str, policy: str) -> web.Response:
    return _guarded(web.Response(text=text, content_type=media_type, charset="utf-8"), policy)


def _guarded(response: web.Response, policy: str) -> web.Response:
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _json(plain: object) -> web.Response:
    return web.json_response(plain, dumps=lambda value: json.dumps(value, ensure_ascii=False))
