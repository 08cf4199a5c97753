"""What X tells of a thread in numbers."""

from collections.abc import Iterable, Sequence

from ausrufer.channels.contract import Measured, RemotePart
from ausrufer.channels.rest import number_of, object_of
from ausrufer.connectors.x.api import Api
from ausrufer.connectors.x.versions import Post, every, history, newest

_NAMES = {
    "likes": ("like_count",),
    "comments": ("reply_count",),
    "shares": ("repost_count", "quote_count"),
}


async def measured(api: Api, published: Sequence[RemotePart]) -> Measured:
    """Return how often the first part was seen, and likes, replies, shares of all."""
    parts = (await newest(api, [part.remote_id for part in published])).posts
    # each version counts what readers did while they saw it
    told = await every(api, list(parts.values()))
    numbers = {name: _sum(told.values(), fields) for name, fields in _NAMES.items()}
    if numbers["comments"] is not None:  # a thread answers itself
        numbers["comments"] = max(numbers["comments"] - (len(parts) - 1), 0)
    first = parts.get(published[0].remote_id) if published else None
    seen = [told[one] for one in history(first) if one in told] if first else []
    numbers["views"] = _sum(seen, ("impression_count",))
    return Measured({name: number for name, number in numbers.items() if number is not None})


def _sum(posts: Iterable[Post], fields: Sequence[str]) -> int | None:
    """Return the sum of what is told; None where nothing is."""
    metrics = [object_of(post, "public_metrics") for post in posts]
    told = [number_of(one, field) for one in metrics for field in fields]
    numbers = [number for number in told if number is not None]
    return sum(numbers) if numbers else None
