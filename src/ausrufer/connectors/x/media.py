"""Bringing pictures to X; nothing of this is public until a post names them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from ausrufer.channels.contract import Picture
from ausrufer.channels.errors import NotReadyYet, PermanentFailure
from ausrufer.channels.rest import Effect, number_of, object_of, text_of
from ausrufer.connectors.x.api import Api, number_in
from ausrufer.foundation.http import FilePart

_UPLOAD = "/2/media/upload"
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}
_MOST_MINUTE = 60
_SLOW = "X ist mit der Verarbeitung der Bilder noch nicht fertig. Veröffentlicht wurde noch nichts."
_FAILED = "X konnte ein Bild nicht verarbeiten. Bitte verwenden Sie eine andere Datei."


async def upload(api: Api, key: str, pictures: Sequence[Picture]) -> list[str]:
    """Return the ids of the pictures in their order, their alternative texts attached.

    What X is still working on is remembered for the next attempt; a lost memory costs one upload.
    """
    return [await _upload(api, f"x-media:{key}:{n}", one) for n, one in enumerate(pictures)]


async def _upload(api: Api, remembered: str, picture: Picture) -> str:
    known = api.session.get(remembered)
    if known:
        asked = {"media_id": known, "command": "STATUS"}
        state = await api.read("GET", _UPLOAD, params=asked)
    else:
        state = await api.read("POST", _UPLOAD, **_file(picture))
    media_id = number_in(object_of(state, "data"))
    if not media_id:
        raise api.gibberish(Effect.HARMLESS, _UPLOAD)
    api.session[remembered] = media_id
    _be_ready(api, remembered, object_of(object_of(state, "data"), "processing_info"))
    if picture.alt_text:
        words = {"alt_text": {"text": picture.alt_text}}
        await api.read("POST", "/2/media/metadata", json={"id": media_id, "metadata": words})
    return media_id


def _file(picture: Picture) -> dict[str, Any]:
    ending = _ENDINGS.get(picture.media_type, "bin")
    part = FilePart("media", f"bild.{ending}", picture.media_type, picture.content)
    return {"form": [("media_category", "tweet_image")], "files": [part]}


def _be_ready(api: Api, remembered: str, working: Any) -> None:
    match text_of(working, "state"):
        case "failed":
            api.session.pop(remembered, None)
            raise PermanentFailure(_FAILED, for_log="processing of a picture failed")
        case "pending" | "in_progress":
            wait = min(max(number_of(working, "check_after_secs") or 1, 1), _MOST_MINUTE)
            raise NotReadyYet(_SLOW, retry_after=timedelta(seconds=wait))
