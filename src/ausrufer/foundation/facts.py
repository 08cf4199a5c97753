"""Facts come up: frozen dataclasses in the past tense, handed on in the same transaction."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from procrastinate import RetryStrategy

from ausrufer.foundation.jobs import enqueue, job, queued

log = logging.getLogger(__name__)

_SUBSCRIBERS: dict[str, list[str]] = defaultdict(list)

_TAKEN = {"name", "at", "queue", "facts"}  # what `enqueue` and a job of several call their own

_RETRY = RetryStrategy(max_attempts=10, exponential_wait=3)  # for about a day


def subscriber(fact: type) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run the decorated function once for every announced `fact`; it must be idempotent.

    The function takes the fact. It is retried with growing pauses for about a day.
    """
    said = {field.name for field in fields(fact)}
    if not said or said & _TAKEN:
        raise TypeError(f"{fact.__name__} needs fields with names of their own")

    def register(function: Callable[..., None]) -> Callable[..., None]:
        name = f"{function.__module__}.{function.__name__}"

        def tell(**payload: Any) -> None:
            function(fact(**payload))

        def run(*, facts: Iterable[dict[str, Any]] = (), **one: Any) -> None:
            if one:
                tell(**one)
            for each in facts:
                _tell_or_put_off(name, tell, each)

        job(name, retry=_RETRY)(run)
        _SUBSCRIBERS[fact.__name__].append(name)
        return function

    return register


def announce(fact: Any) -> None:
    """Hand the fact to every subscriber when the caller's transaction commits."""
    announce_all([fact])


def announce_all(facts: Sequence[Any]) -> None:
    """Hand facts of one kind to every subscriber when the caller's transaction commits.

    Several are one job: taking it, and saying that it is done, cost more than most subscribers do.
    """
    if not facts:
        return
    told = [asdict(one) for one in facts]
    for name in _SUBSCRIBERS[type(facts[0]).__name__]:
        enqueue(name, **(told[0] if len(told) == 1 else {"facts": told}))


def yet_to_be_told(fact: type, field: str) -> set[Any]:
    """Return the values of `field` in facts, announced one by one, that a subscriber waits for."""
    return {value for name in _SUBSCRIBERS[fact.__name__] for value in queued(name, field)}


def _tell_or_put_off(name: str, tell: Callable[..., None], payload: dict[str, Any]) -> None:
    """Tell one of several facts; one that fails becomes a job of its own, and keeps nobody up."""
    try:
        tell(**payload)
    except Exception:
        log.warning("%s: %s is told again by itself", name, payload, exc_info=True)
        # should this fail as well, the whole job is retried: who was told is told again
        enqueue(name, **payload)
