"""One account on X: requests with its token, and what X's refusals mean.

https://docs.x.com/x-api/fundamentals/response-codes-and-errors
"""

import re
from dataclasses import replace
from functools import partial
from typing import Any

from ausrufer.channels.contract import Access, RemotePart
from ausrufer.channels.errors import AccessLost, ConnectorFailure, PermanentFailure
from ausrufer.channels.rest import Effect, Network, Refusal, Rest, object_of, objects_of, text_of
from ausrufer.channels.rest.reading import body_of, for_people
from ausrufer.channels.rest.waiting import retry_after
from ausrufer.foundation.http import Answer, GuardedClient

ORIGIN = "https://api.x.com"
_NUMBER = re.compile(r"[0-9]{1,19}")
_NAME = re.compile(r"[A-Za-z0-9_]{1,15}")
_NO_CREDITS, _FORBIDDEN, _TOO_MANY = 402, 403, 429
_PLAIN = frozenset({"", "about:blank"})
_CAPPED = frozenset({"usage-capped", "credits"})
_RENEW = "Bitte verbinden Sie das Konto auf der Seite des Kanals neu."
_OUT_OF_MONEY = (
    "Das Guthaben bei X ist aufgebraucht oder das Kontingent des Vertrags erreicht. Die "
    "Auslieferungen warten; bitte wenden Sie sich an die Stelle, die den Vertrag mit X führt."
)
_NOT_ALLOWED = (
    "X erlaubt dieser Anwendung das nicht. Bitte lassen Sie prüfen, ob der Vertrag mit X gilt "
    "und ob die Anwendung schreiben darf."
)
_LOCKED = "X nimmt das von diesem Konto nicht an. Bitte sehen Sie auf X nach, ob es gesperrt ist."


class MaybeThere(ConnectorFailure):
    """X refuses one post or edit: it may stand there already; never leaves this package."""


class Api:
    """The interface of X for the account an access is for."""

    def __init__(self, http: GuardedClient, access: Access) -> None:
        token = access["access_token"].strip()
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise AccessLost(f"Am Kanal fehlt der Zugang zu X. {_RENEW}")
        self.username = access["username"]
        self.session = access.session
        headers = {"Authorization": f"Bearer {token}"}
        root = access.origin(ORIGIN)
        rest = partial(Rest, http, root=root, headers=headers, secrets=[token])
        self._rest, self._edits = rest(NETWORK), rest(_EDITS)

    async def read(
        self, method: str, path: str, *, effect: Effect = Effect.HARMLESS, **sent: Any
    ) -> Any:
        """Send one request and return the JSON of the answer; raises the failures."""
        return await self._rest.read(method, path, effect=effect, **sent)

    async def publish(self, body: dict[str, Any], *, edits: bool) -> Any:
        """Send a post, or the edit of one, and return the JSON of the answer; raises the failures.

        X forbidding an edit says nothing about the access: the post was looked at a moment before.
        """
        rest = self._edits if edits else self._rest
        return await rest.read("POST", "/2/tweets", effect=Effect.PUBLISHES, json=body)

    async def ask(self, method: str, path: str, **sent: Any) -> Answer:
        """Send one harmless request and return the answer; raises the failures."""
        return await self._rest.ask(method, path, effect=Effect.HARMLESS, **sent)

    def part(self, post_id: str) -> RemotePart:
        """Return where a post is."""
        name = self.username if _NAME.fullmatch(self.username) else "i"
        return RemotePart(post_id, f"https://x.com/{name}/status/{post_id}")

    def gibberish(self, effect: Effect, path: str) -> ConnectorFailure:
        """Return the failure of a yes that lacks what it must say."""
        return self._rest.gibberish(effect, f"{path}: unexpected content")


def number_in(found: object, name: str = "id") -> str:
    """Return an id of X, which is digits and becomes part of addresses; empty where it is none."""
    told = text_of(found, name)
    return told if _NUMBER.fullmatch(told) else ""


def _read(answer: Answer) -> Refusal:
    body = body_of(answer)
    told = next(iter(objects_of(body, "errors")), object_of(body))
    kind = text_of(told, "type") or text_of(body, "type")
    return Refusal(
        status=answer.status,
        # both api.twitter.com and api.x.com stand before the name of a problem
        code=kind if kind in _PLAIN else kind.rstrip("/").rpartition("/")[2],
        reason=for_people(text_of(told, "detail") or text_of(told, "message")),
        retry_after=retry_after(answer.headers, answer.status),
    )


def _judge(refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure | None:
    capped = refusal.status == _TOO_MANY and refusal.code in _CAPPED
    if capped or refusal.status == _NO_CREDITS:
        return AccessLost(_OUT_OF_MONEY, for_log=log)
    if refusal.status != _FORBIDDEN:
        return None
    if refusal.code in _PLAIN and effect is Effect.PUBLISHES:
        # A duplicate has no code of its own, nor have other refusals of a single post.
        return MaybeThere(NETWORK.refused(refusal), for_log=log)
    if refusal.code == "disallowed-resource":
        return PermanentFailure(NETWORK.refused(refusal), for_log=log)
    return AccessLost(_LOCKED if refusal.code in _PLAIN else _NOT_ALLOWED, for_log=log)


def _judge_edit(refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure | None:
    if refusal.status == _FORBIDDEN and refusal.code not in _CAPPED:
        return MaybeThere(NETWORK.refused(refusal), for_log=log)
    return _judge(refusal, effect, log)


NETWORK = Network("X", _RENEW, _read, _judge)
_EDITS = replace(NETWORK, judge=_judge_edit)
