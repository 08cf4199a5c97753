"""One request by XRPC: answers are checked before they are believed, secrets never told.

https://atproto.com/specs/xrpc
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import AccessLost, ConnectorFailure
from ausrufer.connectors.bluesky.failures import Step, from_answer, from_http, gibberish
from ausrufer.foundation.http import Answer, GuardedClient, HttpFailure, HttpPolicy

_CODE = re.compile(r"[A-Za-z]{1,60}")
_LONGEST_REASON = 300
_TOKENS = ("token", "renewal")  # where a session keeps what opens the account
_OK = 200


@dataclass(frozen=True, slots=True)
class Request:
    """A query (`params`) or a procedure (`json`, or `content` with its `media_type`)."""

    step: Step
    method: str  # the NSID, such as com.atproto.repo.putRecord
    params: Mapping[str, str] = field(default_factory=dict)
    json: Mapping[str, Any] | None = None
    content: bytes | None = None
    media_type: str = ""
    proxy: str = ""  # the service the server shall ask in the account's name
    fine: frozenset[str] = frozenset()  # codes of refusals the caller deals with


@dataclass(frozen=True, slots=True)
class Reply:
    """The JSON object that was answered; `error` is the code of a refusal, empty for a yes."""

    body: Mapping[str, Any] = field(repr=False)
    error: str = ""

    def text(self, name: str) -> str:
        """Return a text field; empty where it is missing or something else."""
        value = self.body.get(name)
        return value if isinstance(value, str) else ""


class Xrpc:
    """The XRPC interface of the server an access is for."""

    def __init__(self, http: GuardedClient, access: Access) -> None:
        self._http, self._access = http, access
        self.service = _service(access["service"], http.policy)

    async def ask(self, request: Request, token: str = "") -> Reply:
        """Send one request and return a yes or a refusal that is `fine`; raises the failures."""
        try:
            answer = await self._http.request(
                "GET" if request.params or request.step is Step.READING else "POST",
                f"{self.service}/xrpc/{request.method}",
                headers=_headers(request, token),
                params=request.params,
                json=request.json,
                content=request.content,
            )
        except HttpFailure as failure:
            # What went wrong inside the client stays there: it may quote the request.
            raise self.silent(from_http(request.step, failure, request.method)) from None
        return self._reply(request, answer)

    def gibberish(self, request: Request) -> ConnectorFailure:
        """Return the failure of a yes that lacks what it must say."""
        return gibberish(request.step, f"{request.method}: unexpected content")

    def silent(self, failure: ConnectorFailure) -> ConnectorFailure:
        """Return the failure without any secret, should a server have quoted one."""
        tokens = [self._access.session.get(name, "") for name in _TOKENS]
        for secret in (*self._access.secrets.values(), *tokens):
            if secret:
                failure.for_staff = failure.for_staff.replace(secret, "…")
                failure.for_log = failure.for_log.replace(secret, "…")
        failure.args = (failure.for_log,)
        return failure

    def _reply(self, request: Request, answer: Answer) -> Reply:
        body = _object(answer)
        if answer.status == _OK:
            if body is None:
                log = f"{request.method}: {len(answer.content)} bytes unreadable"
                raise gibberish(request.step, log)
            return Reply(body)
        code = _code(body or {})
        if code in request.fine:
            return Reply(body or {}, code)
        log = f"{request.method}: {answer.status} {code} {_reason(body or {})}".rstrip()
        failure = from_answer(request.step, answer.status, code, answer.headers, log)
        raise self.silent(failure)


def _headers(request: Request, token: str) -> dict[str, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    headers |= {"atproto-proxy": request.proxy} if request.proxy else {}
    return headers | ({"Content-Type": request.media_type} if request.media_type else {})


def _object(answer: Answer) -> dict[str, Any] | None:
    with suppress(ValueError):
        found = answer.json()
        return found if isinstance(found, dict) else None
    return None


def _code(body: Mapping[str, Any]) -> str:
    code = body.get("error")
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""


def _reason(body: Mapping[str, Any]) -> str:
    message = body.get("message")
    told = message if isinstance(message, str) else ""
    return "".join(sign if sign.isprintable() else " " for sign in told)[:_LONGEST_REASON]


def _service(told: str, policy: HttpPolicy) -> str:
    """Return scheme and host of the server; the interface lies at its root."""
    root = told.strip()
    if not root:
        raise AccessLost("Am Kanal fehlt die Adresse des Bluesky-Servers.")
    try:
        parsed = urlsplit(root if "://" in root else f"https://{root}")
        encrypted = parsed.scheme == "https" or _is_near(parsed, policy)
    except ValueError:
        raise AccessLost("Die Adresse des Bluesky-Servers am Kanal ist ungültig.") from None
    if not encrypted:
        raise AccessLost(
            "Die Adresse des Bluesky-Servers muss mit https:// beginnen: Das App-Passwort würde "
            "sonst unverschlüsselt übertragen."
        )
    return f"{parsed.scheme}://{parsed.netloc}"


def _is_near(parsed: SplitResult, policy: HttpPolicy) -> bool:
    """Tell whether the operator has named this very host and port as one of the own network."""
    return f"{parsed.hostname}:{parsed.port or 80}" in policy.allowed_private
