"""One account on Reddit: requests with its token, and what refusals mean.

Reddit says no in three ways: with a status, with `{"json": {"errors": […]}}` below a 200, and with
a reason beside a 400. https://www.reddit.com/dev/api
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.rest import Effect, Network, Refusal, Rest, object_of, text_of
from ausrufer.channels.rest.reading import body_of, for_people
from ausrufer.channels.rest.waiting import retry_after, seconds
from ausrufer.foundation.http import Answer, GuardedClient

ORIGIN = "https://oauth.reddit.com"
_NAME = re.compile(r"[A-Za-z0-9_-]{3,20}")
_COMMUNITY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{2,20}")
_RENEW = "Bitte verbinden Sie das Konto auf der Seite des Kanals neu."
_NO_COMMUNITY = (
    "Am Kanal fehlt die Community. Bitte verbinden Sie das Konto und wählen Sie eine aus."
)
_PAUSE = timedelta(minutes=10)
_NOT_HERE = frozenset(
    {"SUBREDDIT_NOEXIST", "SUBREDDIT_NOTALLOWED", "SUBREDDIT_REQUIRED", "USER_BLOCKED"}
)
_NO_FLAIR = frozenset({"SUBMIT_VALIDATION_FLAIR_REQUIRED", "BAD_FLAIR_TEMPLATE_ID"})
_SAID = {
    **dict.fromkeys(
        _NOT_HERE,
        "Dieses Konto darf in der Community nicht veröffentlichen, oder es gibt sie nicht mehr.",
    ),
    **dict.fromkeys(
        _NO_FLAIR,
        "Die Community verlangt eine Kennzeichnung (Flair), die es dort gibt. Bitte tragen Sie sie "
        "beim Kanal ein.",
    ),
    "USER_REQUIRED": f"Reddit nimmt den Zugang nicht mehr an. {_RENEW}",
}


class AlreadyThere(ConnectorFailure):
    """Reddit knows the link in this community already; never leaves this package."""


class Api:
    """The interface of Reddit for the account an access is for."""

    def __init__(self, http: GuardedClient, access: Access) -> None:
        token = access["access_token"].strip()
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise AccessLost(f"Am Kanal fehlt der Zugang zu Reddit. {_RENEW}")
        told = access["username"].strip()
        self.username = told if _NAME.fullmatch(told) else ""
        self._community = access["subreddit"].strip().removeprefix("/").removeprefix("r/")
        self.flair = {"flair_id": access["flair_id"].strip(), "flair_text": access["flair_text"]}
        headers = {"Authorization": f"bearer {token}", "User-Agent": _called(self.username)}
        root = access.origin(ORIGIN)
        self._rest = Rest(http, NETWORK, root=root, headers=headers, secrets=[token])

    @property
    def community(self) -> str:
        """Return the name of the community; raises AccessLost where none was chosen."""
        name = self._community.rstrip("/")
        if not _COMMUNITY.fullmatch(name):
            raise AccessLost(_NO_COMMUNITY)
        return name

    async def read(self, path: str, **params: str) -> Any:
        """Return the JSON of an address; raises the failures."""
        return body_of(await self.look(path, **params)) or {}

    async def look(self, path: str, **params: str) -> Answer:
        """Return the answer of an address; raises the failures."""
        asked = {"raw_json": "1", **params}
        return await self._rest.ask("GET", path, effect=Effect.HARMLESS, params=asked)

    async def do(self, path: str, fields: Mapping[str, str], *, effect: Effect) -> Any:
        """Send a form and return `json.data` of the answer; raises the failures."""
        form = [("api_type", "json"), *fields.items()]
        sent = {"params": {"raw_json": "1"}, "form": form}
        found = object_of(await self._rest.read("POST", path, effect=effect, **sent))
        inner = object_of(found, "json")
        errors = inner.get("errors")
        if isinstance(errors, list) and errors:
            raise self._rest.silent(_error(errors[0], inner, f"POST {path}"))
        return object_of(inner, "data")

    def gibberish(self, effect: Effect, path: str) -> ConnectorFailure:
        """Return the failure of a yes that lacks what it must say."""
        return self._rest.gibberish(effect, f"{path}: unexpected content")


def _called(username: str) -> str:
    """Return the User-Agent in the shape Reddit demands of every application."""
    return f"web:ausrufer:v1 (by /u/{username})" if username else "web:ausrufer:v1"


def _error(told: object, inner: Mapping[str, Any], log: str) -> ConnectorFailure:
    parts = [str(one) for one in told] if isinstance(told, list) else []
    code, said = (parts[0] if parts else ""), for_people(parts[1] if len(parts) > 1 else "")
    refusal, log = Refusal(200, code, said), f"{log}: {code}"
    if code == "RATELIMIT":
        wait = inner.get("ratelimit")
        pause = seconds(wait) if isinstance(wait, int | float) else _PAUSE
        told = "Reddit bittet um eine Pause, bevor Weiteres angenommen wird."
        return TemporaryFailure(str(told), for_log=log, retry_after=pause)
    if code == "ALREADY_SUB":
        return AlreadyThere("Dieser Link steht in der Community schon.", for_log=log)
    return _known(refusal, log) or PermanentFailure(NETWORK.refused(refusal), for_log=log)


def _known(refusal: Refusal, log: str) -> ConnectorFailure | None:
    said = _SAID.get(refusal.code)
    return AccessLost(said, for_log=log) if said else None


def _read(answer: Answer) -> Refusal:
    body = body_of(answer)
    return Refusal(
        status=answer.status,
        code=text_of(body, "reason"),
        reason=for_people(text_of(body, "explanation")),
        retry_after=retry_after(answer.headers, answer.status),
    )


def _judge(refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure | None:
    del effect
    return _known(refusal, log)


NETWORK = Network("Reddit", _RENEW, _read, _judge)
