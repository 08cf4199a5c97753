"""Hiding answers below the account's own threads: a list that stands beside the thread.

A threadgate is a record of ours with the key of the thread's first post. Apps fold away what its
list names; nobody's words are deleted (lexicon app.bsky.feed.threadgate).
"""

from datetime import UTC, datetime

from ausrufer.channels.contract import RemotePart
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.rest import object_of
from ausrufer.connectors.bluesky.network import Network
from ausrufer.connectors.bluesky.records import Record, moment, root_of
from ausrufer.connectors.bluesky.repository import Repository

COLLECTION = "app.bsky.feed.threadgate"
_MOST = 300
_NOT_BELOW = "Dieser Beitrag ist keine Antwort auf Bluesky und lässt sich nicht verbergen."
_FULL = (
    "Unter diesem Beitrag sind auf Bluesky schon 300 Antworten verborgen; mehr lässt das Netz "
    "nicht zu."
)


async def hide(
    repository: Repository, network: Network, contribution_id: str, *, hidden: bool
) -> None:
    """Hide an answer below a thread of ours or show it again; ends the same when repeated."""
    root = root_of(object_of(await network.post(contribution_id), "record"))
    if root is None:
        raise PermanentFailure(_NOT_BELOW, for_log=f"{contribution_id} answers nothing")
    key = repository.key_of(RemotePart(root.uri))
    found = await repository.find(key, COLLECTION)
    gate: Record = found.record if found else {}
    before = hidden_by(gate)
    after = [*(one for one in before if one != contribution_id), *([contribution_id] * hidden)]
    if (contribution_id in before) == hidden:
        return
    if len(after) > _MOST:
        raise PermanentFailure(_FULL, for_log=f"{len(before)} hidden replies")
    fresh = {"$type": COLLECTION, "post": root.uri, "createdAt": moment(datetime.now(UTC))}
    await repository.write(key, COLLECTION, {**fresh, **gate, "hiddenReplies": after}, over=found)


def hidden_by(gate: object) -> list[str]:
    """Return the answers a threadgate hides."""
    told = object_of(gate).get("hiddenReplies")
    return [one for one in told if isinstance(one, str)] if isinstance(told, list) else []
