"""What one request asks twice is read once, and forgotten with the request.

A memory is opened only around what writes nothing (`remembering`); without one every question goes
to the database. Answers are told apart by the organisation in scope: they never cross to another.
What is asked across all organisations is not remembered.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django_scopes import get_scope

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
_MEMORY: ContextVar[dict[Hashable, object] | None] = ContextVar("asked_once", default=None)


@contextmanager
def remembering(*, reads_only: bool = True) -> Iterator[None]:
    """Remember the answers of what `once` marks until the end; nothing where something is written.

    An inner memory begins empty and leaves nothing behind.
    """
    token = _MEMORY.set({} if reads_only else None)
    try:
        yield
    finally:
        _MEMORY.reset(token)


def once(reads: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Mark a function that only reads, with hashable arguments; nobody changes what it returns."""

    @wraps(reads)
    def asked(*args: Asked.args, **named: Asked.kwargs) -> Answer:
        memory, scope = _MEMORY.get(), get_scope()
        if memory is None or not scope.get("_enabled", True):
            return reads(*args, **named)
        key = (reads, scope.get("organisation"), args, frozenset(named.items()))
        if key not in memory:
            memory[key] = reads(*args, **named)
        return memory[key]  # type: ignore[return-value]  # what was stored two lines above

    return asked
