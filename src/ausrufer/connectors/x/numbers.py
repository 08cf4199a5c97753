"""What X tells of a thread in numbers."""

from collections.abc import Sequence

from ausrufer.channels.contract import Measured, RemotePart
from ausrufer.channels.rest import Effect, number_of, object_of, objects_of
from ausrufer.connectors.x.api import Api, number_in

_NAMES = {
    "likes": ("like_count",),
    "comments": ("reply_count",),
    "shares": ("repost_count", "quote_count"),
}


async def measured(api: Api, published: Sequence[RemotePart]) -> Measured:
    """Return how often the first part was seen, and likes, replies, shares of all parts."""
    ids = [part.remote_id for part in published]
    if not ids:
        return Measured()
    asked = {"ids": ",".join(ids), "post.fields": "public_metrics"}
    page = object_of(await api.read("GET", "/2/tweets", params=asked))
    if not isinstance(page.get("data"), list) and not isinstance(page.get("errors"), list):
        raise api.gibberish(Effect.HARMLESS, "/2/tweets")
    told = {number_in(one): object_of(one, "public_metrics") for one in objects_of(page, "data")}
    numbers = {
        name: sum(number_of(one, field) or 0 for one in told.values() for field in fields)
        for name, fields in _NAMES.items()
        if any(number_of(one, field) is not None for one in told.values() for field in fields)
    }
    if "comments" in numbers:  # a thread answers itself
        numbers["comments"] = max(numbers["comments"] - (len(told) - 1), 0)
    views = number_of(told.get(ids[0], {}), "impression_count")
    return Measured(numbers | ({} if views is None else {"views": views}))
