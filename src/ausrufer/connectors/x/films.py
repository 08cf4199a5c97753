"""Bringing a film to X in pieces, to be continued at the next attempt; nothing of it is public."""

import asyncio
import base64
from datetime import timedelta
from pathlib import Path

from ausrufer.channels.contract import Film
from ausrufer.channels.errors import NotReadyYet, PermanentFailure, TemporaryFailure
from ausrufer.channels.rest import Effect, object_of
from ausrufer.connectors.x.api import Api, number_in
from ausrufer.connectors.x.media import be_ready, describe, state_of

PIECE = 1_000_000  # bytes, before they become Base64; X takes at most 1000 pieces of 5 MB
SECONDS = 50.0  # for all pieces of one attempt; shorter than the connector's deadline
_DONE = "done"
_NO_FILE = (
    "Die Datei des Films ist nicht mehr zu lesen. Bitte fügen Sie den Film noch einmal hinzu."
)
_SLOW = (
    "Der Film ist noch nicht ganz bei X angekommen; das Hochladen wird gleich fortgesetzt. "
    "Veröffentlicht ist noch nichts."
)
_AGAIN = "X kennt den begonnenen Film nicht mehr; er wird noch einmal hochgeladen."


async def bring(api: Api, key: str, film: Film) -> str:
    """Return the id of a film that is there and processed; raises the failures.

    How far it came is remembered for the next attempt; a lost memory costs one upload.
    """
    place = f"x-media:{key}:film"
    media_id, _, at = api.session.get(place, "").partition(":")
    try:
        if not media_id:
            media_id, at = await _begin(api, film), "0"
        if at != _DONE:
            await _send(api, film, place, media_id, int(at))
            state = await api.read("POST", f"/2/media/upload/{media_id}/finalize")
            api.session[place] = f"{media_id}:{_DONE}"
        else:
            state = await state_of(api, media_id)
    except PermanentFailure as refused:
        if api.session.pop(place, None) is None or not media_id:
            raise
        raise TemporaryFailure(_AGAIN, for_log=refused.for_log) from None
    be_ready(api, place, object_of(object_of(state, "data"), "processing_info"))
    await describe(api, media_id, film.alt_text)
    return media_id


async def _begin(api: Api, film: Film) -> str:
    told = {"media_type": film.media_type, "media_category": "tweet_video"}
    size = _size(film.path)
    made = await api.read("POST", "/2/media/upload/initialize", json={**told, "total_bytes": size})
    media_id = number_in(object_of(made, "data"))
    if not media_id:
        raise api.gibberish(Effect.HARMLESS, "/2/media/upload/initialize")
    return media_id


async def _send(api: Api, film: Film, place: str, media_id: str, piece: int) -> None:
    clock = asyncio.get_running_loop().time
    ends, size = clock() + SECONDS, _size(film.path)
    for number in range(piece, -(-size // PIECE)):
        api.session[place] = f"{media_id}:{number}"
        if clock() > ends:
            raise NotReadyYet(_SLOW, retry_after=timedelta(seconds=1))
        content = await asyncio.to_thread(_piece, film.path, number)
        sent = {"media": base64.b64encode(content).decode(), "segment_index": number}
        await api.ask("POST", f"/2/media/upload/{media_id}/append", json=sent)


def _size(path: Path | None) -> int:
    try:
        size = path.stat().st_size if path else 0
    except OSError:
        size = 0
    if not size:
        raise PermanentFailure(_NO_FILE)
    return size


def _piece(path: Path | None, number: int) -> bytes:
    if path is None:
        raise PermanentFailure(_NO_FILE)
    try:
        with path.open("rb") as file:
            file.seek(number * PIECE)
            return file.read(PIECE)
    except OSError:
        raise PermanentFailure(_NO_FILE) from None
