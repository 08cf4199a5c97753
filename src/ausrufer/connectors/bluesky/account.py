"""The account an access is for: logged in once, kept, renewed when the log-in has run out.

Servers count log-ins (30 in five minutes, 300 a day) but hardly renewals. So the log-in stays in
the access's session for the life of the process, and calls that run at once share it.
"""

import asyncio
from dataclasses import replace
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import AccessLost
from ausrufer.connectors.bluesky.failures import Step
from ausrufer.connectors.bluesky.manifest import WEB_BASE
from ausrufer.connectors.bluesky.xrpc import Reply, Request, Xrpc

_RUN_OUT = frozenset({"ExpiredToken", "InvalidToken"})
_NOT_RENEWED = _RUN_OUT | {"AuthMissing", "AuthenticationRequired"}
_NAMELESS = "handle.invalid"  # what servers call an account whose name no longer resolves

_locks: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, asyncio.Lock]] = WeakKeyDictionary()


class Login(NamedTuple):
    """Who is logged in, with the two tokens of the log-in."""

    of: str  # server and name the log-in was made with
    did: str
    handle: str
    token: str
    renewal: str


class Account:
    """Requests in the name of one account."""

    def __init__(self, xrpc: Xrpc, access: Access) -> None:
        self.xrpc = xrpc
        self._access = access
        self._identifier = access["handle"].strip().removeprefix("@")
        self._of = f"{xrpc.service} {self._identifier}"

    async def login(self) -> Login:
        """Return the kept log-in, or a new one; raises the failures."""
        async with self._lock():
            return self._kept() or await self._new()

    async def login_anew(self) -> Login:
        """Return a new log-in: the only proof that the access still works."""
        async with self._lock():
            return await self._new()

    async def ask(self, request: Request) -> Reply:
        """Send a request in the name of the account; renews the log-in once if it has run out."""
        login = await self.login()
        patient = replace(request, fine=request.fine | _RUN_OUT)
        reply = await self.xrpc.ask(patient, login.token)
        if reply.error in _RUN_OUT:
            login = await self._renewed(login)
            reply = await self.xrpc.ask(request, login.token)
        return reply

    def permalink(self, login: Login, key: str) -> str:
        """Return where readers find the record of that key."""
        return self.page_of(login.did if login.handle == _NAMELESS else login.handle, key)

    def page_of(self, name: str, key: str) -> str:
        """Return where readers find a post of anybody."""
        base = self._access["web_base"].strip().rstrip("/") or WEB_BASE
        return f"{base}/profile/{name}/post/{key}"

    def _lock(self) -> asyncio.Lock:
        here = _locks.setdefault(asyncio.get_running_loop(), {})
        return here.setdefault(self._of, asyncio.Lock())

    def _kept(self) -> Login | None:
        kept = self._access.session
        if kept.get("of") != self._of:  # the channel was set up anew since
            return None
        return Login(**{name: kept[name] for name in Login._fields})

    async def _new(self) -> Login:
        password = self._access["app_password"].strip()
        if not self._identifier or not password:
            raise AccessLost("Am Kanal fehlt der Name des Bluesky-Kontos oder das App-Passwort.")
        request = Request(
            Step.LOGIN,
            "com.atproto.server.createSession",
            json={"identifier": self._identifier, "password": password},
        )
        return self._keep(request, await self.xrpc.ask(request))

    async def _renewed(self, used: Login) -> Login:
        async with self._lock():
            kept = self._kept()
            if kept is not None and kept.token != used.token:  # a call beside this one did it
                return kept
            request = Request(Step.LOGIN, "com.atproto.server.refreshSession", fine=_NOT_RENEWED)
            reply = await self.xrpc.ask(request, used.renewal)
            return await self._new() if reply.error else self._keep(request, reply)

    def _keep(self, request: Request, reply: Reply) -> Login:
        login = Login(
            of=self._of,
            did=reply.text("did"),
            handle=reply.text("handle"),
            token=reply.text("accessJwt"),
            renewal=reply.text("refreshJwt"),
        )
        if not all(login) or not login.did.startswith("did:"):
            raise self.xrpc.gibberish(request)
        self._access.session.update(login._asdict())
        return login
