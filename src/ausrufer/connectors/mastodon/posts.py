"""Posting, editing and deleting statuses: every request here is one the public can see."""

from collections.abc import Sequence
from typing import Any

from ausrufer.channels.contract import Command, Outgoing, RemotePart
from ausrufer.channels.errors import (
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
)
from ausrufer.connectors.mastodon.api import Api, gibberish, read_object, text_of

_OK, _NOT_FOUND, _GONE = 200, 404, 410
_ABSENT = frozenset({_NOT_FOUND, _GONE})
_DELETED = (
    "Der Beitrag ist auf Mastodon nicht mehr vorhanden und kann dort nicht mehr berichtigt werden."
)
_PREDECESSOR_GONE = (
    "Mastodon hat den Beitrag nicht angenommen: Er oder der Teil davor wurde dort gelöscht, "
    "oder die Adresse der Instanz stimmt nicht."
)


def key_of(command: Command, number: int) -> str:
    """Return the idempotency key of a part: the same at every attempt."""
    return f"{command.key}:{number}" if number else command.key


async def post_rest(
    api: Api, command: Command, parts: Sequence[RemotePart], media: Sequence[str]
) -> list[RemotePart]:
    """Post the parts that follow `parts` and return all; `media` belongs to the first part.

    Raises OutcomeUnclear for every failure after the first post: then something is public, and
    what was taken has to be asked for.
    """
    there = list(parts)
    texts = command.outgoing.parts
    for number in range(len(there), len(texts)):
        try:
            there.append(await _post(api, command, number, there, media))
        except ConnectorFailure as failure:
            if len(there) == len(parts):
                raise
            raise _interrupted(failure, done=len(there), of=len(texts)) from failure
    return there


async def _post(
    api: Api, command: Command, number: int, there: Sequence[RemotePart], media: Sequence[str]
) -> RemotePart:
    body: dict[str, Any] = {
        "status": command.outgoing.parts[number],
        "visibility": "public",
        "language": _language(command.outgoing),
    }
    if there:
        body["in_reply_to_id"] = there[-1].remote_id
    if media and number == 0:
        body["media_ids"] = list(media)
    answer = await api.ask(
        "POST",
        "/api/v1/statuses",
        json=body,
        headers={"Idempotency-Key": key_of(command, number)},
        decisive=True,
        fine=_ABSENT | {_OK},
    )
    if answer.status in _ABSENT:
        raise PermanentFailure(_PREDECESSOR_GONE, for_log=f"POST status: {answer.status}")
    part = remote_part(read_object(answer, decisive=True))
    if part is None:
        raise gibberish(answer, decisive=True)
    return part


async def edit(
    api: Api, outgoing: Outgoing, number: int, part: RemotePart, media: Sequence[str]
) -> RemotePart:
    """Replace text and pictures of one post and return where it is; repeatable."""
    body: dict[str, Any] = {
        "status": outgoing.parts[number],
        "language": _language(outgoing),
        # Pictures that are not named are taken off the post.
        "media_ids": list(media) if number == 0 else [],
    }
    answer = await api.ask(
        "PUT",
        f"/api/v1/statuses/{part.remote_id}",
        json=body,
        decisive=True,
        fine=_ABSENT | {_OK},
    )
    if answer.status in _ABSENT:
        raise PermanentFailure(_DELETED, for_log=f"PUT status: {answer.status}")
    edited = remote_part(read_object(answer, decisive=True))
    if edited is None or edited.remote_id != part.remote_id:
        raise gibberish(answer, decisive=True)
    return edited


async def delete(api: Api, parts: Sequence[RemotePart]) -> None:
    """Delete posts with their pictures, the last first; what is gone already is fine."""
    for part in reversed(parts):
        await api.ask(
            "DELETE",
            f"/api/v1/statuses/{part.remote_id}",
            params={"delete_media": "true"},
            decisive=True,
            fine=_ABSENT | {_OK},
        )


def remote_part(status: dict[str, Any]) -> RemotePart | None:
    """Return where a status is; None where it has no usable id."""
    remote_id = text_of(status, "id")
    if not remote_id.isalnum():  # it becomes part of an address
        return None
    url = text_of(status, "url") or text_of(status, "uri")
    return RemotePart(remote_id, url if url.startswith(("https://", "http://")) else "")


def _language(outgoing: Outgoing) -> str:
    # Instances know languages, not regions or variants.
    return outgoing.language.split("-")[0].lower()


def _interrupted(failure: ConnectorFailure, *, done: int, of: int) -> OutcomeUnclear:
    return OutcomeUnclear(
        f"Von {of} Teilen sind {done} auf Mastodon erschienen, dann riss der Versand ab. "
        f"{failure.for_staff}",
        for_log=f"part {done + 1} of {of}: {failure.for_log}",
    )
