"""Reading the own posts back: the only way to know what is there, for X takes no key."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from ausrufer.channels.contract import Command, RemotePart
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.rest import Effect, number_of, object_of, objects_of, text_of
from ausrufer.connectors.x import versions
from ausrufer.connectors.x.account import own_account
from ausrufer.connectors.x.api import Api, number_in
from ausrufer.connectors.x.texts import says
from ausrufer.connectors.x.versions import Post, history

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


async def find_parts(
    api: Api, texts: Sequence[str], since: datetime, there: Sequence[RemotePart] = ()
) -> list[RemotePart]:
    """Return the leading parts of a thread that are there; raises where that is not certain.

    Of `there` that is known already: what is looked for hangs below.
    """
    found = await _following(api, texts[len(there) :], since, there)
    if any(not says(post, text) for post, text in zip(found, texts[len(there) :], strict=False)):
        raise OutcomeUnclear(_CHANGED, for_log="an edited post is ours")
    return [*there, *(api.part(number_in(post)) for post in found)]


async def find_added(
    api: Api, texts: Sequence[str], since: datetime, there: Sequence[RemotePart]
) -> list[RemotePart]:
    """Return `there` and what follows of a thread, also where it was reworded since."""
    found = await _following(api, texts[len(there) :], since, there)
    return [*there, *(api.part(number_in(post)) for post in found)]


async def find_answer(api: Api, to: str, text: str, since: datetime) -> RemotePart | None:
    """Return our own answer to the post `to` with that text, should it be there."""
    found = await _one(api, await own_posts(api, since), text, {to})
    return api.part(number_in(found)) if found else None


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


async def _following(
    api: Api, texts: Sequence[str], since: datetime, there: Sequence[RemotePart]
) -> list[Post]:
    """Return the posts with these texts, each below the one before, the first below `there`."""
    found: list[Post] = []
    if not texts:
        return found
    over = await _versions_of(api, there[-1]) if there else ("",)
    posts = await own_posts(api, since)
    for text in texts:
        post = await _one(api, posts, text, over)
        if post is None:
            break
        found.append(post)
        over = history(post)
    return found


async def _versions_of(api: Api, part: RemotePart) -> Collection[str]:
    """Return all ids a part has, or had: an answer keeps the one it was written to."""
    told = (await versions.looked_up(api, [part.remote_id])).posts
    return {number for post in told.values() for number in history(post)}


async def _one(api: Api, posts: Sequence[Post], text: str, over: Collection[str]) -> Post | None:
    here = [post for post in posts if number_in(post) and above(post) in over]
    same = [post for post in here if says(post, text)]
    if len(same) > 1:
        raise OutcomeUnclear(_TWINS, for_log=f"{len(same)} equal posts")
    return same[0] if same else await _once(api, here, text)


async def _once(api: Api, posts: Sequence[Post], text: str) -> Post | None:
    """Return the post that had this text before it was edited."""
    edited = [post for post in posts if len(history(post)) > 1]
    known = await versions.every(api, edited)
    for post in edited:
        older = [known.get(number) for number in history(post)[:-1]]
        if None in older:  # it may have been this one
            raise OutcomeUnclear(_CHANGED, for_log="an edited post may be ours")
        if any(one is not None and says(one, text) for one in older):
            return post
    return None
