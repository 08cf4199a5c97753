"""What people write below a post of the page, and what the page does about it."""

from collections.abc import Sequence
from typing import Any

from ausrufer.channels.contract import Contribution, Heard, RemotePart
from ausrufer.channels.rest import Effect, object_of, text_of
from ausrufer.connectors.meta.facebook_page.page import NAME, Page
from ausrufer.connectors.meta.facebook_page.posts import certainly_gone
from ausrufer.connectors.meta.graph import identifier, moment, web_address
from ausrufer.connectors.meta.network import Gone

_FIELDS = "id,message,from{id,name},created_time,permalink_url,is_hidden,parent{id}"


async def heard(page: Page, published: Sequence[RemotePart], cursor: str) -> Heard:
    """Return one page of comments and of answers to them, those of the page itself left out."""
    if not published:
        return Heard(())
    post = published[0].remote_id
    asked = {"filter": "stream", "fields": _FIELDS, "limit": "100"}
    more = {"after": cursor} if cursor else {}
    entries, after = await page.graph.page(f"/{post}/comments", **asked, **more)
    others = [one for one in entries if text_of(object_of(one, "from"), "id") != page.id]
    return Heard(tuple(contribution(one, post) for one in others), after if entries else "")


def contribution(told: Any, post: str) -> Contribution:
    """Return a comment as the house knows it."""
    author = object_of(told, "from")  # absent where the token may not know who wrote it
    hidden = object_of(told).get("is_hidden")
    return Contribution(
        remote_id=text_of(told, "id"),
        post_id=post,
        text=text_of(told, "message"),
        author=text_of(author, "name"),
        author_id=text_of(author, "id"),
        written_at=moment(text_of(told, "created_time")),
        url=web_address(text_of(told, "permalink_url")),
        answers=text_of(object_of(told, "parent"), "id"),
        hidden=hidden if isinstance(hidden, bool) else None,
    )


async def comment(page: Page, below: str, text: str) -> RemotePart:
    """Write below a post or a comment, as the page; raises OutcomeUnclear where nobody knows."""
    path = f"/{identifier(below, NAME)}/comments"
    written = await page.graph.create(path, Effect.PUBLISHES, message=text)
    return RemotePart(written, f"https://www.facebook.com/{written}")


async def hide(page: Page, comment_id: str, *, hidden: bool) -> None:
    """Hide a comment from everybody but its author and their friends, or show it again."""
    path = f"/{identifier(comment_id, NAME)}"
    await page.graph.post(path, Effect.HARMLESS, is_hidden="true" if hidden else "false")


async def remove(page: Page, comment_id: str) -> None:
    """Delete a comment; what is gone already does not matter."""
    try:
        await page.graph.delete(f"/{identifier(comment_id, NAME)}")
    except Gone as gone:
        await certainly_gone(page, gone)
