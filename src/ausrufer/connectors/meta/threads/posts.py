"""Posts of the profile and their continuations: containers are prepared and published once.

Every part is a container of its own; a further part answers the one before it, so that it can only
be prepared once that one is public.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from ausrufer.channels.contract import Command, Film, Lends, Picture, RemotePart
from ausrufer.channels.errors import ConnectorFailure, OutcomeUnclear, PermanentFailure
from ausrufer.channels.rest import Effect, text_of
from ausrufer.connectors.meta.films import lent_film
from ausrufer.connectors.meta.graph import Graph, web_address
from ausrufer.connectors.meta.network import Expired, Gone, Missed
from ausrufer.connectors.meta.prepared import Prepared
from ausrufer.connectors.meta.progress import finished
from ausrufer.connectors.meta.quota import room_left
from ausrufer.connectors.meta.threads.profile import NAME, reply_control
from ausrufer.connectors.meta.threads.search import find_answer, find_part

Look = Callable[[], Awaitable[RemotePart | None]]

CONTAINERS = "/me/threads"
STATE = {"field": "status", "reason": "error_message"}
_MISSES_BEFORE_ANEW = 2  # the second time a container is not found, a new one is made
_MOST_MISSES = 6
_LOST = (
    "Threads findet den vorbereiteten Beitrag immer wieder nicht. Das ist eine bekannte Störung "
    "dort. Bitte versuchen Sie es später noch einmal."
)


async def post_rest(graph: Graph, command: Command, lend: Lends) -> list[RemotePart]:
    """Post the parts that are not `already` there and return all.

    Raises OutcomeUnclear for every failure after the first post: then something is public, and
    what was taken has to be asked for.
    """
    there = list(command.already)
    for number in range(len(there), len(command.outgoing.parts)):
        try:
            above = there[-1].remote_id if there else ""
            prepared = Prepared(graph.access.session, f"{command.key}:{number}")
            there.append(await _post(_Part(graph, command, number, above, prepared), lend))
        except ConnectorFailure as failure:
            if len(there) == len(command.already):
                raise
            raise _interrupted(failure, len(there), len(command.outgoing.parts)) from failure
    return there


async def answer(graph: Graph, below: str, text: str, key: str) -> RemotePart:
    """Answer a post once, even where `key` is repeated in this process; raises the failures."""
    prepared = Prepared(graph.access.session, key)
    if not prepared.container:
        await _make(graph, prepared, {"media_type": "TEXT", "text": text, "reply_to_id": below})
    begun = datetime.now(UTC) - timedelta(hours=1)
    return await _publish(graph, prepared, lambda: find_answer(graph, text, below, begun))


async def part(graph: Graph, thread: str) -> RemotePart:
    """Return where a post is; without its address where Threads does not tell it now."""
    url = ""
    with suppress(ConnectorFailure):  # it is public: nothing may put that in doubt any more
        url = text_of(await graph.get(f"/{thread}", fields="id,permalink"), "permalink")
    return RemotePart(thread, web_address(url))


async def delete(graph: Graph, parts: Sequence[RemotePart]) -> None:
    """Delete posts, the last first; what is gone already does not matter."""
    for one in reversed(parts):
        try:
            await graph.delete(f"/{one.remote_id}")
        except (Gone, Missed):
            await graph.get("/me", fields="id")  # lost access says the same


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a command on its way; `above` is the part before it, empty for the first."""

    graph: Graph
    command: Command
    number: int
    above: str
    prepared: Prepared


async def _post(part: _Part, lend: Lends) -> RemotePart:
    if not part.prepared.container:
        await _prepare(part, lend)
    look = partial(find_part, part.graph, part.command, part.number, part.above)
    return await _publish(part.graph, part.prepared, look)


async def _missed(prepared: Prepared, look: Look, failure: Missed) -> RemotePart:
    """Look whether a container that is not found was published after all; raises if not.

    Threads says so (24/4279009) of containers it called finished: waiting helps, then a new one.
    """
    prepared.misses += 1
    prepared.keep()
    if prepared.misses % _MISSES_BEFORE_ANEW:
        raise failure
    found = await look()
    if found is not None:
        prepared.forget()
        return found
    prepared.drop()
    if prepared.misses >= _MOST_MISSES:
        prepared.forget()
        raise PermanentFailure(_LOST, for_log=failure.for_log)
    raise failure


async def _prepare(part: _Part, lend: Lends) -> None:
    graph, outgoing = part.graph, part.command.outgoing
    fields = {"text": outgoing.parts[part.number]}
    if part.above:
        fields |= {"media_type": "TEXT", "reply_to_id": part.above}
    else:
        await room_left(graph, "/me/threads_publishing_limit")
        control = reply_control(graph.access)
        fields |= {"reply_control": control} if control else {}
        fields |= await _media(part, lend)
    await _make(graph, part.prepared, fields)


async def _media(part: _Part, lend: Lends) -> dict[str, str]:
    """Return the fields of what a first part shows: pictures, or the card of its link."""
    outgoing = part.command.outgoing
    if outgoing.films:
        return await _film(outgoing.films[0], lend)
    if len(outgoing.pictures) > 1:
        return await _carousel(part.graph, outgoing.pictures, part.prepared, lend)
    if outgoing.pictures:
        return _picture(outgoing.pictures[0], lend)
    card = {"link_attachment": outgoing.link.url} if outgoing.link else {}
    return {"media_type": "TEXT", **card}


async def _carousel(
    graph: Graph, pictures: Sequence[Picture], prepared: Prepared, lend: Lends
) -> dict[str, str]:
    for picture in pictures[len(prepared.children) :]:
        fields = {"is_carousel_item": "true", **_picture(picture, lend)}
        prepared.children.append(await graph.create(CONTAINERS, Effect.HARMLESS, **fields))
        prepared.keep()
    for child in prepared.children:
        await _finished(graph, child, prepared)
    return {"media_type": "CAROUSEL", "children": ",".join(prepared.children)}


async def _make(graph: Graph, prepared: Prepared, fields: dict[str, str]) -> None:
    prepared.container = await graph.create(CONTAINERS, Effect.HARMLESS, **fields)
    prepared.keep()


async def _publish(graph: Graph, prepared: Prepared, look: Look) -> RemotePart:
    sent = {"creation_id": prepared.container}
    try:
        await _finished(graph, prepared.container, prepared)
        thread = await graph.create("/me/threads_publish", Effect.PUBLISHES, **sent)
    except Missed as failure:
        return await _missed(prepared, look, failure)
    except PermanentFailure:
        prepared.drop()
        raise
    prepared.forget()
    return await part(graph, thread)


async def _finished(graph: Graph, container: str, prepared: Prepared) -> None:
    try:
        await finished(graph, container, **STATE)
    except (Expired, PermanentFailure):
        prepared.drop()
        raise


async def _film(film: Film, lend: Lends) -> dict[str, str]:
    fields = {"media_type": "VIDEO", "video_url": await lent_film(film, lend)}
    return fields | ({"alt_text": film.alt_text} if film.alt_text else {})


def _picture(picture: Picture, lend: Lends) -> dict[str, str]:
    url = lend(picture.content, picture.media_type)
    fields = {"media_type": "IMAGE", "image_url": url}
    return fields | ({"alt_text": picture.alt_text} if picture.alt_text else {})


def _interrupted(failure: ConnectorFailure, done: int, of: int) -> OutcomeUnclear:
    return OutcomeUnclear(
        f"Von {of} Teilen sind {done} auf {NAME} erschienen, dann riss der Versand ab. "
        f"{failure.for_staff}",
        for_log=f"part {done + 1} of {of}: {failure.for_log}",
    )
