"""Asking the profile what is there: by the words of every part, below the part before it."""

from datetime import datetime

from ausrufer.channels.contract import Command, RemotePart
from ausrufer.channels.rest import object_of, text_of
from ausrufer.connectors.meta.graph import Graph, web_address
from ausrufer.connectors.meta.prepared import Prepared
from ausrufer.connectors.meta.progress import not_public
from ausrufer.connectors.meta.reading_back import (
    MARGIN,
    Entry,
    alike,
    essence,
    the_one,
    unseen_film,
)
from ausrufer.connectors.meta.threads.profile import NAME

_OWN = "id,text,timestamp,permalink"


async def find(graph: Graph, command: Command) -> list[RemotePart]:
    """Return the leading parts that are there; raises where that is not certain."""
    parts: list[RemotePart] = []
    for number in range(len(command.outgoing.parts)):
        above = parts[-1].remote_id if parts else ""
        prepared = Prepared(graph.access.session, f"{command.key}:{number}")
        found = await find_part(graph, command, number, above)
        if found is None:
            if prepared.container:
                state = {"field": "status", "reason": "error_message"}
                await not_public(graph, prepared.container, **state)
            elif number == 0 and command.outgoing.films:
                raise unseen_film(NAME)
            break
        prepared.forget()
        parts.append(found)
    return parts


async def find_part(graph: Graph, command: Command, number: int, above: str) -> RemotePart | None:
    """Return one part, the answer to `above` where that is told; None where it is not there."""
    since, text = command.first_attempt_at, command.outgoing.parts[number]
    if since is None:  # nothing was ever sent
        return None
    if above:
        return await find_answer(graph, text, above, since)
    asked = {"fields": _OWN, "limit": "50"}
    entries = await graph.newest("/me/threads", since - MARGIN, "timestamp", **asked)
    return _one(entries, text, "")


async def find_answer(graph: Graph, text: str, below: str, since: datetime) -> RemotePart | None:
    """Return our own answer to `below` with these words, should it be there."""
    asked = {"fields": f"{_OWN},replied_to", "limit": "50"}
    entries = await graph.newest("/me/replies", since - MARGIN, "timestamp", **asked)
    return _one(entries, text, below)


def _one(entries: list[Entry] | None, text: str, below: str) -> RemotePart | None:
    here = entries
    if entries is not None:
        here = [one for one in entries if text_of(object_of(one, "replied_to"), "id") == below]

    def same(entry: Entry) -> bool:
        return essence(text_of(entry, "text")) == essence(text)

    def like(entry: Entry) -> bool:
        return alike(text_of(entry, "text"), text)

    found = the_one(here, NAME, same, like)
    if found is None:
        return None
    return RemotePart(text_of(found, "id"), web_address(text_of(found, "permalink")))
