"""Versions of a post: each edit gets an id of its own, and X names all of them, oldest first.

X's pages say both that an older id is answered with the newest version and with the older one
(docs.x.com x-api/fundamentals/edit-posts, x-api/posts/lookup/introduction): nothing here relies on
either.
"""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ausrufer.channels.rest import Effect, object_of, objects_of, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.channels.rest.waiting import server_time
from ausrufer.connectors.x.api import Api, number_in

Post = Mapping[str, Any]

_PATH = "/2/tweets"
_MOST = 100  # posts in one question
_FIELDS = "attachments,conversation_id,created_at,edit_controls,entities,note_post,public_metrics"
_NAMING = ("resource_id", "value")
_ASKED = {"post.fields": _FIELDS, "expansions": "referenced_posts"}


@dataclass(frozen=True, slots=True)
class Told:
    """Posts by the ids asked for, without those that are gone, and the moment by X's clock."""

    posts: Mapping[str, Post]
    at: datetime


def history(post: Post) -> tuple[str, ...]:
    """Return the ids of all versions of a post, oldest first; its own where X tells none."""
    told = post.get("edit_history_post_ids") or post.get("edit_history_tweet_ids")
    ids = [{"id": one} for one in told] if isinstance(told, list) else []
    return tuple(filter(None, map(number_in, ids))) or (number_in(post),)


def moment(found: object, name: str) -> datetime | None:
    """Return a moment X tells in a field; None where it tells none."""
    with suppress(ValueError):
        told = datetime.fromisoformat(text_of(found, name))
        return told if told.tzinfo else told.replace(tzinfo=UTC)
    return None


async def looked_up(api: Api, ids: Iterable[str]) -> Told:
    """Return posts by their ids; one asked for by an older id may come as the newest."""
    wanted = list(dict.fromkeys(ids))[:_MOST]
    if not wanted:
        return Told({}, datetime.now(UTC))
    answer = await api.ask("GET", _PATH, params={**_ASKED, "ids": ",".join(wanted)})
    page = object_of(body_of(answer))
    posts, errors = objects_of(page, "data"), objects_of(page, "errors")
    gone = {text_of(one, name) for one in errors if _is_absent(one) for name in _NAMING}
    exact = {number_in(one): one for one in posts}
    any_version = {number: one for one in posts for number in history(one)}
    found = {number: exact.get(number) or any_version.get(number) for number in wanted}
    # An answer that leaves something out must not be taken for "not there".
    if any(post is None and number not in gone for number, post in found.items()):
        raise api.gibberish(Effect.HARMLESS, _PATH)
    return Told({n: post for n, post in found.items() if post}, server_time(answer.headers))


async def newest(api: Api, ids: Iterable[str]) -> Told:
    """Return what readers see of posts, by ids they have or had."""
    told = await looked_up(api, ids)
    last = {number: history(post)[-1] for number, post in told.posts.items()}
    older = [last[n] for n, post in told.posts.items() if number_in(post) != last[n]]
    if not older:
        return told
    later = (await looked_up(api, older)).posts
    seen = {number_in(post): post for post in (*told.posts.values(), *later.values())}
    return Told({n: seen[one] for n, one in last.items() if one in seen}, told.at)


async def every(api: Api, posts: Collection[Post]) -> Mapping[str, Post]:
    """Return posts and their older versions by their ids, those that X still shows."""
    known = {number_in(post): post for post in posts}
    older = {number for post in posts for number in history(post)} - {*known}
    told = (await looked_up(api, sorted(older))).posts
    return known | {number: post for number, post in told.items() if number_in(post) == number}


def _is_absent(error: object) -> bool:
    return text_of(error, "type").endswith("/resource-not-found")
