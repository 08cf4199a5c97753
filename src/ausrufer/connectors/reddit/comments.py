"""What people write below a post of ours; answering, removing, approving it as a moderator."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ausrufer.channels.contract import Contribution, Heard, RemotePart
from ausrufer.channels.rest import Effect, object_of, objects_of, text_of
from ausrufer.connectors.reddit.account import own_name
from ausrufer.connectors.reddit.api import Api
from ausrufer.connectors.reddit.markdown import to_markdown
from ausrufer.connectors.reddit.things import comment_name, created

_AT_ONCE, _MOST_WAITING = 100, 1000


async def listed(api: Api, published: Sequence[RemotePart], cursor: str) -> Heard:
    """Return one page of comments; `cursor` names those Reddit has not shown yet."""
    if not published:
        return Heard(())
    post, me = published[0].remote_id, await own_name(api)
    if cursor:
        return await _more(api, post, me, cursor.split(","))
    path = f"/comments/{post.removeprefix('t3_')}/"
    page = await api.read(path, limit="500", sort="new")
    if not isinstance(page, list) or len(page) < 2:  # noqa: PLR2004 - the post, its comments
        raise api.gibberish(Effect.HARMLESS, path)
    things = list(_flat(objects_of(object_of(page[1], "data"), "children")))
    return _heard(things, post, me, [])


async def answer(api: Api, comment: str, text: str) -> RemotePart:
    """Answer a comment once; raises the failures."""
    fields = {"thing_id": comment, "text": to_markdown(text)}
    made = await api.do("/api/comment/", fields, effect=Effect.PUBLISHES)
    written = [object_of(one, "data") for one in objects_of(made, "things")]
    name = comment_name(written[0]) if written else ""
    if not name:
        raise api.gibberish(Effect.PUBLISHES, "/api/comment/")
    return RemotePart(name, _address(text_of(written[0], "permalink")))


async def remove(api: Api, comment: str) -> None:
    """Take a comment out of the community; ends the same when repeated."""
    await api.do("/api/remove/", {"id": comment, "spam": "False"}, effect=Effect.HARMLESS)


async def approve(api: Api, comment: str) -> None:
    """Show a removed comment again."""
    await api.do("/api/approve/", {"id": comment}, effect=Effect.HARMLESS)


async def _more(api: Api, post: str, me: str, waiting: Sequence[str]) -> Heard:
    now, later = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
    asked = {"api_type": "json", "link_id": post, "children": ",".join(now)}
    found = await api.read("/api/morechildren/", **asked)
    inner = object_of(object_of(found, "json"), "data")
    if not isinstance(inner.get("things"), list):
        raise api.gibberish(Effect.HARMLESS, "/api/morechildren/")
    return _heard(list(_flat(objects_of(inner, "things"))), post, me, later)


def _flat(things: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Return comments and "more" markers, each before what answers it."""
    waiting = list(reversed(things))
    while waiting:
        one = waiting.pop()
        yield one
        replies = object_of(object_of(one, "data"), "replies")
        waiting += reversed(objects_of(object_of(replies, "data"), "children"))


def _heard(things: Sequence[Mapping[str, Any]], post: str, me: str, later: Sequence[str]) -> Heard:
    heard = [
        _contribution(object_of(one, "data"), post)
        for one in things
        if one.get("kind") == "t1" and _is_of_others(object_of(one, "data"), me)
    ]
    hidden = [object_of(one, "data").get("children") for one in things if one.get("kind") == "more"]
    ids = [one for some in hidden if isinstance(some, list) for one in some if _is_id(one)]
    return Heard(tuple(heard), ",".join([*later, *ids][:_MOST_WAITING]))


def _is_id(told: object) -> bool:
    return isinstance(told, str) and told.isascii() and told.isalnum()


def _is_of_others(comment: Mapping[str, Any], me: str) -> bool:
    author = text_of(comment, "author")
    gone = author in {"", "[deleted]"}
    return bool(comment_name(comment)) and not gone and author.lower() != me.lower()


def _contribution(comment: Mapping[str, Any], post: str) -> Contribution:
    over, removed = text_of(comment, "parent_id"), comment.get("removed")
    return Contribution(
        remote_id=comment_name(comment),
        post_id=post,
        text=text_of(comment, "body"),
        author=text_of(comment, "author"),
        author_id=text_of(comment, "author_fullname"),
        written_at=created(comment),
        url=_address(text_of(comment, "permalink")),
        answers=over if over.startswith("t1_") else "",
        hidden=removed if isinstance(removed, bool) else None,
    )


def _address(permalink: str) -> str:
    return f"https://www.reddit.com{permalink}" if permalink.startswith("/r/") else ""
