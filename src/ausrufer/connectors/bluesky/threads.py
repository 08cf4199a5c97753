"""Threads: several posts that are one message, each replying to the one before."""

from collections.abc import Sequence
from datetime import datetime

from ausrufer.channels.contract import Command, RemotePart
from ausrufer.channels.errors import ConnectorFailure, OutcomeUnclear, PermanentFailure
from ausrufer.connectors.bluesky.keys import record_key
from ausrufer.connectors.bluesky.records import Blob, Place, begun_at, post
from ausrufer.connectors.bluesky.repository import Found, Repository

_DELETED = (
    "Der Beitrag wurde auf Bluesky inzwischen gelöscht und kann dort nicht mehr fortgesetzt oder "
    "berichtigt werden."
)


async def publish(repository: Repository, command: Command) -> tuple[RemotePart, ...]:
    """Write the parts that are not `already` there and return where all are.

    Raises OutcomeUnclear for what fails after the first part: then something is public, and what
    was taken has to be asked for.
    """
    there = [found.place for found in await _standing(repository, command.already)]
    if len(there) < len(command.already):
        raise PermanentFailure(_DELETED, for_log=f"part {len(there) + 1} is gone")
    pictures = () if there else command.outgoing.pictures
    blobs = await repository.upload(pictures)
    await _write_rest(repository, command, begun_at(command), blobs, there)
    return _remote_parts(repository, there)


async def find(repository: Repository, command: Command) -> tuple[RemotePart, ...]:
    """Return the leading parts that are there; each can only be under its own key."""
    there: list[Place] = []
    for number in range(len(command.outgoing.parts)):
        found = await repository.find(record_key(command.key, number))
        if found is None:
            break
        there.append(found.place)
    return _remote_parts(repository, there)


async def find_added(
    repository: Repository, command: Command, published: Sequence[RemotePart]
) -> tuple[RemotePart, ...]:
    """Return `published` and the parts that are there under the command's own keys.

    Where a part was gone the command went on under its keys from there: each is asked for.
    """
    known = {repository.key_of(part) for part in published}
    keys = [record_key(command.key, number) for number in range(len(command.outgoing.parts))]
    found = [await repository.find(key) for key in keys if key not in known]
    return (*published, *(repository.remote_part(one.place) for one in found if one))


async def amend(
    repository: Repository, command: Command, published: Sequence[RemotePart]
) -> tuple[RemotePart, ...]:
    """Make the thread say what it shall say now, under the address and time of its beginning.

    Ends the same however often it is repeated: what is right already is left alone. Behind a part
    that is gone everything is posted anew.
    """
    outgoing = command.outgoing
    kept = await _standing(repository, published[: len(outgoing.parts)])
    if published and not kept:
        raise PermanentFailure(_DELETED, for_log=f"{published[0].remote_id} is gone")
    began = _began(kept[0]) if kept else begun_at(command)
    blobs = await repository.upload(outgoing.pictures)
    there: list[Place] = []
    for number, old in enumerate(kept):
        record = post(outgoing, number, begun_at=began, blobs=blobs, above=there)
        same = old.record == record
        there.append(old.place if same else await repository.replace(old.place.key, record))
    await _write_rest(repository, command, began, blobs, there)
    right = {place.key for place in there}
    for key in map(repository.key_of, reversed(published)):
        if key not in right:
            await repository.delete(key)
    return _remote_parts(repository, there)


async def _write_rest(
    repository: Repository,
    command: Command,
    began: datetime,
    blobs: Sequence[Blob],
    there: list[Place],
) -> None:
    """Write the parts that are missing, adding each to `there` at once."""
    before, whole = len(there), len(command.outgoing.parts)
    for number in range(before, whole):
        try:
            there.append(await _write(repository, command, began, blobs, there))
        except ConnectorFailure as failure:
            if number == before:
                raise
            raise _interrupted(failure, done=number, of=whole) from failure


async def _write(
    repository: Repository,
    command: Command,
    began: datetime,
    blobs: Sequence[Blob],
    above: Sequence[Place],
) -> Place:
    number = len(above)
    record = post(command.outgoing, number, begun_at=began, blobs=blobs, above=above)
    return await repository.create(record_key(command.key, number), record)


async def _standing(repository: Repository, parts: Sequence[RemotePart]) -> list[Found]:
    """Return the records of the leading parts that are there."""
    there: list[Found] = []
    for part in parts:
        found = await repository.find(repository.key_of(part))
        if found is None:
            break
        there.append(found)
    return there


def _began(first: Found) -> datetime:
    try:
        return datetime.fromisoformat(str(first.record.get("createdAt")))
    except ValueError:
        raise PermanentFailure(_DELETED, for_log=f"{first.place.uri} has no time") from None


def _remote_parts(repository: Repository, places: Sequence[Place]) -> tuple[RemotePart, ...]:
    return tuple(repository.remote_part(place) for place in places)


def _interrupted(failure: ConnectorFailure, *, done: int, of: int) -> OutcomeUnclear:
    return OutcomeUnclear(
        f"Von {of} Teilen sind {done} auf Bluesky erschienen, dann riss der Versand ab. "
        f"{failure.for_staff}",
        for_log=f"part {done + 1} of {of}: {failure.for_log}",
    )
