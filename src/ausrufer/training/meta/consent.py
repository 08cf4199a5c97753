"""The page where a person grants access to an emulated network of Meta, and its codes."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlencode

from aiohttp import web

from ausrufer.training.meta.refusing import Refused

_PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Zugriff erlauben – ÜBUNG</title></head>
<body><main><h1>Zugriff erlauben?</h1>
<p>ÜBUNG: Die App „{app}“ möchte für das Stadtkonto: {scope}.</p>
<form method="post"><button name="answer" value="yes">Erlauben</button>
<button name="answer" value="no">Ablehnen</button></form></main></body></html>"""


@dataclass(slots=True)
class Codes:
    """One registered app, and the codes that wait for it with the address they were sent to."""

    app_id: str
    app_secret: str = field(repr=False)
    redirect_uri: str = ""  # empty: any
    waiting: dict[str, str] = field(default_factory=dict, repr=False)

    def hand_out(self, redirect_uri: str) -> str:
        """Return a new code."""
        code = secrets.token_urlsafe(24)
        self.waiting[code] = redirect_uri
        return code

    def redeem(self, sent: Mapping[str, str]) -> None:
        """Take a code, once and only where everything fits; raises Refused."""
        self.know(sent)
        redirect = self.waiting.pop(sent.get("code", ""), None)
        if redirect is None or redirect != sent.get("redirect_uri"):
            raise Refused(100, 36009, "This authorization code has been used.")

    def know(self, sent: Mapping[str, str]) -> None:
        """Raise Refused unless the app tells its id and secret."""
        if (sent.get("client_id"), sent.get("client_secret")) != (self.app_id, self.app_secret):
            raise Refused(101, 0, "Error validating client secret.")


def add_consent(app: web.Application, codes: Codes, *, page: str) -> None:
    """Give a platform its page of consent at the path it has it."""

    async def ask(request: web.Request) -> web.Response:
        _checked(codes, request.query)
        scope = ", ".join(request.query.get("scope", "").split(","))
        text = _PAGE.format(app=escape(codes.app_id), scope=escape(scope))
        return web.Response(text=text, content_type="text/html")

    async def answer(request: web.Request) -> web.Response:
        redirect = _checked(codes, request.query)
        sent = {"state": request.query.get("state", "")}
        if (await request.post()).get("answer") == "yes":
            sent["code"] = codes.hand_out(redirect)
        else:
            sent |= {"error": "access_denied", "error_reason": "user_denied"}
        # The networks of Meta append "#_" to where they lead back.
        return web.Response(status=302, headers={"Location": f"{redirect}?{urlencode(sent)}#_"})

    app.router.add_get(page, ask)
    app.router.add_post(page, answer)


def _checked(codes: Codes, asked: Mapping[str, str]) -> str:
    """Return where a person is led back to; raises Refused where the app does not know it."""
    redirect = asked.get("redirect_uri", "")
    if asked.get("client_id") != codes.app_id or asked.get("response_type") != "code":
        raise Refused(101, 0, "Invalid App ID")
    if not redirect or codes.redirect_uri not in ("", redirect):
        raise Refused(191, 0, "URL blocked: the redirect URI is not on the app's list")
    return redirect
