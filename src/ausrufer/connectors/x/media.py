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
_SLOW = (
    "X ist mit der Verarbeitung der Bilder oder des Films noch nicht fertig. Veröffentlicht wurde "
    "noch nichts."
)
_FAILED = (
    "X konnte ein Bild oder einen Film nicht verarbeiten. Bitte verwenden Sie eine andere Datei."
)


async def upload(api: Api, key: str, pictures: Sequence[Picture]) -> list[str]:
    """Return the ids of the pictures in their order, their alternative texts attached.

    What X is still working on is remembered for the next attempt; a lost memory costs one upload.
    """
    return [await _upload(api, f"x-media:{key}:{n}", one) for n, one in enumerate(pictures)]


def forget(api: Api, key: str) -> None:
    """Drop what was remembered for a delivery that is out."""
    for place in [one for one in api.session if one.startswith(f"x-media:{key}:")]:
        del api.session[place]


async def state_of(api: Api, media_id: str) -> Any:
    """Return what X tells of a medium it is working on."""
    return await api.read("GET", _UPLOAD, params={"media_id": media_id, "command": "STATUS"})


async def describe(api: Api, media_id: str, alt_text: str) -> None:
    """Attach an alternative text, where there is one."""
    if alt_text:
        words = {"alt_text": {"text": alt_text}}
        await api.read("POST", "/2/media/metadata", json={"id": media_id, "metadata": words})


def be_ready(api: Api, remembered: str, working: Any) -> None:
    """Raise NotReadyYet while X works on a medium, PermanentFailure where it gave up."""
    match text_of(working, "state"):
        case "failed":
            api.session.pop(remembered, None)
            raise PermanentFailure(_FAILED, for_log="processing of a medium failed")
        case "pending" | "in_progress":
            wait = min(max(number_of(working, "check_after_secs") or 1, 1), _MOST_MINUTE)
            raise NotReadyYet(_SLOW, retry_after=timedelta(seconds=wait))


async def _upload(api: Api, remembered: str, picture: Picture) -> str:
    state = await _known(api, remembered)
    if state is None:
        state = await api.read("POST", _UPLOAD, **_file(picture))
    media_id = number_in(object_of(state, "data"))
    if not media_id:
        raise api.gibberish(Effect.HARMLESS, _UPLOAD)
    api.session[remembered] = media_id
    be_ready(api, remembered, object_of(object_of(state, "data"), "processing_info"))
    await describe(api, media_id, picture.alt_text)
    return media_id


async def _known(api: Api, remembered: str) -> Any:
    """Return the state of what an earlier attempt uploaded; None where X forgot it."""
    media_id = api.session.get(remembered)
    if not media_id:
        return None
    try:
        return await state_of(api, media_id)
    except PermanentFailure:  # uploads that no post names end after a day
        del api.session[remembered]
        return None


def _file(picture: Picture) -> dict[str, Any]:
    ending = _ENDINGS.get(picture.media_type, "bin")
    part = FilePart("media", f"bild.{ending}", picture.media_type, picture.content)
    return {"form": [("media_category", "tweet_image")], "files": [part]}
