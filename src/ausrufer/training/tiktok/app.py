"""The emulated TikTok as a web application: access, faults, contract."""

from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ausrufer.training.consent import add_consent
from ausrufer.training.playing import playing
from ausrufer.training.tiktok.accounts import account_routes
from ausrufer.training.tiktok.publishing import publishing_routes
from ausrufer.training.tiktok.refusals import refusal
from ausrufer.training.tiktok.state import PracticeTikTok

if TYPE_CHECKING:
    from ausrufer.training.tiktok.contract import TikTokContract

MOST_BYTES = 130_000_000
_PAGE = "/v2/auth/authorize/"


def tiktok_app(tiktok: PracticeTikTok, *, contract: Path | None = None) -> web.Application:
    """Return the platform as an application.

    With the document `contract`, every exchange but the pieces of films is compared with it; a
    violation answers 500 and is recorded in `tiktok.violations`.
    """

    async def received(request: web.Request) -> web.Response:
        if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
            raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
        return web.json_response(tiktok.received())

    held = _holding(tiktok, _read(contract))
    app = web.Application(
        middlewares=[playing(tiktok.faults), held, _guarding(tiktok)],
        client_max_size=MOST_BYTES,
    )
    app.router.add_get("/_received", received)
    if tiktok.consent is not None:
        add_consent(app, tiktok.consent, page=_PAGE, token="/_token")  # noqa: S106 - an address
    app.add_routes([*publishing_routes(tiktok), *account_routes(tiktok)])
    return app


def _read(contract: Path | None) -> "TikTokContract | None":
    if contract is None:
        return None
    # Only development installs have what the contract needs.
    from ausrufer.training.tiktok.contract import TikTokContract

    return TikTokContract(contract)


def _holding(tiktok: PracticeTikTok, held: "TikTokContract | None") -> Middleware:
    @web.middleware
    async def hold(request: web.Request, handler: Handler) -> web.StreamResponse:
        if held is None or not _is_method(request):
            return await handler(request)
        exchange = held.exchange(request, await request.read())
        found = held.faults_of_request(exchange)
        answer = None if found else await handler(request)
        if isinstance(answer, web.Response):
            found = held.faults_of_answer(exchange, answer)
        if found or answer is None:
            tiktok.violations += [f"{request.method} {request.path}: {one}" for one in found]
            return refusal(500, "contract")
        return answer

    return hold


def _is_method(request: web.Request) -> bool:
    return request.path.startswith("/v2/") and request.path != _PAGE


def _guarding(tiktok: PracticeTikTok) -> Middleware:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _is_method(request):
            return await handler(request)
        tiktok.calls.append(f"{request.method} {request.path}")
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not request.path.startswith("/v2/oauth/") and not tiktok.knows(token):
            return refusal(401, "access_token_invalid")
        return await handler(request)

    return guard
