"""What people answer below the posts of the profile, and hiding it."""

from collections.abc import Sequence
from typing import Any

from ausrufer.channels.contract import Contribution, Heard, RemotePart
from ausrufer.channels.rest import Effect, object_of, text_of
from ausrufer.connectors.meta.graph import Graph, identifier, moment, web_address
from ausrufer.connectors.meta.threads.profile import NAME

_FIELDS = (
    "id,text,username,timestamp,permalink,is_reply_owned_by_me,root_post,replied_to,hide_status"
)
_HIDDEN = frozenset({"HIDDEN", "HUSHED"})


async def heard(graph: Graph, published: Sequence[RemotePart], cursor: str) -> Heard:
    """Return one page of the conversation below all parts; our own continuations are left out."""
    if not published:
        return Heard(())
    more = {"after": cursor} if cursor else {}
    path = f"/{published[0].remote_id}/conversation"
    entries, after = await graph.page(path, fields=_FIELDS, reverse="false", **more)
    ours = [one.remote_id for one in published]
    others = [one for one in entries if one.get("is_reply_owned_by_me") is not True]
    return Heard(tuple(contribution(one, ours) for one in others), after if entries else "")


def contribution(told: Any, ours: Sequence[str]) -> Contribution:
    """Return an answer as the house knows it; `ours` are the parts of the post."""
    above = text_of(object_of(told, "replied_to"), "id")
    status = text_of(told, "hide_status")
    return Contribution(
        remote_id=text_of(told, "id"),
        post_id=above if above in ours else ours[0],
        text=text_of(told, "text"),
        author=text_of(told, "username"),
        written_at=moment(text_of(told, "timestamp")),
        url=web_address(text_of(told, "permalink")),
        answers="" if above in ours else above,
        hidden=status in _HIDDEN if status else None,
    )


async def hide(graph: Graph, reply_id: str, *, hidden: bool) -> None:
    """Hide an answer, or show it again."""
    path = f"/{identifier(reply_id, NAME)}/manage_reply"
    await graph.post(path, Effect.HARMLESS, hide="true" if hidden else "false")
