"""Where a drill makes tokens short-lived and asks what became of them: GET, PUT, POST /_tokens."""

from ipaddress import ip_address

from aiohttp import web

from ausrufer.training.consent.state import PracticeConsent

TOKENS = "/_tokens"


def add_drill(app: web.Application, memory: PracticeConsent) -> None:
    """Give a platform the page; below /_ nothing goes wrong by lot."""

    async def told(request: web.Request) -> web.Response:
        """Tell how many renewals there were, and how many used a token a second time."""
        _only_here(request)
        return web.json_response({"renewed": memory.renewed, "used_twice": memory.used_twice})

    async def shorten(request: web.Request) -> web.Response:
        """Let tokens last `expires_in` seconds, and answers to renewals take their time."""
        _only_here(request)
        wished = await request.json()
        memory.expires_in, memory.thinks = int(wished["expires_in"]), float(wished["thinks"])
        return web.json_response({})

    async def compared(request: web.Request) -> web.Response:
        """Tell how many renewals a token for renewal is behind, and how the one by it went."""
        _only_here(request)
        return web.json_response(memory.followed((await request.json())["token"]))

    app.router.add_get(TOKENS, told)
    app.router.add_put(TOKENS, shorten)
    app.router.add_post(TOKENS, compared)


def _only_here(request: web.Request) -> None:
    # The text is shown to nobody but a person who tries the emulator from another machine.
    if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
        raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
