"""What Facebook tells of a post in numbers."""

from collections.abc import Sequence

from ausrufer.channels.contract import Measured, RemotePart
from ausrufer.channels.rest import number_of, object_of
from ausrufer.connectors.meta.facebook_page.films import is_film
from ausrufer.connectors.meta.facebook_page.page import Page
from ausrufer.connectors.meta.numbers import numbers_of

_METRICS = {
    "post_total_media_view_unique": "reach",
    "post_clicks": "clicks",
    "post_reactions_by_type_total": "likes",  # every kind of reaction
}


async def measured(page: Page, published: Sequence[RemotePart]) -> Measured:
    """Return reach, clicks, reactions, comments and shares of a post."""
    if not published:
        return Measured()
    post = published[0].remote_id
    if is_film(published[0]):
        told = await page.graph.get(f"/{post}", fields="views,comments.limit(0).summary(true)")
        return Measured(_known({"views": number_of(told, "views"), "comments": _comments(told)}))
    found = await page.graph.get(f"/{post}/insights", metric=",".join(_METRICS))
    counted = await page.graph.get(f"/{post}", fields="shares,comments.limit(0).summary(true)")
    shares = number_of(object_of(counted, "shares"), "count")
    known = _known({"shares": shares, "comments": _comments(counted)})
    return Measured(numbers_of(found, _METRICS) | known)


def _comments(counted: object) -> int | None:
    return number_of(object_of(object_of(counted, "comments"), "summary"), "total_count")


def _known(told: dict[str, int | None]) -> dict[str, int]:
    return {name: value for name, value in told.items() if value is not None}
