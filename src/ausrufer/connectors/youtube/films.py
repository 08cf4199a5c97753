"""Bringing a film to YouTube in pieces, to be continued where it broke off.

https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol
The film arrives as a private one: nothing of this is public until it is released.
"""

import asyncio
import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from ausrufer.channels.contract import Film, Outgoing
from ausrufer.channels.errors import NotReadyYet, PermanentFailure
from ausrufer.channels.rest import Effect, Rest, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.connectors.youtube.api import Api
from ausrufer.foundation.http import Answer

VIDEO = re.compile(r"[A-Za-z0-9_-]{6,20}")
PIECE = 32 * 256 * 1024  # whole multiples of 256 KiB
SECONDS = 80.0  # for all pieces of one attempt; shorter than the connector's deadline
_LEAST_SECONDS = 10.0
_DONE, _MADE, _MORE, _NOT_FOUND, _GONE = 200, 201, 308, 404, 410
_ANSWERS = frozenset({_DONE, _MADE, _MORE, _NOT_FOUND, _GONE})
_NO_FILM = (
    "YouTube nimmt nur Filme an, und zu dieser Mitteilung gehört keiner. Bitte fügen Sie einen "
    "Film hinzu oder nehmen Sie YouTube von der Mitteilung."
)
_NO_FILE = (
    "Die Datei des Films ist nicht mehr zu lesen. Bitte fügen Sie den Film noch einmal hinzu."
)
_SLOW = (
    "Der Film ist noch nicht ganz bei YouTube angekommen; das Hochladen wird gleich fortgesetzt. "
    "Veröffentlicht ist noch nichts."
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A film on its way; `session` keeps the address under `key` for the next attempt."""

    film: Film
    path: Path
    size: int
    key: str
    session: MutableMapping[str, str]


def upload_of(outgoing: Outgoing, key: str, session: MutableMapping[str, str]) -> Upload:
    """Return what is to be uploaded; raises PermanentFailure where there is no film."""
    film = next(iter(outgoing.films), None)
    if film is None:
        raise PermanentFailure(_NO_FILM)
    try:
        size = film.path.stat().st_size if film.path else 0
    except OSError:
        size = 0
    if film.path is None or not size:
        raise PermanentFailure(_NO_FILE)
    return Upload(film, film.path, size, _place(key), session)


async def bring(api: Api, upload: Upload, video: dict[str, Any]) -> str:
    """Return the id of the film once all of it is there; raises the failures."""
    clock = asyncio.get_running_loop().time
    ends, begin = clock() + SECONDS, await _arrived(api, upload.key, upload.session, upload.size)
    if begin is None:
        await _begin(api, upload, video)
        begin = 0
    while isinstance(begin, int):
        left = ends - clock()
        if left < _LEAST_SECONDS:
            raise NotReadyYet(_SLOW, retry_after=timedelta(seconds=1))
        begin = await _send(api, upload, begin, left)
    return begin


async def finished(api: Api, key: str, session: MutableMapping[str, str]) -> str:
    """Return the id of a film that is completely there; empty where it is not.

    Needs no file: whoever only looks is given none.
    """
    arrived = await _arrived(api, _place(key), session)
    return arrived if isinstance(arrived, str) else ""


async def _begin(api: Api, upload: Upload, video: dict[str, Any]) -> None:
    answer = await api.upload.ask(
        "POST",
        "/videos",
        effect=Effect.HARMLESS,
        params={"uploadType": "resumable", "part": "snippet,status"},
        json=video,
        headers={
            "X-Upload-Content-Length": str(upload.size),
            "X-Upload-Content-Type": upload.film.media_type,
        },
    )
    address = answer.headers.get("location", "")
    api.session(address)  # raises where it leads elsewhere
    upload.session[upload.key] = f"{upload.size} {address}"


async def _arrived(
    api: Api, place: str, session: MutableMapping[str, str], expected: int | None = None
) -> int | str | None:
    """Return how many bytes are there, or the film's id; None where no session is known."""
    size, _, address = session.get(place, "").partition(" ")
    if not address or (expected is not None and size != str(expected)):
        return None
    headers = {"Content-Range": f"bytes */{size}"}
    answer = await _put(api.session(address), b"", headers, 20.0)
    return await _told(api, place, session, answer)


async def _send(api: Api, upload: Upload, begin: int, seconds: float) -> int | str:
    piece = await asyncio.to_thread(_piece, upload.path, begin)
    headers = {
        "Content-Range": f"bytes {begin}-{begin + len(piece) - 1}/{upload.size}",
        "Content-Type": upload.film.media_type,
    }
    address = upload.session[upload.key].partition(" ")[2]
    answer = await _put(api.session(address), piece, headers, seconds)
    there = await _told(api, upload.key, upload.session, answer)
    if there is None or there == begin:  # forgotten meanwhile, or not a byte further
        raise api.gibberish(Effect.HARMLESS, "PUT piece: the session does not go on")
    return there


async def _put(session: Rest, content: bytes, headers: dict[str, str], seconds: float) -> Answer:
    return await session.ask(
        "PUT",
        "",
        effect=Effect.HARMLESS,
        content=content,
        headers=headers,
        fine=_ANSWERS,
        seconds=seconds,
        quoted=True,
    )


async def _told(
    api: Api, place: str, session: MutableMapping[str, str], answer: Answer
) -> int | str | None:
    if answer.status in (_NOT_FOUND, _GONE):
        session.pop(place, None)
        return None
    if answer.status == _MORE:
        last = answer.headers.get("range", "").rpartition("-")[2]
        return int(last) + 1 if last.isdecimal() else 0
    video = text_of(body_of(answer), "id")
    if not VIDEO.fullmatch(video):
        raise api.gibberish(Effect.HARMLESS, "PUT piece: no id")
    return video


def _place(key: str) -> str:
    return f"youtube-upload:{key}"


def _piece(path: Path, begin: int) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(begin)
            return file.read(PIECE)
    except OSError:
        raise PermanentFailure(_NO_FILE) from None
