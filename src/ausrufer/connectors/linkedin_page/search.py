"""Asking LinkedIn what is there: the page's own posts since the first attempt."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ausrufer.channels.contract import Command, RemotePart
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.rest import Effect, object_of, objects_of, text_of
from ausrufer.connectors.linkedin_page.api import Api
from ausrufer.connectors.linkedin_page.posts import (
    MARGIN,
    URN,
    alike,
    begins,
    created,
    part_of,
    says,
)

_PAGE, _MOST_PAGES = 50, 10
_TWINS = (
    "Auf LinkedIn stehen mehrere gleichlautende Beiträge; welcher zu dieser Auslieferung gehört, "
    "ist nicht zu erkennen. Bitte sehen Sie dort nach."
)
_CUT = (
    "Auf LinkedIn steht ein Beitrag, der so beginnt wie dieser, aber früher endet. Ob LinkedIn ihn "
    "gekürzt hat oder ob es ein anderer ist, ist nicht zu erkennen. Bitte sehen Sie dort nach."
)
_OTHERWISE = (
    "Auf LinkedIn steht seit dem Versand ein Beitrag, der so beginnt wie dieser, aber anders "
    "weitergeht. Ob es dieser ist, ist nicht zu erkennen. Bitte sehen Sie dort nach."
)
_TOO_MANY = (
    "Die Seite hat seit dem Versand zu viele Beiträge veröffentlicht, um diesen sicher zu finden. "
    "Bitte sehen Sie auf LinkedIn nach."
)


async def find(api: Api, command: Command, first_attempt_at: datetime) -> RemotePart | None:
    """Return the post of a message; raises where that is not certain."""
    posts = await _posts_since(api, first_attempt_at - MARGIN)
    same = [text_of(one, "id") for one in posts if says(one, command.outgoing)]
    if len(same) > 1:
        raise OutcomeUnclear(_TWINS, for_log=f"{len(same)} equal posts")
    if not same and any(begins(one, command.outgoing) for one in posts):
        raise OutcomeUnclear(_CUT, for_log="a post that begins like ours")
    if not same and any(alike(one, command.outgoing) for one in posts):
        raise OutcomeUnclear(_OTHERWISE, for_log="a post that goes on otherwise")
    return part_of(same[0]) if same else None


async def _posts_since(api: Api, since: datetime) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for page in range(_MOST_PAGES):
        params = {
            "q": "author",
            "author": api.organisation,
            "sortBy": "CREATED",
            "start": str(page * _PAGE),
            "count": str(_PAGE),
        }
        told = await api.read("/posts", params)
        if not isinstance(told, dict) or not isinstance(told.get("elements"), list):
            raise api.gibberish(Effect.HARMLESS, "GET /posts: no elements")
        posts = objects_of(told, "elements")
        if len(posts) != len(told["elements"]):
            raise api.gibberish(Effect.HARMLESS, "GET /posts: elements that are no posts")
        # a post that is overlooked is sent twice: where LinkedIn's clock is slow, look back further
        recent = [one for one in posts if _is_since(api, one, since + api.behind)]
        found += recent
        if len(recent) < len(posts) or (len(posts) < _PAGE and not _goes_on(told)):
            return found
    raise OutcomeUnclear(_TOO_MANY, for_log=f"more than {_MOST_PAGES} pages of posts")


def _goes_on(told: object) -> bool:
    links = objects_of(object_of(told, "paging"), "links")
    return any(text_of(link, "rel") == "next" for link in links)


def _is_since(api: Api, post: Mapping[str, Any], since: datetime) -> bool:
    moment = created(post)
    if moment is None or not URN.fullmatch(text_of(post, "id")):
        raise api.gibberish(Effect.HARMLESS, "GET /posts: a post without id or date")
    return moment >= since
