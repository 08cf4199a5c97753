"""Facts come up: frozen dataclasses in the past tense, handed on in the same transaction."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from ausrufer.foundation.jobs import enqueue_all, job

_SUBSCRIBERS: dict[str, list[str]] = defaultdict(list)

_ATTEMPTS = 8


def subscriber(fact: type) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run the decorated function once for every announced `fact`; it must be idempotent.

    The function takes the fact. It is retried with growing pauses until it succeeds.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        name = f"{function.__module__}.{function.__name__}"

        def run(**payload: Any) -> None:
            function(fact(**payload))

        job(name, retry=_ATTEMPTS)(run)
        _SUBSCRIBERS[fact.__name__].append(name)
        return function

    return register


def announce(fact: Any) -> None:
    """Hand the fact to every subscriber when the caller's transaction commits."""
    announce_all([fact])


def announce_all(facts: Sequence[Any]) -> None:
    """Hand facts of one kind to every subscriber when the caller's transaction commits."""
    if not facts:
        return
    for name in _SUBSCRIBERS[type(facts[0]).__name__]:
        enqueue_all(name, [asdict(one) for one in facts])
