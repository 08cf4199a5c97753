"""TikTok's open interface in the name of one account.

https://developers.tiktok.com/doc/content-posting-api-get-started
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import AccessLost, ConnectorFailure
from ausrufer.channels.rest import Effect, Network, Refusal, Rest, object_of, text_of
from ausrufer.channels.rest.reading import body_of, for_people
from ausrufer.channels.rest.waiting import retry_after, server_time
from ausrufer.connectors.tiktok.codes import RENEW, meaning
from ausrufer.foundation.http import Answer, GuardedClient

ORIGIN = "https://open.tiktokapis.com"
_FINE = {200}
_A_NO_IN_A_YES = 400


class Api:
    """The methods the house uses; every answer is an envelope of data and error."""

    def __init__(self, http: GuardedClient, access: Access, *, token: str = "") -> None:
        token = token or access["access_token"].strip()
        if not token or not token.isascii() or not token.isprintable():
            raise AccessLost(f"Am Kanal fehlt der Zugang zu TikTok. {RENEW}")
        headers = {"Authorization": f"Bearer {token}"}
        root = f"{access.origin(ORIGIN)}/v2"
        self._http = http
        self.behind = timedelta()  # how far TikTok's clock is behind ours, as a negative span
        self._rest = Rest(http, NETWORK, root=root, headers=headers, secrets=[token])

    async def call(
        self,
        path: str,
        *,
        effect: Effect = Effect.HARMLESS,
        method: str = "POST",
        params: Mapping[str, str] | None = None,
        json: Mapping[str, Any] | None = None,
    ) -> Mapping[str, Any]:
        """Call a method and return its data; raises the failures."""
        answer = await self._rest.ask(
            method, path, effect=effect, params=params, json=json, fine=_FINE
        )
        self.behind = min(server_time(answer.headers) - datetime.now(UTC), timedelta())
        return data_of(self._rest, answer, effect, f"{method} {path}")

    async def put(
        self, address: str, piece: bytes, headers: Mapping[str, str], *, last: bool, seconds: float
    ) -> None:
        """Bring a piece of a film to where TikTok wants it; raises the failures.

        The address itself is the permission: the token stays here.
        """
        rest = Rest(self._http, NETWORK, root=address, secrets=[address])
        await rest.ask(
            "PUT",
            "",
            effect=Effect.PUBLISHES if last else Effect.HARMLESS,
            content=piece,
            headers=headers,
            fine={201, 206},
            seconds=seconds,
            quoted=True,
        )

    def gibberish(self, effect: Effect, log: str) -> ConnectorFailure:
        """Return the failure of a yes that lacks what it must say."""
        return self._rest.gibberish(effect, log)


def data_of(rest: Rest, answer: Answer, effect: Effect, log: str) -> Mapping[str, Any]:
    """Return the data of an answer; raises the failures, for a no may come as a 200."""
    body = body_of(answer)
    if not isinstance(body, dict):
        raise rest.gibberish(effect, f"{log}: {len(answer.content)} bytes unreadable")
    if _code(body) not in ("", "ok"):
        raise rest.silent(NETWORK.meaning(answer, effect, log))
    return object_of(body, "data")


def _code(body: object) -> str:
    return text_of(object_of(body, "error"), "code") or text_of(body, "error")


def _read(answer: Answer) -> Refusal:
    body = body_of(answer)
    told = text_of(object_of(body, "error"), "message") or text_of(body, "error_description")
    status = max(answer.status, _A_NO_IN_A_YES) if _code(body) not in ("", "ok") else answer.status
    return Refusal(
        status, _code(body), for_people(told), retry_after(answer.headers, answer.status)
    )


def _judge(refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure | None:
    del effect
    return meaning(refusal.code, log)


NETWORK = replace(Network("TikTok", RENEW, _read), judge=_judge)
