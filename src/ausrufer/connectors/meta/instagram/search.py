"""Asking the account what is there: by the container where it is remembered, by the words else."""

from datetime import datetime

from ausrufer.channels.contract import Command, RemotePart
from ausrufer.channels.rest import text_of
from ausrufer.connectors.meta.graph import web_address
from ausrufer.connectors.meta.instagram.account import NAME, Account
from ausrufer.connectors.meta.instagram.posts import caption
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


async def find(
    account: Account, command: Command, first_attempt_at: datetime, prepared: Prepared
) -> RemotePart | None:
    """Return the post of a command, if it is there; raises where that is not certain."""
    entries = await account.graph.newest(
        f"/{account.id}/media",
        first_attempt_at - MARGIN,
        "timestamp",
        fields="id,caption,permalink,timestamp",
        limit="100",
    )
    words = caption(command.outgoing)

    def same(entry: Entry) -> bool:
        return essence(text_of(entry, "caption")) == essence(words)

    def like(entry: Entry) -> bool:
        return alike(text_of(entry, "caption"), words)

    found = the_one(entries, NAME, same, like)
    if found is not None:
        prepared.forget()
        return RemotePart(text_of(found, "id"), web_address(text_of(found, "permalink")))
    if prepared.container:
        state = {"field": "status_code", "reason": "status"}
        await not_public(account.graph, prepared.container, **state)
    elif command.outgoing.films:
        raise unseen_film(NAME)
    return None
