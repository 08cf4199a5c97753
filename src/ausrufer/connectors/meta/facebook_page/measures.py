"""What Facebook tells of a post in numbers."""

from collections.abc import Sequence

from ausrufer.channels.contract import Measured, RemotePart
from ausrufer.channels.rest import number_of, object_of
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
    found = await page.graph.get(f"/{post}/insights", metric=",".join(_METRICS))
    counted = await page.graph.get(f"/{post}", fields="shares,comments.limit(0).summary(true)")
    told = {
        "shares": number_of(object_of(counted, "shares"), "count"),
        "comments": number_of(object_of(object_of(counted, "comments"), "summary"), "total_count"),
    }
    known = {name: value for name, value in told.items() if value is not None}
    return Measured(numbers_of(found, _METRICS) | known)
