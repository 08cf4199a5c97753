"""The emulated LinkedIn as a web application: access, versions, faults, contract."""

from email.utils import formatdate
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ausrufer.training.consent import add_consent
from ausrufer.training.linkedin.comments import comment_routes
from ausrufer.training.linkedin.posts import post_routes
from ausrufer.training.linkedin.refusals import refusal
from ausrufer.training.linkedin.state import PAGE, PracticeLinkedIn
from ausrufer.training.playing import playing

if TYPE_CHECKING:
    from ausrufer.training.linkedin.contract import LinkedInContract

MOST_BYTES = 60_000_000
_PAGE, _TOKEN = "/oauth/v2/authorization", "/oauth/v2/accessToken"


def linkedin_app(linkedin: PracticeLinkedIn, *, contract: Path | None = None) -> web.Application:
    """Return the platform as an application.

    With the document `contract`, every exchange on its trusted paths is compared with it; a
    violation answers 500 and is recorded in `linkedin.violations`.
    """

    async def received(request: web.Request) -> web.Response:
        if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
            raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
        return web.json_response(linkedin.received())

    middlewares = [
        playing(linkedin.faults),
        _holding(linkedin, _read(contract)),
        _guarding(linkedin),
    ]
    app = web.Application(middlewares=middlewares, client_max_size=MOST_BYTES)
    app.router.add_get("/_received", received)
    if linkedin.consent is not None:
        add_consent(app, linkedin.consent, page=_PAGE, token=_TOKEN)
    app.add_routes([*post_routes(linkedin), *comment_routes(linkedin)])
    return app


def _read(contract: Path | None) -> "LinkedInContract | None":
    if contract is None:
        return None
    # Only development installs have what the contract needs.
    from ausrufer.training.linkedin.contract import LinkedInContract

    return LinkedInContract(contract)


def _holding(linkedin: PracticeLinkedIn, held: "LinkedInContract | None") -> Middleware:
    @web.middleware
    async def hold(request: web.Request, handler: Handler) -> web.StreamResponse:
        exchange = held.exchange(request, await request.read()) if held else None
        if held is None or exchange is None:
            return await handler(request)
        found = held.faults_of_request(exchange)
        answer = None if found else await handler(request)
        if isinstance(answer, web.Response):
            found = held.faults_of_answer(exchange, answer)
        if found or answer is None:
            linkedin.violations += [f"{request.method} {request.path}: {one}" for one in found]
            return refusal(500, "CONTRACT", "; ".join(found))
        return answer

    return hold


def _guarding(linkedin: PracticeLinkedIn) -> Middleware:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith("/rest/"):
            return await handler(request)
        if not request.headers.get("LinkedIn-Version", "").isdecimal():
            return refusal(400, "VERSION_MISSING", "A version must be present.")
        if request.headers["LinkedIn-Version"] < linkedin.oldest_version:
            return refusal(426, "NONEXISTENT_VERSION", "Requested version is not active")
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        page = linkedin.page(token)
        if page is None:
            return refusal(401, "REVOKED_ACCESS_TOKEN", "The token used has been revoked")
        raw = request.raw_path.partition("?")[0]
        if any(sign in raw for sign in ":()"):
            return refusal(400, "ILLEGAL_ARGUMENT", "Syntax exception in path variables")
        request[PAGE] = page
        answer = await handler(request)
        answer.headers["Date"] = formatdate(linkedin.now(), usegmt=True)
        return answer

    return guard
