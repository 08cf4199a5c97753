"""What people write below a post of the account, and what the account does about it."""

from collections.abc import Iterator, Sequence
from typing import Any

from ausrufer.channels.contract import Contribution, Heard, RemotePart
from ausrufer.channels.rest import Effect, object_of, objects_of, text_of
from ausrufer.connectors.meta.graph import identifier, moment
from ausrufer.connectors.meta.instagram.account import NAME, Account
from ausrufer.connectors.meta.network import Gone

_OWN = "id,text,username,from,timestamp,hidden"
_FIELDS = f"{_OWN},replies{{{_OWN}}}"


async def heard(account: Account, published: Sequence[RemotePart], cursor: str) -> Heard:
    """Return one page of comments with their answers, those of the account itself left out."""
    if not published:
        return Heard(())
    post = published[0].remote_id
    more = {"after": cursor} if cursor else {}
    entries, after = await account.graph.page(
        f"/{post}/comments", fields=_FIELDS, limit="50", **more
    )
    own = await account.username() if entries else ""
    found = (one for entry in entries for one in _with_answers(entry, post))
    others = tuple(one for one in found if not one.author or one.author != own)
    return Heard(others, after if entries else "")


def contribution(told: Any, post: str, answers: str = "") -> Contribution:
    """Return a comment as the house knows it."""
    hidden = object_of(told).get("hidden")
    return Contribution(
        remote_id=text_of(told, "id"),
        post_id=post,
        text=text_of(told, "text"),
        author=text_of(told, "username") or text_of(object_of(told, "from"), "username"),
        author_id=text_of(object_of(told, "from"), "id"),
        written_at=moment(text_of(told, "timestamp")),
        answers=answers,
        hidden=hidden if isinstance(hidden, bool) else None,
    )


async def first(account: Account, media: str, text: str) -> None:
    """Write the first comment below a post of the account."""
    await account.graph.create(f"/{media}/comments", Effect.PUBLISHES, message=text)


async def reply(account: Account, comment_id: str, text: str) -> RemotePart:
    """Answer a comment; raises OutcomeUnclear where nobody knows."""
    path = f"/{identifier(comment_id, NAME)}/replies"
    return RemotePart(await account.graph.create(path, Effect.PUBLISHES, message=text))


async def hide(account: Account, comment_id: str, *, hidden: bool) -> None:
    """Hide a comment, or show it again."""
    path = f"/{identifier(comment_id, NAME)}"
    await account.graph.post(path, Effect.HARMLESS, hide="true" if hidden else "false")


async def remove(account: Account, comment_id: str) -> None:
    """Delete a comment; what is gone already does not matter."""
    try:
        await account.graph.delete(f"/{identifier(comment_id, NAME)}")
    except Gone:
        await account.graph.get(f"/{account.id}", fields="id")  # lost access says the same


def _with_answers(told: Any, post: str) -> Iterator[Contribution]:
    above = contribution(told, post)
    yield above
    for one in objects_of(object_of(told, "replies"), "data"):
        yield contribution(one, post, above.remote_id)
