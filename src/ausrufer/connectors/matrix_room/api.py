"""One account on one homeserver, and one room: requests with the token, answers checked."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import quote, urlsplit

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.rest import Effect, Rest, object_of, objects_of, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.connectors.matrix_room.network import NETWORK
from ausrufer.foundation.http import Answer, GuardedClient

_BASE = "/_matrix/client/v3"
_NO_ROOM = (
    "Diesen Raum findet der Matrix-Server nicht. Bitte prüfen Sie seine Adresse; sie lautet zum "
    "Beispiel #rathaus:stadt.example oder !abc123:stadt.example."
)


class Api:
    """The client-server API as one account uses it."""

    def __init__(self, http: GuardedClient, access: Access) -> None:
        self._access, token = access, _usable(access["token"])
        headers = {"Authorization": f"Bearer {token}"}
        root = _root(access["homeserver"])
        self._rest = Rest(http, NETWORK, root=root, headers=headers, secrets=[token])

    async def ask(
        self, method: str, path: str, *, effect: Effect = Effect.HARMLESS, **sent: Any
    ) -> Answer:
        """Send one request to an address that is quoted already; raises the failures."""
        return await self._rest.ask(
            method, path, effect=effect, fine=frozenset({200}), quoted=True, **sent
        )

    async def read(
        self, method: str, path: str, *, effect: Effect = Effect.HARMLESS, **sent: Any
    ) -> Mapping[str, Any]:
        """Send one request below the client API and return the object of the answer."""
        answer = await self.ask(method, f"{_BASE}{path}", effect=effect, **sent)
        return self.object_in(answer, effect=effect)

    def object_in(self, answer: Answer, *, effect: Effect = Effect.HARMLESS) -> Mapping[str, Any]:
        """Return the JSON object of an answer; raises a failure where it is none."""
        found = body_of(answer)
        if not isinstance(found, dict):
            log = f"{urlsplit(answer.url).path}: {len(answer.content)} bytes unreadable"
            raise self._rest.gibberish(effect, log)
        return found

    def text_in(self, found: object, name: str, *, effect: Effect = Effect.HARMLESS) -> str:
        """Return a field an answer must have; raises a failure where it has not."""
        told = text_of(found, name)
        if not told or len(told) > 255:  # noqa: PLR2004 - of every identifier of Matrix
            raise self._rest.gibberish(effect, f"no {name}")
        return told

    def list_in(self, found: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
        """Return a list of objects an answer must have; raises a failure where it has not."""
        told, objects = found.get(name), objects_of(found, name)
        if not isinstance(told, list) or len(told) != len(objects):
            raise self._rest.gibberish(Effect.HARMLESS, f"no list {name}")
        return objects

    async def room(self) -> str:
        """Return the room's id; an alias is looked up once per process. Raises AccessLost."""
        told = _room(self._access["room"])
        if told.startswith("!"):
            return told
        session = self._access.session
        if session.get("alias") != told:
            try:
                found = await self.read("GET", f"/directory/room/{quoted(told)}")
            except PermanentFailure as failure:
                raise AccessLost(_NO_ROOM, for_log=failure.for_log) from None
            session["room"] = _room(self.text_in(found, "room_id"))
            session["alias"] = told
        return session["room"]

    async def in_room(self, method: str, path: str, **sent: Any) -> Mapping[str, Any]:
        """Send one request about the room."""
        return await self.read(method, f"/rooms/{quoted(await self.room())}{path}", **sent)

    async def whoami(self) -> str:
        """Return the account the token belongs to."""
        return self.text_in(await self.read("GET", "/account/whoami"), "user_id")


def quoted(name: str) -> str:
    """Return a name as one step of an address."""
    return quote(name, safe="")


def contents(event: object) -> Mapping[str, Any]:
    """Return the content of an event."""
    return object_of(event, "content")


def _root(told: str) -> str:
    root = told.strip().rstrip("/")
    if not root:
        raise AccessLost("Am Kanal fehlt die Adresse des Matrix-Servers.")
    root = root if "://" in root else f"https://{root}"
    with suppress(ValueError):
        parsed = urlsplit(root)
        if parsed.netloc:
            return f"{parsed.scheme}://{parsed.netloc}"
    raise AccessLost("Die Adresse des Matrix-Servers ist ungültig.")


def _room(told: str) -> str:
    room = told.strip().removeprefix("https://matrix.to/#/")
    if len(room) < 3 or len(room) > 255 or room[0] not in "!#" or not room.isprintable():  # noqa: PLR2004
        raise AccessLost(_NO_ROOM)
    return room


def _usable(told: str) -> str:
    token = told.strip()
    if not token:
        raise AccessLost("Am Kanal fehlt das Zugriffstoken für Matrix.")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise AccessLost(
            "Das Zugriffstoken für Matrix enthält unzulässige Zeichen. Bitte tragen Sie es neu ein."
        )
    return token
