"""One board on Pinterest: requests with the account's token, and what refusals mean.

https://developers.pinterest.com/docs/api/v5/
"""

import re
from typing import Any

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import AccessLost, ConnectorFailure
from ausrufer.channels.rest import Effect, Network, Refusal, Rest, number_of, text_of
from ausrufer.channels.rest.reading import body_of, for_people
from ausrufer.channels.rest.waiting import retry_after
from ausrufer.foundation.http import Answer, GuardedClient

ORIGIN = "https://api.pinterest.com"
_NUMBER = re.compile(r"[0-9]{1,30}")
_FORBIDDEN, _NOT_FOUND = 403, 404
_NOT_PERMITTED = "29"
_RENEW = "Bitte verbinden Sie das Konto auf der Seite des Kanals neu."
_NO_BOARD = "Am Kanal fehlt die Pinnwand. Bitte verbinden Sie das Konto und wählen Sie eine aus."
_BOARD_GONE = (
    "Die Pinnwand dieses Kanals gibt es auf Pinterest nicht mehr. Bitte verbinden Sie das Konto "
    "neu und wählen Sie eine andere."
)
_TRIAL = (
    "Pinterest lässt diese Anwendung noch nicht öffentlich veröffentlichen. Bitte beantragen Sie "
    "dort den Standard-Zugang („Standard access“) und verbinden Sie das Konto danach neu."
)


class Api:
    """The interface of Pinterest for the account an access is for."""

    def __init__(self, http: GuardedClient, access: Access) -> None:
        token = access["access_token"].strip()
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise AccessLost(f"Am Kanal fehlt der Zugang zu Pinterest. {_RENEW}")
        self._board = access["board_id"].strip()
        headers = {"Authorization": f"Bearer {token}"}
        root = f"{access.origin(ORIGIN)}/v5"
        self._rest = Rest(http, NETWORK, root=root, headers=headers, secrets=[token])

    @property
    def board(self) -> str:
        """Return the number of the board; raises AccessLost where none was chosen."""
        if not _NUMBER.fullmatch(self._board):
            raise AccessLost(_NO_BOARD)
        return self._board

    async def read(
        self, method: str, path: str, *, effect: Effect = Effect.HARMLESS, **sent: Any
    ) -> Any:
        """Send one request and return the JSON of the answer; raises the failures."""
        return await self._rest.read(method, path, effect=effect, **sent)

    async def ask(self, method: str, path: str, **sent: Any) -> Answer:
        """Send one harmless request and return the answer; raises the failures."""
        return await self._rest.ask(method, path, effect=Effect.HARMLESS, **sent)

    def gibberish(self, effect: Effect, path: str) -> ConnectorFailure:
        """Return the failure of a yes that lacks what it must say."""
        return self._rest.gibberish(effect, f"{path}: unexpected content")


def number_in(found: object, name: str = "id") -> str:
    """Return an id of Pinterest, which becomes part of addresses; empty where it is none."""
    told = text_of(found, name)
    return told if _NUMBER.fullmatch(told) else ""


def board_gone(log: str) -> AccessLost:
    """Return the failure of a board that is not there: no message would get through."""
    return AccessLost(_BOARD_GONE, for_log=log)


def _read(answer: Answer) -> Refusal:
    body = body_of(answer)
    code = number_of(body, "code")
    return Refusal(
        status=answer.status,
        code="" if code is None else str(code),
        reason=for_people(text_of(body, "message")),
        retry_after=retry_after(answer.headers, answer.status),
    )


def _judge(refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure | None:
    if effect is Effect.PUBLISHES and refusal.status == _NOT_FOUND:
        return board_gone(log)
    if refusal.status == _FORBIDDEN and refusal.code == _NOT_PERMITTED:
        return AccessLost(_TRIAL if effect is Effect.PUBLISHES else _LACKING, for_log=log)
    return None


_LACKING = f"Dem Zugang zu Pinterest fehlt eine Befugnis. {_RENEW}"
NETWORK = Network("Pinterest", _RENEW, _read, _judge)
