"""What people answer below the account's posts, and answering it."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from ausrufer.channels.contract import Contribution, Heard, RemotePart
from ausrufer.channels.rest import object_of, text_of
from ausrufer.connectors.bluesky.account import Account
from ausrufer.connectors.bluesky.gates import hidden_by
from ausrufer.connectors.bluesky.keys import record_key
from ausrufer.connectors.bluesky.network import Network, View
from ausrufer.connectors.bluesky.records import Place, answer, root_of
from ausrufer.connectors.bluesky.repository import Repository


async def heard(account: Account, network: Network, published: Sequence[RemotePart]) -> Heard:
    """Return what others wrote below a publication; it comes in one piece."""
    if not published:
        return Heard(())
    ours, own = [part.remote_id for part in published], (await account.login()).did
    below = await network.below(ours[0])
    others = [one for one in below.answers if text_of(object_of(one, "author"), "did") != own]
    hidden = set(hidden_by(below.gate))
    return Heard(tuple(_contribution(account, one, ours, hidden) for one in others))


async def reply(
    repository: Repository, network: Network, contribution_id: str, text: str, key: str
) -> RemotePart:
    """Answer once: the record's key is made of `key`, so that a repeat finds its own answer."""
    above = await network.post(contribution_id)
    parent = Place(contribution_id, text_of(above, "cid"))
    root = root_of(object_of(above, "record")) or parent
    record = answer(text, at=datetime.now(UTC), root=root, parent=parent)
    return repository.remote_part(await repository.create(record_key(key, 0), record))


def _contribution(
    account: Account, view: View, ours: Sequence[str], hidden: Collection[str]
) -> Contribution:
    author, record = object_of(view, "author"), object_of(view, "record")
    above = text_of(object_of(object_of(record, "reply"), "parent"), "uri")
    uri, did = text_of(view, "uri"), text_of(author, "did")
    return Contribution(
        remote_id=uri,
        post_id=above if above in ours else ours[0],
        text=text_of(record, "text"),
        author=text_of(author, "handle"),
        author_id=did,
        written_at=_moment(text_of(record, "createdAt")),
        url=account.page_of(did, uri.rpartition("/")[2]),
        answers="" if above in ours else above,
        hidden=uri in hidden,
    )


def _moment(told: str) -> datetime | None:
    with suppress(ValueError):
        moment = datetime.fromisoformat(told)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
