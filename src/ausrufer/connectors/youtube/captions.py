"""Captions as files of their own beside the film, one for each language."""

import json
import secrets

from ausrufer.channels.contract import Captions, Film
from ausrufer.channels.rest import Effect, object_of, objects_of, text_of
from ausrufer.connectors.youtube.api import Api


async def bring(api: Api, video: str, film: Film) -> None:
    """Add the captions that are not there yet; ends the same when repeated."""
    if not film.captions:
        return
    told = await api.read("/captions", part="snippet", videoId=video)
    tracks = [object_of(one, "snippet") for one in objects_of(told, "items")]
    there = {text_of(one, "language") for one in tracks if text_of(one, "trackKind") != "asr"}
    for one in film.captions:
        if one.language not in there:
            await _insert(api, video, one)


async def _insert(api: Api, video: str, captions: Captions) -> None:
    snippet = {"videoId": video, "language": captions.language, "name": "", "isDraft": False}
    boundary = f"teil{secrets.token_hex(12)}"
    await api.upload.ask(
        "POST",
        "/captions",
        effect=Effect.HARMLESS,
        params={"uploadType": "multipart", "part": "snippet"},
        content=_related(boundary, {"snippet": snippet}, captions.content),
        headers={"Content-Type": f"multipart/related; boundary={boundary}"},
    )


def _related(boundary: str, about: object, file: bytes) -> bytes:
    """Return a body of two parts by RFC 2387: what it is, and the file."""
    head = f"--{boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"
    middle = f"\r\n--{boundary}\r\nContent-Type: text/vtt\r\n\r\n"
    told = json.dumps(about).encode()
    return head.encode() + told + middle.encode() + file + f"\r\n--{boundary}--\r\n".encode()
