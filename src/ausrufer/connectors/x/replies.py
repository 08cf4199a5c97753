"""What people answer below a thread of ours, and answering it; X tells seven days of it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.channels.contract import Contribution, Heard, RemotePart
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.rest import object_of, objects_of, text_of
from ausrufer.connectors.x.account import own_account
from ausrufer.connectors.x.api import Api, MaybeThere, number_in
from ausrufer.connectors.x.posts import send
from ausrufer.connectors.x.search import above, find_answer
from ausrufer.connectors.x.texts import plain_text
from ausrufer.connectors.x.versions import Post, history, newest

_ASKED = {
    "max_results": "100",
    "post.fields": "created_at,entities,note_post",
    "expansions": "author_id,referenced_posts",
    "user.fields": "username",
}
_AS_OLD_AS = timedelta(days=1)


async def listed(api: Api, published: Sequence[RemotePart], cursor: str) -> Heard:
    """Return one page of what others wrote in the conversation of a publication."""
    root = published[0].remote_id if published else ""
    if not root.isdecimal():  # it becomes part of a query
        return Heard(())
    account, _lag = await own_account(api)
    shown = (await newest(api, [part.remote_id for part in published])).posts
    ours = {one: part for part, post in shown.items() for one in history(post)} | {root: root}
    asked = {**_ASKED, "query": _conversations(shown.get(root, {"id": root}))}
    if cursor:
        asked["next_token"] = cursor
    page = await api.read("GET", "/2/tweets/search/recent", params=asked)
    users = objects_of(object_of(page, "includes"), "users")
    names = {number_in(one): text_of(one, "username") for one in users}
    heard = [
        _contribution(post, ours, root, names)
        for post in objects_of(page, "data")
        if number_in(post) and text_of(post, "author_id") != number_in(account)
    ]
    return Heard(tuple(heard), text_of(object_of(page, "meta"), "next_token"))


async def answer(api: Api, contribution_id: str, text: str) -> RemotePart:
    """Answer once; where X refuses, a look tells whether the answer is there already."""
    try:
        return await send(api, text, over=contribution_id)
    except MaybeThere as refused:
        since = datetime.now(UTC) - _AS_OLD_AS
        found = await find_answer(api, contribution_id, text, since)
        if found is None:
            raise PermanentFailure(refused.for_staff, for_log=refused.for_log) from None
        return found


async def hide(api: Api, contribution_id: str, *, hidden: bool) -> None:
    """Hide an answer below a post of ours, or show it again; ends the same when repeated."""
    await api.read("PUT", f"/2/tweets/{contribution_id}/hidden", json={"hidden": hidden})


def _conversations(root: Post) -> str:
    """Return what finds the answers to all versions of a post: each may have its own thread."""
    told = number_in(root, "conversation_id")
    ids = dict.fromkeys((*history(root), *([told] if told else ())))
    return " OR ".join(f"conversation_id:{one}" for one in ids)


def _contribution(
    post: Mapping[str, Any], ours: Mapping[str, str], root: str, names: Mapping[str, str]
) -> Contribution:
    over, author_id = above(post), text_of(post, "author_id")
    author, post_id = names.get(author_id, ""), number_in(post)
    written: datetime | None = None
    with suppress(ValueError):
        written = datetime.fromisoformat(text_of(post, "created_at"))
    return Contribution(
        remote_id=post_id,
        post_id=ours.get(over, root),
        text=plain_text(post),
        author=author,
        author_id=author_id,
        written_at=written if written is None or written.tzinfo else written.replace(tzinfo=UTC),
        url=f"https://x.com/{author or 'i'}/status/{post_id}",
        answers="" if over in ours else over,
    )
