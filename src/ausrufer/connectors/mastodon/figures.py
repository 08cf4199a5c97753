"""What an instance tells of a post's reach: favourites, boosts, replies."""

from ausrufer.channels.contract import Measured, RemotePart
from ausrufer.channels.rest import number_of
from ausrufer.connectors.mastodon.api import Api, read_object

_NAMES = {
    "favourites_count": "likes",
    "reblogs_count": "shares",
    "replies_count": "replies",
    "quotes_count": "quotes",
}


async def of(api: Api, part: RemotePart) -> Measured:
    """Return the numbers of one post by the house's names; raises the failures."""
    status = read_object(await api.ask("GET", f"/api/v1/statuses/{part.remote_id}"))
    told = {name: number_of(status, field) for field, name in _NAMES.items()}
    return Measured({name: number for name, number in told.items() if number is not None})
