"""What a practice Matrix server tells: who asks, what a room is, what stands there."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Protocol

from aiohttp import web

_CLIENT, _FILES = "/_matrix/client/v3", "/_matrix/client/v1"
_MOST_UPLOAD = 50_000_000
_ALL_RIGHTS = 100


@dataclass(slots=True)
class Event:
    """One event of a room; `at` in milliseconds. A redacted one shows nothing of its content."""

    room: str
    event_id: str
    content: dict[str, Any]
    at: int
    redacted: bool = False

    @property
    def replaces(self) -> str:
        """The event in whose place this one stands; empty where in none."""
        relation = self.content.get("m.relates_to", {})
        return str(relation["event_id"]) if relation.get("rel_type") == "m.replace" else ""

    def shown(self, account: str) -> dict[str, Any]:
        """Return the event as the server tells it."""
        gone = {"event_id": f"{self.event_id}-gone", "type": "m.room.redaction", "content": {}}
        said = {"sender": account, "origin_server_ts": self.at, "room_id": self.room}
        return {
            **said,
            "type": "m.room.message",
            "event_id": self.event_id,
            "content": {} if self.redacted else self.content,
            "unsigned": {"redacted_because": {**gone, **said}} if self.redacted else {},
        }


class Rooms(Protocol):
    """The server whose rooms are told of."""

    account: str
    rooms: dict[str, list[dict[str, Any]]]
    events: list[Event]

    def refusal(self, request: web.Request) -> web.Response | None:
        """Return the answer to who may not ask; None for all others."""

    def answer(self, request: web.Request, status: int, body: dict[str, Any]) -> web.Response:
        """Note a call and answer it."""


def add_reading(app: web.Application, server: Rooms) -> None:
    """Give the server what it is asked."""
    told, room = _Told(server), f"{_CLIENT}/rooms/{{room}}"
    app.router.add_get(f"{_CLIENT}/account/whoami", told.whoami)
    app.router.add_get(f"{_CLIENT}/joined_rooms", told.joined)
    app.router.add_get(f"{room}/state/{{kind}}/", told.state)
    app.router.add_get(f"{room}/messages", told.messages)
    app.router.add_get(f"{room}/event/{{event}}", told.event)
    app.router.add_get(f"{_FILES}/rooms/{{room}}/relations/{{event}}/m.replace", told.edits)
    app.router.add_get(f"{_FILES}/media/config", told.config)
    app.router.add_get("/_received", told.received)


class _Told:
    """The answers to questions."""

    def __init__(self, server: Rooms) -> None:
        self._server = server

    async def whoami(self, request: web.Request) -> web.Response:
        return self._answer(request, {"user_id": self._server.account})

    async def joined(self, request: web.Request) -> web.Response:
        return self._answer(request, {"joined_rooms": [*self._server.rooms]})

    async def config(self, request: web.Request) -> web.Response:
        return self._answer(request, {"m.upload.size": _MOST_UPLOAD})

    async def state(self, request: web.Request) -> web.Response:
        found = _states(self._server.account).get(request.match_info["kind"])
        if found is None:
            return self._answer(request, error("M_NOT_FOUND"), status=404)
        return self._answer(request, found)

    async def messages(self, request: web.Request) -> web.Response:
        return self._answer(request, _page(self._server, request.match_info["room"], request.query))

    async def event(self, request: web.Request) -> web.Response:
        wanted = request.match_info["event"]
        found = next((one for one in self._server.events if one.event_id == wanted), None)
        if found is None or found.room != request.match_info["room"]:
            return self._answer(request, error("M_NOT_FOUND"), status=404)
        return self._answer(request, found.shown(self._server.account))

    async def edits(self, request: web.Request) -> web.Response:
        wanted, events = request.match_info["event"], self._server.events
        found = [one for one in events if one.replaces == wanted and not one.redacted]
        told = [one.shown(self._server.account) for one in reversed(found)]
        return self._answer(request, {"chunk": told})

    async def received(self, request: web.Request) -> web.Response:
        if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
            raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
        return web.json_response(posts(self._server.events))

    def _answer(
        self, request: web.Request, told: dict[str, Any], *, status: int = 200
    ) -> web.Response:
        refused = self._server.refusal(request)
        return refused or self._server.answer(request, status, told)


def posts(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Return every message ever taken as readers see it now: an edit of what is gone shows not."""
    told = []
    for one in (event for event in events if not event.replaces):
        texts = [one, *(edit for edit in events if edit.replaces == one.event_id)]
        newest = ([text for text in texts if not text.redacted] or texts)[-1].content
        said = newest.get("m.new_content", newest).get("body", "")
        told.append({"id": one.event_id, "text": said, "deleted": one.redacted})
    return told


def error(code: str) -> dict[str, str]:
    """Return an error of the specification."""
    return {"errcode": code, "error": "practice"}


def _states(account: str) -> dict[str, dict[str, Any]]:
    return {
        "m.room.name": {"name": "Rathaus (Übung)"},
        "m.room.power_levels": {"users": {account: _ALL_RIGHTS}},
    }


def _page(server: Rooms, room: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of the room, newest first; places are counted from the newest backwards."""
    wanted = json.loads(asked.get("filter", "{}"))
    if server.account not in wanted.get("senders", [server.account]):
        return {"start": "0", "chunk": []}
    limit, place = int(asked.get("limit", "10")), int(asked.get("from", "0"))
    newest_first = [one for one in server.events if one.room == room][::-1]
    chunk = [one.shown(server.account) for one in newest_first[place : place + limit]]
    more = {"end": str(place + limit)} if len(newest_first) > place + limit else {}
    return {"start": str(place), "chunk": chunk, **more}
