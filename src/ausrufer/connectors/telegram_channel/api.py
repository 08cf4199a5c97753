"""The Bot API: one method per request, a JSON envelope around every answer.

https://core.telegram.org/bots/api#making-requests
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import AccessLost, ConnectorFailure
from ausrufer.channels.rest import Effect, Network, Refusal, Rest, number_of, object_of, text_of
from ausrufer.channels.rest.reading import body_of, for_people
from ausrufer.channels.rest.waiting import retry_after, seconds
from ausrufer.foundation.http import Answer, FilePart, GuardedClient

ORIGIN = "https://api.telegram.org"
_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{20,80}")
_CHAT = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}|-[0-9]{5,20}")
_NOT_FOUND = 404
_RENEW = "Bitte holen Sie bei @BotFather ein neues Token und tragen Sie es beim Kanal ein."
# Telegram has no code for it: the words are the only sign, and always these
_UNCHANGED = "Bad Request: message is not modified"


class Api:
    """The methods of one bot, all about one chat."""

    def __init__(self, http: GuardedClient, access: Access) -> None:
        token = access["token"].strip()
        if not _TOKEN.fullmatch(token):
            raise AccessLost(f"Das Token des Bots fehlt oder ist unvollständig. {_RENEW}")
        self.chat = _chat(access["chat"])
        root = f"{access.origin(ORIGIN)}/bot{token}"
        self._rest = Rest(http, NETWORK, root=root, secrets=[token])

    async def whoami(self) -> Any:
        """Return what the bot is; raises the failures."""
        return await self._result("getMe", Effect.HARMLESS, {"json": {}})

    async def call(
        self,
        method: str,
        *,
        effect: Effect,
        files: Sequence[FilePart] = (),
        form: Mapping[str, str] | None = None,
        **fields: Any,
    ) -> Any:
        """Call a method about the chat and return its result; raises the failures.

        With `files` the fields go as a form, else as JSON.
        """
        if files:
            sent: dict[str, Any] = {
                "form": [("chat_id", self.chat), *(form or {}).items()],
                "files": files,
            }
        else:
            sent = {"json": {"chat_id": self.chat, **fields}}
        return await self._result(method, effect, sent)

    async def _result(self, method: str, effect: Effect, sent: dict[str, Any]) -> Any:
        found = await self._rest.read("POST", f"/{method}", effect=effect, **sent)
        if object_of(found).get("ok") is not True or "result" not in found:
            raise self.gibberish(effect, method)
        return found["result"]

    def gibberish(self, effect: Effect, method: str) -> ConnectorFailure:
        """Return the failure of a yes that lacks what it must say."""
        return self._rest.gibberish(effect, f"{method}: unexpected content")


def _chat(told: str) -> str:
    chat = told.strip().removeprefix("https://t.me/").removeprefix("t.me/").rstrip("/")
    chat = chat if chat.startswith(("@", "-")) else f"@{chat}"
    if not _CHAT.fullmatch(chat):
        raise AccessLost(
            "Der Name des Telegram-Kanals ist ungültig. Er lautet zum Beispiel @musterstadt."
        )
    return chat


def _read(answer: Answer) -> Refusal:
    body = body_of(answer)
    parameters = object_of(body, "parameters")
    wait = number_of(parameters, "retry_after")
    moved = number_of(parameters, "migrate_to_chat_id")
    told = text_of(body, "description")
    return Refusal(
        status=answer.status,
        code="moved" if moved else "unchanged" if told.startswith(_UNCHANGED) else "",
        reason=for_people(told),
        retry_after=seconds(wait) if wait else retry_after(answer.headers, answer.status),
    )


def _judge(refusal: Refusal, effect: Effect, log: str) -> ConnectorFailure | None:
    del effect
    if refusal.code == "unchanged":
        return Unchanged(refusal.reason, for_log=log)
    if refusal.code == "moved":
        return AccessLost(
            "Telegram führt diesen Kanal unter einer neuen Nummer. Bitte tragen Sie seinen Namen "
            "beim Kanal neu ein.",
            for_log=log,
        )
    if refusal.status == _NOT_FOUND:  # the token is part of the address
        return AccessLost(f"Telegram kennt diesen Bot nicht. {_RENEW}", for_log=log)
    return None


class Unchanged(ConnectorFailure):
    """What should be changed is so already; never leaves this package."""


NETWORK = replace(Network("Telegram", _RENEW, _read), judge=_judge)
