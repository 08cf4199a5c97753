"""The emulated Pinterest as a web application: routes, faults, contract."""

import base64
import binascii
import hashlib
import io
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from PIL import Image, UnidentifiedImageError

from ausrufer.training.consent import add_consent
from ausrufer.training.pinterest.state import Pin, PracticeBoard, PracticePinner, PracticePinterest
from ausrufer.training.playing import playing

Json = dict[str, Any]
MOST_BYTES = 60_000_000
PINTEREST: web.AppKey[PracticePinterest] = web.AppKey("pinterest")
WHO: web.RequestKey[PracticePinner] = web.RequestKey("who", PracticePinner)
_WORDS = ("title", "description", "link", "alt_text")
_TRIAL = (
    "Apps with Trial access may not create Pins in production: use the Sandbox "
    "(https://api-sandbox.pinterest.com) to create Pins instead."
)
routes = web.RouteTableDef()


class Refused(Exception):
    """The answer is no, with Pinterest's code and words."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message

    def answer(self) -> web.Response:
        """Return the refusal as Pinterest words it."""
        return web.json_response({"code": self.code, "message": self.message}, status=self.status)


_NO_TOKEN = Refused(400, 283, "Invalid code or refresh token.")
_PAGE, _TOKEN = "/oauth/", "/v5/oauth/token"
_UNKNOWN = Refused(401, 2, "Authentication failed.")


def pinterest_app(pinterest: PracticePinterest, *, contract: Path | None = None) -> web.Application:
    """Return the platform as an application.

    With the document `contract`, every request and every answer is compared with it; a violation
    answers 500 and is recorded in `pinterest.violations`.
    """
    kept: list[Middleware] = []
    if contract is not None:
        # Only development installs have what the contract needs.
        from ausrufer.training.keeping import keeping

        kept = [keeping(contract, pinterest.violations, below="/v5", only=_is_documented)]
    app = web.Application(
        middlewares=[playing(pinterest.faults), *kept, _worded], client_max_size=MOST_BYTES
    )
    app[PINTEREST] = pinterest
    app.add_routes(routes)
    if pinterest.consent is not None:
        user = pinterest.pinners[0].username
        add_consent(app, pinterest.consent, user=user, page=_PAGE, token=_TOKEN)
    return app


def _is_documented(request: web.Request) -> bool:
    return request.path != _PAGE


@web.middleware
async def _worded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Know who asks, word refusals, tell the time."""
    if request.path.startswith("/_") or request.path == _PAGE:
        return await handler(request)
    if request.path == _TOKEN:
        handed = await handler(request)
        return handed if handed.status == web.HTTPOk.status_code else _NO_TOKEN.answer()
    pinterest = request.app[PINTEREST]
    who = pinterest.pinner(request.headers.get("Authorization", "").removeprefix("Bearer "))
    if who is not None:
        request[WHO] = who
    try:
        answer = await handler(request) if who else _UNKNOWN.answer()
    except Refused as refused:
        answer = refused.answer()
    answer.headers["Date"] = format_datetime(pinterest.clock(), usegmt=True)
    return answer


@routes.get("/v5/user_account")
async def _account(request: web.Request) -> web.Response:
    told = {"username": request[WHO].username, "account_type": "BUSINESS"}
    return web.json_response(told)


@routes.get("/v5/boards")
async def _boards(request: web.Request) -> web.Response:
    found = [_shown_board(one, request[WHO]) for one in request[WHO].boards]
    return web.json_response(_page(request, found))


@routes.get("/v5/boards/{id}")
async def _board(request: web.Request) -> web.Response:
    board = _own_board(request, request.match_info["id"])
    return web.json_response(_shown_board(board, request[WHO]))


@routes.get("/v5/boards/{id}/pins")
async def _pins(request: web.Request) -> web.Response:
    board = _own_board(request, request.match_info["id"])
    there = [one for one in request.app[PINTEREST].there() if one.board == board.number]
    return web.json_response(_page(request, [_shown(one) for one in there[::-1]]))


@routes.post("/v5/pins")
async def _create(request: web.Request) -> web.Response:
    body = await request.json()
    if request.app[PINTEREST].trial:
        raise Refused(403, 29, _TRIAL)
    board = _own_board(request, str(body.get("board_id", "")))
    source = body.get("media_source") or {}
    pictures = [_picture(one) for one in source.get("items", [source])]
    words = {name: body[name] for name in _WORDS if name in body}
    pin = request.app[PINTEREST].take(board.number, words, pictures)
    return web.json_response(_shown(pin), status=201)


@routes.get("/v5/pins/{id}")
async def _pin(request: web.Request) -> web.Response:
    lifetime = {"pin_click": 7, "impression": 40, "clickthrough": 3, "reaction": 10, "comment": 2}
    return web.json_response(
        {**_shown(_own_pin(request)), "pin_metrics": {"lifetime_metrics": lifetime}}
    )


@routes.patch("/v5/pins/{id}")
async def _change(request: web.Request) -> web.Response:
    pin, body = _own_pin(request), await request.json()
    pin.words |= {name: body[name] for name in _WORDS if name in body}
    return web.json_response(_shown(pin))


@routes.delete("/v5/pins/{id}")
async def _delete(request: web.Request) -> web.Response:
    _own_pin(request).deleted = True
    return web.Response(status=204)


@routes.get("/_received")
async def _received(request: web.Request) -> web.Response:
    if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
        raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
    return web.json_response(request.app[PINTEREST].received())


def _own_board(request: web.Request, number: str) -> PracticeBoard:
    for one in request[WHO].boards:
        if one.number == number:
            return one
    raise Refused(404, 40, "Board not found.")


def _own_pin(request: web.Request) -> Pin:
    pin = request.app[PINTEREST].pin(request.match_info["id"])
    if pin is None or pin.board not in {one.number for one in request[WHO].boards}:
        raise Refused(404, 50, "Pin not found.")
    return pin


def _picture(source: Json) -> str:
    try:
        content = base64.b64decode(source.get("data", ""), validate=True)
        with Image.open(io.BytesIO(content)) as image:
            kind = image.get_format_mimetype()
    except (binascii.Error, UnidentifiedImageError, OSError):
        raise Refused(400, 235, "The image is invalid.") from None
    if kind != source.get("content_type"):
        raise Refused(400, 235, "The image is of another type.")
    return hashlib.sha256(content).hexdigest()


def _shown(pin: Pin) -> Json:
    image: Json = {"media_type": "image", "images": {}}
    if len(pin.pictures) > 1:
        image = {"media_type": "multiple_images", "items": [{"images": {}} for _ in pin.pictures]}
    told = {name: pin.words.get(name) for name in _WORDS}
    at = pin.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"id": pin.number, "board_id": pin.board, "created_at": at, "media": image, **told}


def _shown_board(board: PracticeBoard, owner: PracticePinner) -> Json:
    told = {"id": board.number, "name": board.name, "privacy": board.privacy}
    return {**told, "owner": {"username": owner.username}}


def _page(request: web.Request, found: list[Json]) -> Json:
    most = min(request.app[PINTEREST].page, int(request.query.get("page_size", "25")))
    start = int(request.query.get("bookmark", "0"))
    more = str(start + most) if len(found) > start + most else None
    return {"items": found[start : start + most], "bookmark": more}
