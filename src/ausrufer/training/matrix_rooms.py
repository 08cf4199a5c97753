"""A practice Matrix server: one account, its rooms, and each transaction taken once."""

import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from ausrufer.training.faults import Faults
from ausrufer.training.matrix_reading import Event, add_reading, error
from ausrufer.training.playing import playing
from ausrufer.training.running import port_of, serve

_CLIENT, _MEDIA = "/_matrix/client/v3", "/_matrix/media/v3"
_MOST_BYTES = 20_000_000


@dataclass(slots=True)
class MatrixRooms:
    """What stands in the rooms, and every call as it came; `rooms` holds what was sent there."""

    token: str = "practice-token"  # noqa: S105 - of the practice town
    account: str = "@ausrufer:musterstadt.example"
    rooms: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    calls: list[tuple[str, str, Any, int, Any]] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    broken: int = 0  # so many sendings are taken, but answered with 500
    port: int = 0
    runner: web.AppRunner | None = None
    _taken: dict[tuple[str, str], str] = field(default_factory=dict)
    _files: int = 0

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def open(self) -> "MatrixRooms":
        """Begin to listen on a free port."""
        app = web.Application(
            middlewares=[playing(self.faults, apart="/_received")], client_max_size=_MOST_BYTES
        )
        room = f"{_CLIENT}/rooms/{{room}}"
        app.router.add_put(f"{room}/send/m.room.message/{{transaction}}", self._send)
        app.router.add_put(f"{room}/redact/{{event}}/{{transaction}}", self._redact)
        app.router.add_post(f"{_MEDIA}/upload", self._upload)
        add_reading(app, self)
        self.runner = await serve(app, "127.0.0.1", 0)
        self.port = port_of(self.runner)
        return self

    async def close(self) -> None:
        """Stop listening."""
        if self.runner is not None:
            await self.runner.cleanup()

    def refusal(self, request: web.Request) -> web.Response | None:
        """Return the answer to who has no token, or is not in the room; None for all others."""
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return self.answer(request, 401, error("M_UNKNOWN_TOKEN"))
        if request.match_info.get("room", "") not in {"", *self.rooms}:
            return self.answer(request, 403, error("M_FORBIDDEN"))
        return None

    def answer(
        self, request: web.Request, status: int, body: dict[str, Any], content: Any = None
    ) -> web.Response:
        """Note a call and answer it."""
        self.calls.append((request.method, request.raw_path, content, status, body))
        return web.json_response(body, status=status)

    async def _send(self, request: web.Request) -> web.Response:
        content = await request.json()
        if refused := self.refusal(request):
            return refused
        room, transaction = request.match_info["room"], request.match_info["transaction"]
        if (room, transaction) not in self._taken:
            event = Event(room, f"$event{len(self.events)}", content, int(time.time() * 1000))
            self._taken[room, transaction] = event.event_id
            self.events.append(event)
            self.rooms[room].append(content)
        if self.broken:
            self.broken -= 1
            return self.answer(request, 500, error("M_UNKNOWN"), content)
        taken = {"event_id": self._taken[room, transaction]}
        return self.answer(request, 200, taken, content)

    async def _redact(self, request: web.Request) -> web.Response:
        if refused := self.refusal(request):
            return refused
        wanted = request.match_info["event"]
        found = next((one for one in self.events if one.event_id == wanted), None)
        if found is None:
            return self.answer(request, 404, error("M_NOT_FOUND"))
        found.redacted = True
        return self.answer(request, 200, {"event_id": f"{wanted}-gone"}, await request.json())

    async def _upload(self, request: web.Request) -> web.Response:
        await request.read()
        if refused := self.refusal(request):
            return refused
        self._files += 1
        kept = {"content_uri": f"mxc://musterstadt.example/file{self._files}"}
        return self.answer(request, 200, kept)
