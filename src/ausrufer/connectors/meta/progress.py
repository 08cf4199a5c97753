"""How far a platform is with what was prepared: one question, no waiting. Pure but for asking."""

import re
from datetime import timedelta

from ausrufer.channels.errors import (
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.rest import Effect, Refusal, text_of
from ausrufer.channels.rest.reading import for_people
from ausrufer.connectors.meta.codes import meaning_of
from ausrufer.connectors.meta.graph import Graph
from ausrufer.connectors.meta.network import (
    Expired,
    Gone,
    NotReady,
    anew,
    failure_of,
    still_working,
)

# Instagram hides the subcode in the words of the state; there is no field for it.
_SUBCODE = re.compile(r"\b2207[0-9]{3}\b")
AGAIN = timedelta(seconds=30)
AT_ONCE = timedelta(seconds=5)


async def finished(graph: Graph, container: str, *, field: str, reason: str) -> None:
    """Return where a container can be published; `field` tells the state, `reason` why not.

    Raises NotReady, Expired, PermanentFailure, and OutcomeUnclear where it may be public already.
    """
    try:
        told = await graph.get(f"/{container}", fields=f"id,{field},{reason}")
    except Gone as gone:
        raise Expired(anew(graph.name), for_log=gone.for_log, retry_after=AT_ONCE) from None
    except PermanentFailure as failure:  # Threads has no state any more for what is published
        raise OutcomeUnclear(_accepted(graph.name), for_log=failure.for_log) from None
    stopped = failure_in(text_of(told, field), for_people(text_of(told, reason)), graph.name)
    if stopped is not None:
        raise graph.silent(stopped)


async def not_public(graph: Graph, container: str, *, field: str, reason: str) -> None:
    """Raise TemporaryFailure where a container seems published, though no list shows it yet."""
    try:
        await finished(graph, container, field=field, reason=reason)
    except OutcomeUnclear as published:
        said = f"{graph.name} hat den Beitrag angenommen, zeigt ihn aber noch nicht."
        raise TemporaryFailure(said, for_log=published.for_log, retry_after=AGAIN) from None
    except (NotReady, Expired, PermanentFailure):
        return


def failure_in(state: str, words: str, name: str) -> ConnectorFailure | None:
    """Return what a state means; None where the container is ready."""
    log = f"container {state}: {words}"
    match state:
        case "FINISHED":
            return None
        case "PUBLISHED":
            return OutcomeUnclear(_accepted(name), for_log=log)
        case "EXPIRED":
            return Expired(anew(name), for_log=log, retry_after=AT_ONCE)
        case "ERROR" | "":  # without a state there are only words, and they tell of an error
            return _refused(words, name, log)
        case _:
            return NotReady(still_working(name), for_log=log, retry_after=AGAIN)


def _accepted(name: str) -> str:
    return f"{name} hat den Beitrag wohl schon angenommen. Es wird nachgesehen."


def _refused(words: str, name: str, log: str) -> ConnectorFailure:
    found = _SUBCODE.search(words)
    meaning = meaning_of(None, int(found.group())) if found else None
    if meaning is not None:
        refusal = Refusal(status=200, reason=words)
        return failure_of(meaning, name, refusal, Effect.HARMLESS, log)
    said = f"{name} konnte den Beitrag nicht verarbeiten: „{words}“"
    return PermanentFailure(said if words else f"{name} konnte den Beitrag nicht verarbeiten.",
                            for_log=log)  # fmt: skip
