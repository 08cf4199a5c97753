"""Reading the own posts back: the only way to know what is there, for Reddit takes no key."""

import html
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from ausrufer.channels.contract import Outgoing, RemotePart
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.rest import Effect, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.channels.rest.waiting import server_time
from ausrufer.connectors.reddit.account import own_name
from ausrufer.connectors.reddit.api import Api
from ausrufer.connectors.reddit.posts import only_link, text_of_post, title_of
from ausrufer.connectors.reddit.things import (
    Thing,
    after,
    children,
    created,
    essence,
    is_listing,
    part_of,
    post_name,
)
from ausrufer.foundation.http import Answer

_MARGIN = timedelta(minutes=1)
_MOST_PAGES = 10  # Reddit lists a thousand posts at most
_TWINS = (
    "Auf Reddit stehen mehrere gleichlautende Beiträge; welcher zu dieser Auslieferung gehört, "
    "ist nicht zu erkennen. Bitte sehen Sie dort nach."
)
_OTHERWISE = (
    "Auf Reddit steht seit dem Versand ein Beitrag mit dieser Überschrift, aber mit anderem "
    "Inhalt; ob es dieser ist, ist nicht zu erkennen. Bitte sehen Sie dort nach."
)
_TOO_MANY = (
    "Das Konto hat seit dem Versand zu viele Beiträge veröffentlicht, um diesen sicher zu finden. "
    "Bitte sehen Sie auf Reddit nach."
)


async def find(api: Api, outgoing: Outgoing, since: datetime) -> RemotePart | None:
    """Return the post of a message, should it be there; raises where that is not certain."""
    posts = await _posts_since(api, since)
    here = [post for post in posts if _is_titled(api, post, outgoing)]
    same = [post for post in here if _says(post, outgoing)]
    if len(same) > 1:
        raise OutcomeUnclear(_TWINS, for_log=f"{len(same)} equal posts")
    if here and not same:  # changed by hand, or "[removed]" by a moderator
        raise OutcomeUnclear(_OTHERWISE, for_log="a post with our title may be ours")
    return part_of(post_name(same[0])) if same else None


async def _posts_since(api: Api, since: datetime) -> list[Thing]:
    """Return the account's posts from `since` on, by our clock; newest first."""
    path, found = f"/user/{await own_name(api)}/submitted/", list[Thing]()
    asked = {"sort": "new", "limit": "100"}
    for _ in range(_MOST_PAGES):
        answer = await api.look(path, **asked)
        page = body_of(answer)
        if not is_listing(page):
            raise api.gibberish(Effect.HARMLESS, path)
        posts, start = children(page, "t3"), _start(since, answer)
        moments = [created(post) for post in posts]
        if None in moments or not all(post_name(post) for post in posts):
            raise api.gibberish(Effect.HARMLESS, path)
        recent = [post for post, at in zip(posts, moments, strict=True) if at and at >= start]
        found += recent
        if len(recent) < len(posts) or not after(page):
            return found
        asked = {**asked, "after": after(page)}
    raise OutcomeUnclear(_TOO_MANY, for_log=f"more than {_MOST_PAGES} pages of posts")


def _start(since: datetime, answer: Answer) -> datetime:
    # Reddit dates by its own clock: where that is slow, look back further, never less far.
    return since - _MARGIN + min(server_time(answer.headers) - datetime.now(UTC), timedelta())


def _is_titled(api: Api, post: Thing, outgoing: Outgoing) -> bool:
    same_place = text_of(post, "subreddit").lower() == api.community.lower()
    same_title = essence(text_of(post, "title")) == essence(title_of(outgoing))
    return same_place and same_title


def _says(post: Thing, outgoing: Outgoing) -> bool:
    link = only_link(outgoing)
    if link:
        return post.get("is_self") is not True and _place(text_of(post, "url")) == _place(link)
    return essence(text_of(post, "selftext")) == essence(text_of_post(outgoing))


def _place(address: str) -> tuple[str, ...]:
    """Return what is left of an address however Reddit writes it."""
    with suppress(ValueError):
        told = urlsplit(html.unescape(address.strip()))
        return told.netloc.lower().removeprefix("www."), told.path.rstrip("/"), told.query
    return (address,)
