"""One call by XRPC: what was asked, by whom, and how the server refuses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from ausrufer.training.bluesky.server import PracticeAccount, PracticeServer

Json = dict[str, Any]


class Refused(Exception):
    """The server refuses a call with a status, a code and its own words."""

    def __init__(self, error: str, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.error, self.message, self.status = error, message, status

    def answer(self) -> web.Response:
        """Return the refusal as the server words it."""
        body = {"error": self.error, "message": self.message}
        return web.json_response(body, status=self.status)


@dataclass(frozen=True, slots=True)
class Call:
    """A call to a method; `body` is the JSON object sent, `content` the bytes.

    `repeated` are the parameters with all their values, `proxy` the service that shall be asked.
    """

    server: PracticeServer
    method: str
    params: Mapping[str, str]
    body: Json
    content: bytes
    media_type: str
    token: str = field(repr=False)
    repeated: Mapping[str, Sequence[str]] = field(default_factory=dict)
    proxy: str = ""

    def account(self) -> PracticeAccount:
        """Return who calls; raises Refused without a valid token."""
        if not self.token:
            raise Refused("AuthMissing", "Authentication Required", status=401)
        held = self.server.tokens.holder(self.token)
        account = self.server.account(held[0]) if held else None
        if held is None or account is None:
            raise Refused("InvalidToken", "Token could not be verified")
        if held[1] <= self.server.clock():
            raise Refused("ExpiredToken", "Token has expired")
        return account

    def needs_appview(self) -> None:
        """Refuse what only an AppView knows, unless the call names one to be asked."""
        self.account()
        if not (self.proxy.startswith("did:") and self.proxy.endswith("#bsky_appview")):
            raise Refused("InvalidRequest", f"No service configured for {self.method}")

    def text(self, name: str) -> str:
        """Return a text of the body or the parameters; raises Refused where it is missing."""
        value = self.body.get(name, self.params.get(name))
        if not isinstance(value, str):
            raise Refused("InvalidRequest", f'Missing required key "{name}" at $')
        return value
