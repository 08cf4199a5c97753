"""The emulated Reddit as a web application: routes, faults, and the rules of its recordings."""

from email.utils import format_datetime
from ipaddress import ip_address

from aiohttp import web
from aiohttp.typedefs import Handler

from ausrufer.training.consent import add_consent
from ausrufer.training.playing import playing
from ausrufer.training.reddit import methods
from ausrufer.training.reddit.methods import REDDIT, WHO
from ausrufer.training.reddit.state import PracticeReddit
from ausrufer.training.reddit.wording import Refused

_PAGE, _TOKEN = "/api/v1/authorize", "/api/v1/access_token"
MOST_BYTES = 2_000_000


def reddit_app(reddit: PracticeReddit) -> web.Application:
    """Return the platform as an application; there is no published document to hold it against.

    Requests with other fields than the recorded ones answer 500 and stand in `violations`.
    """
    app = web.Application(middlewares=[playing(reddit.faults), _worded], client_max_size=MOST_BYTES)
    app[REDDIT] = reddit
    app.add_routes(methods.routes)
    app.router.add_get("/_received", _received)
    if reddit.consent is not None:
        add_consent(app, reddit.consent, user=reddit.redditors[0].name, page=_PAGE, token=_TOKEN)
    return app


@web.middleware
async def _worded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Know who asks and with what, word refusals, tell the time."""
    if request.path.startswith("/_") or request.path in {_PAGE, _TOKEN}:
        return await handler(request)
    reddit = request.app[REDDIT]
    reddit.agents.append(request.headers.get("User-Agent", ""))
    who = reddit.redditor(request.headers.get("Authorization", "").removeprefix("bearer "))
    found = await methods.faults_of(request)
    if found:
        reddit.violations.append(f"{request.method} {request.path}: {found}")
        return web.json_response({"message": found, "error": 500}, status=500)
    if who is not None:
        request[WHO] = who
    try:
        answer = await handler(request) if who else Refused("", "Unauthorized", status=401).answer()
    except Refused as refused:
        answer = refused.answer()
    answer.headers["Date"] = format_datetime(reddit.clock(), usegmt=True)
    return answer


async def _received(request: web.Request) -> web.Response:
    if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
        raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
    return web.json_response(request.app[REDDIT].received())
