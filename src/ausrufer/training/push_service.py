"""A practice push service (RFC 8030): keeps what arrives for its devices, and forgets devices."""

from dataclasses import dataclass, field

from aiohttp import web

from ausrufer.training.running import port_of, serve


@dataclass(frozen=True, slots=True)
class Pushed:
    """One message as it arrived: nobody here can read it."""

    device: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class PushService:
    """What arrived, and which devices answer how."""

    arrived: list[Pushed] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)  # by device; else 201
    port: int = 0
    runner: web.AppRunner | None = None

    def endpoint(self, device: str) -> str:
        """Return the address a browser would hand over."""
        return f"http://127.0.0.1:{self.port}/push/{device}"

    async def open(self) -> "PushService":
        """Begin to listen on a free port."""
        app = web.Application()
        app.router.add_post("/push/{device}", self._take)
        self.runner = await serve(app, "127.0.0.1", 0)
        self.port = port_of(self.runner)
        return self

    async def close(self) -> None:
        """Stop listening."""
        if self.runner is not None:
            await self.runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        device = request.match_info["device"]
        headers = {name.lower(): value for name, value in request.headers.items()}
        if "ttl" not in headers:
            return web.Response(status=400)  # RFC 8030, 5.2
        status = self.answers.get(device, 201)
        if status == 201:  # noqa: PLR2004 - Created
            self.arrived.append(Pushed(device, headers, await request.read()))
        return web.Response(status=status)
