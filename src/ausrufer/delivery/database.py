"""A thread through which a worker speaks to the database, by precedence instead of arrival."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import Error, connection

from ausrufer.delivery.precedence import Line, Turn
from ausrufer.foundation.scope import across_organisations

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Visit:
    """A piece of work, and where its result is waited for."""

    work: Callable[[], Any]
    context: Context  # of who asks: where a practice town pretends a time, it counts here too
    done: Future[Any]


class DatabaseThread:
    """One connection; what is asked of it waits in line (`precedence.py`)."""

    def __init__(self, name: str) -> None:
        self.lost = False  # the connection broke: nothing can be done here any more
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._line: Line[_Visit] = Line()
        self._at_the_line = threading.Lock()

    async def do(self, turn: Turn, work: Callable[[], Result]) -> Result:
        """Return what `work` returns once it was its turn; raises what it raises."""
        visit = _Visit(work, copy_context(), Future())
        with self._at_the_line:
            self._line.join(turn, visit)
        self._pool.submit(self._serve)
        result: Result = await asyncio.wrap_future(visit.done)
        return result

    async def close(self) -> None:
        """Do what is in line, close the connection and end."""
        close = lambda: connection.close()  # noqa: E731, PLW0108 - the thread's own
        await asyncio.get_running_loop().run_in_executor(self._pool, close)
        self._pool.shutdown()

    def _serve(self) -> None:
        with self._at_the_line:
            visit = self._line.next()
        if not visit.done.set_running_or_notify_cancel():
            return
        try:
            result = visit.context.run(_scoped, visit.work)
        except BaseException as failure:  # noqa: BLE001 - it is for who waits
            self.lost |= isinstance(failure, Error) and not is_connected()
            visit.done.set_exception(failure)
        else:
            visit.done.set_result(result)


def is_connected() -> bool:
    """Tell whether this thread still has its connection: what failed may be tried again."""
    return connection.connection is not None and not connection.connection.closed


def _scoped(work: Callable[[], Result]) -> Result:
    with across_organisations(reason="one engine serves every organisation"):
        return work()
