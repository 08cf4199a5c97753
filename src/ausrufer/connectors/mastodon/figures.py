"""What an instance tells of a post's reach: favourites, boosts, replies."""

from collections.abc import Sequence

from ausrufer.channels.contract import Measured, RemotePart
from ausrufer.channels.rest import number_of
from ausrufer.connectors.mastodon.api import Api, read_object

_NAMES = {
    "favourites_count": "likes",
    "reblogs_count": "shares",
    "replies_count": "replies",
    "quotes_count": "quotes",
}


async def of(api: Api, published: Sequence[RemotePart]) -> Measured:
    """Return the numbers of a thread's first post by the house's names; raises the failures."""
    status = read_object(await api.ask("GET", f"/api/v1/statuses/{published[0].remote_id}"))
    told = {name: number_of(status, field) for field, name in _NAMES.items()}
    numbers = {name: number for name, number in told.items() if number is not None}
    if len(published) > 1 and "replies" in numbers:  # a thread answers itself
        numbers["replies"] = max(numbers["replies"] - 1, 0)
    return Measured(numbers)
