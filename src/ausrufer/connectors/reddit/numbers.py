"""What Reddit tells of a post in numbers."""

from collections.abc import Sequence

from ausrufer.channels.contract import Measured, RemotePart
from ausrufer.channels.rest import Effect, number_of
from ausrufer.connectors.reddit.api import Api
from ausrufer.connectors.reddit.things import children, is_listing

_NAMES = {"likes": "score", "comments": "num_comments"}
_INFO = "/api/info/"


async def measured(api: Api, published: Sequence[RemotePart]) -> Measured:
    """Return the votes for a post, less those against it, and its comments."""
    if not published:
        return Measured()
    page = await api.read(_INFO, id=published[0].remote_id)
    if not is_listing(page):
        raise api.gibberish(Effect.HARMLESS, _INFO)
    posts = children(page, "t3")
    found = {name: number_of(posts[0], field) for name, field in _NAMES.items() if posts}
    return Measured({name: value for name, value in found.items() if value is not None})
