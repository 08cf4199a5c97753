"""Posts of the room: a message with the words, and one for each picture.

A transaction id is taken only once by the server, however often it is sent, for a day at least
(https://spec.matrix.org/v1.15/client-server-api/#transaction-identifiers). What is older is looked
for before anything is sent.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from ausrufer.channels.contract import Command, Outgoing, Picture, RemotePart
from ausrufer.channels.errors import ConnectorFailure, OutcomeUnclear, PermanentFailure
from ausrufer.channels.rest import Effect
from ausrufer.connectors.matrix_room import events
from ausrufer.connectors.matrix_room.api import Api, quoted
from ausrufer.connectors.matrix_room.search import edits_of, still_there, there

_REMEMBERED = timedelta(hours=12)  # Synapse forgets after 24
_UPLOAD = "/_matrix/media/v3/upload"
_HALF = "Der Text steht im Matrix-Raum, ein Bild noch nicht: Der Versand riss ab. {}"
_GONE = (
    "Der Beitrag ist im Matrix-Raum nicht mehr vorhanden und kann dort nicht mehr berichtigt "
    "werden."
)


async def post(api: Api, command: Command) -> RemotePart:
    """Send what is not there yet; raises the failures."""
    outgoing = command.outgoing
    marks = events.marks(command.key, len(outgoing.pictures))
    known = await _known(api, command)
    prepared = await _prepared(api, outgoing, marks)
    sent: list[str] = []
    for mark, event in zip(marks, prepared, strict=True):
        try:
            sent.append(known.get(mark) or await _send(api, mark, event))
        except ConnectorFailure as failure:
            if not sent:
                raise
            # The words are there: only a look at the room decides what is still to be sent.
            said = _HALF.format(failure.for_staff)
            raise OutcomeUnclear(said, for_log=failure.for_log) from None
    return await part_of(api, sent)


async def edit(api: Api, command: Command, part: RemotePart) -> RemotePart:
    """Replace words and pictures of a post in place; ends the same when repeated.

    What was redacted shows no replacement: it is sent anew, under a mark nothing is replaced with.
    """
    before, outgoing = ids_of(part), command.outgoing
    standing = await still_there(api, before)
    if standing[:1] != before[:1]:
        raise PermanentFailure(_GONE, for_log="the words are gone")
    all_marks = events.marks(command.key, len(before) + len(outgoing.pictures))
    own = dict(zip(before, all_marks, strict=False))
    marks = [*(own[event_id] for event_id in standing), *all_marks[len(before) :]]
    kept = []
    for number, event in enumerate(await _prepared(api, outgoing, marks)):
        if number < len(standing):
            replacing = events.in_place_of(event, standing[number])
            await _send(api, marks[number], replacing, effect=Effect.HARMLESS)
            kept.append(standing[number])
        else:
            kept.append(await _send(api, marks[number], event))
    for surplus in (event_id for event_id in before if event_id not in kept):
        await _take_back(api, surplus)
    return await part_of(api, kept)


async def delete(api: Api, parts: Sequence[RemotePart]) -> None:
    """Redact every event of the posts, pictures first."""
    for part in parts:
        for event_id in reversed(ids_of(part)):
            await _take_back(api, event_id)


async def part_of(api: Api, event_ids: Sequence[str]) -> RemotePart:
    """Return where a post is; its id names all its events, the words first."""
    room = await api.room()
    address = f"https://matrix.to/#/{quoted(room)}/{quoted(event_ids[0])}"
    return RemotePart(" ".join(event_ids), address)


def ids_of(part: RemotePart) -> list[str]:
    """Return the events of a post."""
    return part.remote_id.split(" ")


async def _known(api: Api, command: Command) -> Mapping[str, str]:
    begun = command.first_attempt_at
    if begun is None or datetime.now(UTC) - begun < _REMEMBERED:
        return {}
    return await there(api, command.key, begun)


async def _prepared(api: Api, outgoing: Outgoing, marks: Sequence[str]) -> list[events.Event]:
    addresses = [await _uploaded(api, picture) for picture in outgoing.pictures]
    shown = zip(outgoing.pictures, addresses, marks[1:], strict=False)
    return [
        events.of_text(outgoing, marks[0]),
        *(events.of_picture(picture, address, mark) for picture, address, mark in shown),
    ]


async def _uploaded(api: Api, picture: Picture) -> str:
    answer = await api.ask(
        "POST",
        _UPLOAD,
        params={"filename": events.file_name(picture)},
        headers={"Content-Type": picture.media_type},
        content=picture.content,
    )
    return api.text_in(api.object_in(answer), "content_uri")


async def _send(
    api: Api, mark: str, event: events.Event, *, effect: Effect = Effect.PUBLISHES
) -> str:
    path = f"/send/m.room.message/{quoted(mark)}"
    answer = await api.in_room("PUT", path, effect=effect, json=event)
    return api.text_in(answer, "event_id", effect=effect)


async def _take_back(api: Api, event_id: str) -> None:
    """Redact an event and everything that replaced it: each holds words of its own."""
    for edit_id in await edits_of(api, event_id):
        await _redact(api, edit_id)
    await _redact(api, event_id)


async def _redact(api: Api, event_id: str) -> None:
    path = f"/redact/{quoted(event_id)}/{events.taking_back(event_id)}"
    await api.in_room("PUT", path, json={})
