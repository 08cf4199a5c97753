"""The emulated instance as a web application: routes, faults, contract, rate limits."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import hdrs, web

from ausrufer.training.mastodon import accounts, admin, media, pages, statuses
from ausrufer.training.mastodon.instance import INSTANCE, PracticeInstance
from ausrufer.training.mastodon.rates import RATES, Rates
from ausrufer.training.mastodon.requests import (
    PARAMETERS,
    Refused,
    instance_of,
    read_parameters,
)
from ausrufer.training.playing import playing

if TYPE_CHECKING:
    from ausrufer.training.mastodon.contract import MastodonContract

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MOST_BYTES = 40_000_000
CONTRACT: web.AppKey["MastodonContract | None"] = web.AppKey("contract")


def mastodon_app(instance: PracticeInstance, *, contract: Path | None = None) -> web.Application:
    """Return the instance as an application.

    With the OpenAPI document `contract`, every request and answer of the interface is compared with
    it; a violation answers 500 and is recorded in `instance.violations`.
    """
    app = web.Application(
        middlewares=[playing(instance.faults), _limit_rates, _keep_contract, _refuse],
        client_max_size=MOST_BYTES,
    )
    app[INSTANCE], app[RATES], app[CONTRACT] = instance, Rates(), _read_contract(contract)
    for module in (accounts, media, statuses, admin, pages):
        app.add_routes(module.routes)
        app.add_routes(_with_slash(module.routes))
    return app


def _with_slash(routes: Iterable[web.AbstractRouteDef]) -> list[web.RouteDef]:
    """Return the routes of the interface once more: Rails does not mind a slash at the end."""
    return [
        web.RouteDef(route.method, f"{route.path}/", route.handler, {})
        for route in routes
        if isinstance(route, web.RouteDef) and route.path.startswith("/api/")
    ]


def _read_contract(path: Path | None) -> "MastodonContract | None":
    if path is None:
        return None
    # Only development installs have what the contract needs.
    from ausrufer.training.mastodon.contract import MastodonContract

    return MastodonContract(path)


@web.middleware
async def _limit_rates(request: web.Request, handler: Handler) -> web.StreamResponse:
    if not request.path.startswith("/api/"):
        return await handler(request)
    token = request.headers.get(hdrs.AUTHORIZATION, "")
    headers = request.app[RATES].count(instance_of(request), token)
    headers[hdrs.DATE] = format_datetime(instance_of(request).clock(), usegmt=True)
    refusal = request.app[RATES].refusal(instance_of(request), token)
    answer = refusal.answer() if refusal else await handler(request)
    answer.headers.update(headers)
    return answer


@web.middleware
async def _keep_contract(request: web.Request, handler: Handler) -> web.StreamResponse:
    contract = request.app[CONTRACT]
    with suppress(Refused):
        request[PARAMETERS] = await read_parameters(request)
    if contract is None or not request.path.startswith("/api/"):
        return await handler(request)
    exchange = contract.exchange(request, await request.read(), request.get(PARAMETERS))
    found = contract.faults_of_request(exchange)
    answer = None if found else await handler(request)
    if isinstance(answer, web.Response):
        found = contract.faults_of_answer(exchange, answer)
    if found or answer is None:
        instance_of(request).violations += [f"{request.method} {request.path}: {f}" for f in found]
        return web.json_response({"error": "; ".join(found)}, status=500)
    return answer


@web.middleware
async def _refuse(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer refusals, and unknown addresses of the interface, as Mastodon words them."""
    if PARAMETERS not in request:
        return Refused(400, "Error occurred while parsing request parameters").answer()
    try:
        return await handler(request)
    except Refused as refused:
        return refused.answer()
    except web.HTTPNotFound:
        if not request.path.startswith("/api/"):
            raise
        return Refused(404, "Not Found").answer()
