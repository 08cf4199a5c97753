"""Scripted faults of an emulated platform: what goes wrong with which of the next requests."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from aiohttp import web


@dataclass(slots=True)
class Fault:
    """What goes wrong with requests to `on`, a method and a path (`*` at its end: any rest).

    `status` answers in place of processing; `broken` cuts the connection before or after it;
    `nonsense` processes and then answers with that text; `held` waits for `Faults.release`, before
    anything else. `skip` requests pass unharmed first, then `times` are hit.
    """

    on: str
    status: int = 0
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    broken: Literal["", "before", "after"] = ""
    nonsense: str | None = None
    held: bool = False
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


class Faults:
    """The script: faults in order, each used up by the requests it hits."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []
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
        return None

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
