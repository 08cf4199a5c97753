"""Asking the page what is there: Facebook keeps no key of ours, the words are compared."""

from datetime import datetime

from ausrufer.channels.contract import Command, RemotePart
from ausrufer.channels.rest import text_of
from ausrufer.connectors.meta.facebook_page.page import NAME, Page
from ausrufer.connectors.meta.facebook_page.posts import part, text
from ausrufer.connectors.meta.reading_back import MARGIN, Entry, alike, essence, the_one


async def find(page: Page, command: Command, first_attempt_at: datetime) -> RemotePart | None:
    """Return the post of a command, if it is there; raises where that is not certain."""
    entries = await page.graph.newest(
        f"/{page.id}/published_posts",
        first_attempt_at - MARGIN,
        "created_time",
        fields="id,message,created_time",
        limit="100",
    )
    words = text(command.outgoing)

    def same(entry: Entry) -> bool:
        return essence(text_of(entry, "message")) == essence(words)

    def like(entry: Entry) -> bool:
        return alike(text_of(entry, "message"), words)

    found = the_one(entries, NAME, same, like)
    return part(text_of(found, "id")) if found else None
