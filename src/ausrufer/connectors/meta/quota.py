"""How many posts an account has left: Meta counts them over a day and tells on request."""

from datetime import timedelta

from ausrufer.channels.errors import TemporaryFailure
from ausrufer.channels.rest import number_of, object_of, objects_of
from ausrufer.connectors.meta.graph import Graph

_AGAIN = timedelta(hours=1)


async def room_left(graph: Graph, path: str) -> None:
    """Return where a post is left today; raises TemporaryFailure where none is."""
    found = await graph.get(path, fields="quota_usage,config")
    quota = next(iter(objects_of(found, "data")), {})
    used = number_of(quota, "quota_usage")
    total = number_of(object_of(quota, "config"), "quota_total")
    if used is not None and total is not None and used >= total:
        said = f"Bei {graph.name} sind die {total} Beiträge dieses Tages ausgeschöpft."
        raise TemporaryFailure(said, for_log=f"quota {used}/{total}", retry_after=_AGAIN)
