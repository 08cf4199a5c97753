"""Reading the own posts back: the only way to know what is there, for X takes no key."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.channels.contract import Command, RemotePart
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.rest import Effect, number_of, object_of, objects_of, text_of
from ausrufer.connectors.x.account import own_account
from ausrufer.connectors.x.api import Api, number_in
from ausrufer.connectors.x.texts import essence_of_post, essence_of_text

Post = Mapping[str, Any]

_MARGIN = timedelta(minutes=1)
_MOST_PAGES = 10
_ASKED = {
    "max_results": "100",
    "post.fields": "created_at,entities,note_post",
    "expansions": "referenced_posts",
}
_TWINS = (
    "Auf X stehen mehrere gleichlautende Beiträge; welcher zu dieser Auslieferung gehört, ist "
    "nicht zu erkennen. Bitte sehen Sie dort nach."
)
_CHANGED = (
    "Auf X wurde seit dem Versand ein Beitrag von Hand geändert; ob es dieser war, ist nicht zu "
    "erkennen. Bitte sehen Sie dort nach."
)
_TOO_MANY = (
    "Das Konto hat seit dem Versand zu viele Beiträge veröffentlicht, um diesen sicher zu finden. "
    "Bitte sehen Sie auf X nach."
)


async def find_parts(api: Api, texts: Sequence[str], since: datetime) -> list[RemotePart]:
    """Return the leading parts of a thread that are there; raises where that is not certain."""
    posts = await own_posts(api, since)
    parts: list[RemotePart] = []
    for text in texts:
        found = _one(posts, text, parts[-1].remote_id if parts else "")
        if found is None:
            break
        parts.append(api.part(found))
    return parts


async def find_answer(api: Api, to: str, text: str, since: datetime) -> RemotePart | None:
    """Return our own answer to the post `to` with that text, should it be there."""
    found = _one(await own_posts(api, since), text, to)
    return api.part(found) if found else None


async def own_posts(api: Api, since: datetime) -> list[Post]:
    """Return the account's posts from `since` on, by our clock; newest first."""
    account, lag = await own_account(api)
    start = (since - _MARGIN + lag).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    path = f"/2/users/{number_in(account)}/tweets"
    asked, found = {**_ASKED, "start_time": start}, list[Post]()
    for _ in range(_MOST_PAGES):
        page = await api.read("GET", path, params=asked)
        posts, meta = objects_of(page, "data"), object_of(page, "meta")
        # An answer that leaves something out must not be taken for "not there".
        if number_of(meta, "result_count") != len(posts):
            raise api.gibberish(Effect.HARMLESS, path)
        found += posts
        more = text_of(meta, "next_token")
        if not more:
            return found
        asked = {**asked, "pagination_token": more}
    raise OutcomeUnclear(_TOO_MANY, for_log=f"more than {_MOST_PAGES} pages of posts")


def since_attempt(command: Command) -> datetime:
    """Return from when on a post may be there."""
    return command.first_attempt_at or datetime.now(UTC) - timedelta(hours=1)


def above(post: Post) -> str:
    """Return the id of the post another one answers; empty where it answers none."""
    references = objects_of(post, "referenced_posts") or objects_of(post, "referenced_tweets")
    answered = (number_in(one) for one in references if text_of(one, "type") == "replied_to")
    return next(answered, "")


def _one(posts: Sequence[Post], text: str, over: str) -> str | None:
    here = [post for post in posts if above(post) == over]
    same = [post for post in here if essence_of_post(post) == essence_of_text(text)]
    if len(same) > 1:
        raise OutcomeUnclear(_TWINS, for_log=f"{len(same)} equal posts")
    if same:
        return number_in(same[0]) or None
    if any(_edited(post) for post in here):
        raise OutcomeUnclear(_CHANGED, for_log="an edited post may be ours")
    return None


def _edited(post: Post) -> bool:
    versions = post.get("edit_history_post_ids") or post.get("edit_history_tweet_ids")
    return isinstance(versions, list) and len(versions) > 1
