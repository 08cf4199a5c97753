"""Hearing the wake-up calls of `ausrufer.foundation.jobs.wake` without polling."""

import asyncio
from typing import Any, Self

import psycopg
from django.db import connection
from psycopg import sql


class Listener:
    """A connection of its own that listens; used as `async with Listener(name) as listener`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._bell = asyncio.Event()

    async def __aenter__(self) -> Self:
        parameters: dict[str, Any] = connection.get_connection_params()
        parameters.pop("cursor_factory", None)
        parameters.pop("context", None)
        self._connection = await psycopg.AsyncConnection.connect(
            **{**parameters, "autocommit": True}
        )
        await self._connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._name)))
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self._connection.close()

    async def heard(self) -> None:
        """Return once somebody called; calls that came before count.

        Raises what broke the connection: nobody would be heard any more.
        """
        bell = asyncio.ensure_future(self._bell.wait())
        try:
            await asyncio.wait({bell, self._reading}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            bell.cancel()
        if self._reading.done():
            self._reading.result()
            raise ConnectionError("the listening connection has ended")
        self._bell.clear()

    async def _read(self) -> None:
        async for _ in self._connection.notifies():
            self._bell.set()
