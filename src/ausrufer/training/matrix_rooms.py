"""A practice Matrix server: one account, its rooms, and each transaction taken once."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from ausrufer.training.running import port_of, serve

_BASE = "/_matrix/client/v3"


@dataclass(slots=True)
class MatrixRooms:
    """What stands in the rooms, and every call as it came."""

    token: str = "practice-token"  # noqa: S105 - of the practice town
    account: str = "@ausrufer:musterstadt.example"
    rooms: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    calls: list[tuple[str, str, Any, int, Any]] = field(default_factory=list)
    broken: int = 0  # so many sendings are taken, but answered with 500
    port: int = 0
    runner: web.AppRunner | None = None
    _taken: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def open(self) -> "MatrixRooms":
        """Begin to listen on a free port."""
        app = web.Application()
        app.router.add_get(f"{_BASE}/account/whoami", self._whoami)
        send = f"{_BASE}/rooms/{{room}}/send/m.room.message/{{transaction}}"
        app.router.add_put(send, self._send)
        self.runner = await serve(app, "127.0.0.1", 0)
        self.port = port_of(self.runner)
        return self

    async def close(self) -> None:
        """Stop listening."""
        if self.runner is not None:
            await self.runner.cleanup()

    async def _whoami(self, request: web.Request) -> web.Response:
        if not self._known(request):
            return self._answer(request, None, 401, _error("M_UNKNOWN_TOKEN"))
        return self._answer(request, None, 200, {"user_id": self.account})

    async def _send(self, request: web.Request) -> web.Response:
        content = await request.json()
        room, transaction = request.match_info["room"], request.match_info["transaction"]
        if not self._known(request):
            return self._answer(request, content, 401, _error("M_UNKNOWN_TOKEN"))
        if room not in self.rooms:
            return self._answer(request, content, 403, _error("M_FORBIDDEN"))
        if (room, transaction) not in self._taken:
            self._taken[room, transaction] = f"$event{len(self._taken)}"
            self.rooms[room].append(content)
        if self.broken:
            self.broken -= 1
            return self._answer(request, content, 500, _error("M_UNKNOWN"))
        return self._answer(request, content, 200, {"event_id": self._taken[room, transaction]})

    def _known(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Bearer {self.token}"

    def _answer(
        self, request: web.Request, content: Any, status: int, body: dict[str, Any]
    ) -> web.Response:
        self.calls.append((request.method, request.raw_path, content, status, body))
        return web.json_response(body, status=status)


def _error(code: str) -> dict[str, str]:
    return {"errcode": code, "error": "practice"}
