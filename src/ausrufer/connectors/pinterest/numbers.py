"""What Pinterest tells of a pin in numbers."""

from collections.abc import Sequence

from ausrufer.channels.contract import Measured, RemotePart
from ausrufer.channels.rest import number_of, object_of
from ausrufer.connectors.pinterest.api import Api

_NAMES = {
    "views": "impression",
    "clicks": "clickthrough",
    "likes": "reaction",
    "comments": "comment",
    "saves": "save",
}


async def measured(api: Api, published: Sequence[RemotePart]) -> Measured:
    """Return the numbers of a pin's whole life."""
    if not published:
        return Measured()
    number = published[0].remote_id.partition(":")[0]
    pin = await api.read("GET", f"/pins/{number}", params={"pin_metrics": "true"})
    told = object_of(object_of(pin, "pin_metrics"), "lifetime_metrics")
    found = {name: number_of(told, field) for name, field in _NAMES.items()}
    return Measured({name: value for name, value in found.items() if value is not None})
