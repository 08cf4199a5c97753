"""Bringing pictures to the instance; nothing of this is public until a post names them.

A picture may need processing there. Waiting for it belongs to the call: the contract forbids a
connector to sleep between attempts, and this is the same attempt, polled a bounded number of times
within the manifest's deadline. Whoever gives up here has published nothing.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from ausrufer.channels.contract import Picture
from ausrufer.channels.errors import TemporaryFailure
from ausrufer.connectors.mastodon.api import Api, gibberish, read_object, text_of
from ausrufer.foundation.http import Answer, FilePart

UPLOAD_SECONDS = 30.0
PATIENCE = (0.2, 0.3, 0.5, 0.5, 1.0, 1.0, 1.5, 2.0, 2.0, 3.0, 3.0)
"""Seconds between the questions whether a picture is processed."""

_DONE, _ACCEPTED, _NOT_YET = 200, 202, 206
_SLOW = (
    "Der Mastodon-Server ist mit der Verarbeitung der Bilder noch nicht fertig. "
    "Veröffentlicht wurde noch nichts."
)
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


async def upload(api: Api, pictures: Sequence[Picture], patience: Sequence[float]) -> list[str]:
    """Return the ids of the uploaded pictures in their order; raises failures other than unclear.

    A correction uploads its pictures anew: instances strip and recompress what they are given, so
    that nobody can tell later whether a picture there is the one that is meant.
    """
    try:
        async with asyncio.timeout(UPLOAD_SECONDS):
            return [await _upload(api, picture, patience) for picture in pictures]
    except TimeoutError:
        raise _too_slow("time for uploads ran out") from None


async def _upload(api: Api, picture: Picture, patience: Sequence[float]) -> str:
    ending = _ENDINGS.get(picture.media_type, "bin")
    answer = await api.ask(
        "POST",
        "/api/v2/media",
        form=[("description", picture.alt_text)] if picture.alt_text else [],
        files=[FilePart("file", f"bild.{ending}", picture.media_type, picture.content)],
        fine=frozenset({_DONE, _ACCEPTED}),
    )
    media_id = text_of(read_object(answer), "id")
    if not media_id.isalnum():  # it becomes part of an address
        raise gibberish(answer)
    if answer.status == _ACCEPTED:
        await _processed(api, media_id, patience)
    return media_id


async def _processed(api: Api, media_id: str, patience: Sequence[float]) -> None:
    for pause in patience:
        await asyncio.sleep(pause)
        answer = await _state(api, media_id)
        if answer.status == _DONE:
            return
    raise _too_slow(f"media {media_id} still processing")


async def _state(api: Api, media_id: str) -> Answer:
    return await api.ask("GET", f"/api/v1/media/{media_id}", fine=frozenset({_DONE, _NOT_YET}))


def _too_slow(log: str) -> TemporaryFailure:
    return TemporaryFailure(_SLOW, for_log=log, retry_after=timedelta(minutes=1))
