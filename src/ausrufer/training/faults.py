"""Scripted faults of an emulated platform: what goes wrong with which of the next requests."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol, Self

from aiohttp import web


@dataclass(slots=True)
class Fault:
    """What goes wrong with requests to `on`, a method and a path (`*` at its end: any rest).

    `status` answers in place of processing; `broken` cuts the connection before or after it;
    `nonsense` processes and then answers with that text; `held` waits for `Faults.release`, before
    anything else. `late` and `mute` are seconds of silence before and after the processing. `skip`
    requests pass unharmed first, then `times` are hit.
    """

    on: str
    status: int = 0
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    broken: Literal["", "before", "after"] = ""
    nonsense: str | None = None
    held: bool = False
    late: float = 0
    mute: float = 0
    skip: int = 0
    times: int = 1

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Return the fault a JSON object describes; raises ValueError and TypeError."""
        fault = cls(**plain)
        if fault.broken not in ("", "before", "after") or " " not in fault.on:
            raise ValueError("not a fault")
        return fault

    def concerns(self, method: str, path: str) -> bool:
        """Tell whether a request is one this fault is about."""
        wanted_method, wanted_path = self.on.split(" ", 1)
        if wanted_method not in (method, "*"):
            return False
        if wanted_path.endswith("*"):
            return path.startswith(wanted_path[:-1])
        return path == wanted_path

    def answer(self) -> web.Response:
        """Return the scripted answer."""
        if isinstance(self.body, str):
            return web.Response(
                status=self.status, text=self.body, headers=self.headers, content_type="text/html"
            )
        return web.json_response(self.body, status=self.status, headers=self.headers)


class Mishap(StrEnum):
    """What may happen to a request."""

    BEFORE = "cut_before"  # the connection breaks, nothing was taken
    AFTER = "cut_after"  # it was taken, then the connection breaks
    MUTE_BEFORE = "timeout_before"  # no answer for long, nothing was taken
    MUTE_AFTER = "timeout_after"  # it was taken; no answer for longer than anybody waits
    BUSY = "too_many"  # 429 with Retry-After
    BROKEN = "server_error"  # 503, nothing was taken
    EXPIRED = "token_refused"  # 401; the next request is known again
    LATE = "slow"  # a slow answer
    HALF = "half"  # it was taken, the next one of its sort is cut: half a thread, half a carousel


class Draws(Protocol):
    """Whoever says by lot what goes wrong with a request."""

    def draw(self, method: str, path: str) -> Fault | None:
        """Return what goes wrong with a request; None where nothing does."""

    def hits(self, mishap: Mishap) -> bool:
        """Tell whether one mishap happens now, and count it; for talks that are no requests."""

    def to_json(self) -> dict[str, Any]:
        """Return what was drawn so far."""


class Faults:
    """The script: faults in order, each used up by the requests it hits; beside it the lots."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []
        self.lots: Draws | None = None
        self.held = 0  # requests that wait for their release right now
        self._released = asyncio.Event()
        self._arrived = asyncio.Event()

    def add(self, *faults: Fault) -> None:
        """Append to the script."""
        self.waiting.extend(faults)

    def take(self, method: str, path: str) -> Fault | None:
        """Return what goes wrong with a request, and use it up."""
        for fault in self.waiting:
            if not fault.concerns(method, path):
                continue
            if fault.skip:
                fault.skip -= 1
                return None
            fault.times -= 1
            if fault.times <= 0:
                self.waiting.remove(fault)
            return fault
        return self.lots.draw(method, path) if self.lots else None

    async def hold(self) -> None:
        """Wait until released."""
        self.held += 1
        self._arrived.set()
        try:
            await self._released.wait()
        finally:
            self.held -= 1

    async def somebody_waits(self) -> None:
        """Return once a request is held."""
        await self._arrived.wait()

    def release(self) -> None:
        """Let everything go that is held; what comes later is held anew."""
        self._released.set()
        self._released, self._arrived = asyncio.Event(), asyncio.Event()
