"""Posts of the page: only the request that makes a post is one the public can see.

Pictures are brought first, unpublished, each with its alternative text; the post names them.
"""

import json
from collections.abc import Sequence
from typing import Any

from ausrufer.channels.contract import Outgoing, Picture, RemotePart
from ausrufer.channels.errors import AccessLost, OutcomeUnclear, PermanentFailure
from ausrufer.channels.rest import Effect, text_of
from ausrufer.connectors.meta.facebook_page.page import NAME, Page
from ausrufer.connectors.meta.network import Gone
from ausrufer.foundation.http import FilePart

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}
_SHOWN = frozenset({"photo", "album", "video"})
_NO_PAGE = (
    "Diese Facebook-Seite gibt es nicht mehr, oder der Zugang reicht nicht mehr für sie. Bitte "
    "verbinden Sie den Kanal neu mit Facebook."
)
_PICTURES_STAY = (
    "Von einem Facebook-Beitrag lassen sich die Bilder nicht entfernen. Bitte ziehen Sie ihn "
    "zurück und veröffentlichen Sie ihn neu."
)


async def post(page: Page, outgoing: Outgoing) -> RemotePart:
    """Post a message once; raises OutcomeUnclear only where it may have become public."""
    try:
        fields = {"message": text(outgoing), **await _pictures(page, outgoing.pictures)}
        if outgoing.link and not outgoing.pictures:
            fields["link"] = outgoing.link.url  # its card; beside pictures there is none
        return part(await page.graph.create(f"/{page.id}/feed", Effect.PUBLISHES, **fields))
    except Gone as gone:  # it is the page itself that is not there
        raise AccessLost(_NO_PAGE, for_log=gone.for_log) from None


async def edit(page: Page, outgoing: Outgoing, there: RemotePart) -> RemotePart:
    """Replace text and pictures of a post; ends the same when repeated."""
    if not outgoing.pictures and await _shows_pictures(page, there):
        raise PermanentFailure(_PICTURES_STAY)
    words = text(outgoing)
    brought = await _pictures(page, outgoing.pictures)
    await page.graph.post(f"/{there.remote_id}", Effect.HARMLESS, message=words, **brought)
    return there


async def delete(page: Page, parts: Sequence[RemotePart]) -> None:
    """Delete posts; what is gone already does not matter."""
    for one in parts:
        try:
            await page.graph.delete(f"/{one.remote_id}")
        except Gone as gone:
            await certainly_gone(page, gone)


async def certainly_gone(page: Page, gone: Gone) -> None:
    """Believe that something is gone only where the page itself can still be read.

    Facebook says the same of what is not there and of what the token may not touch.
    """
    if text_of(await page.graph.get("/me", fields="id"), "id") != page.id:
        raise OutcomeUnclear(f"{NAME} sagt nicht, ob der Beitrag noch dort steht.",
                             for_log=gone.for_log)  # fmt: skip


def part(post_id: str) -> RemotePart:
    """Return where a post is: its id is that of the page and its own."""
    owner, _, own = post_id.partition("_")
    url = f"https://www.facebook.com/{owner}/posts/{own}" if own else ""
    return RemotePart(post_id, url or f"https://www.facebook.com/{post_id}")


def text(outgoing: Outgoing) -> str:
    """Return the words of a post."""
    return "\n\n".join(outgoing.parts)


async def _pictures(page: Page, pictures: Sequence[Picture]) -> dict[str, Any]:
    """Bring the pictures and return the field that names them."""
    brought = [{"media_fbid": await _bring(page, one)} for one in pictures]
    return {"attached_media": json.dumps(brought)} if brought else {}


async def _bring(page: Page, picture: Picture) -> str:
    name = f"bild.{_ENDINGS.get(picture.media_type, 'bin')}"
    fields = {"published": "false"}
    if picture.alt_text:
        fields["alt_text_custom"] = picture.alt_text
    files = [FilePart("source", name, picture.media_type, picture.content)]
    return await page.graph.create(f"/{page.id}/photos", Effect.HARMLESS, files=files, **fields)


async def _shows_pictures(page: Page, there: RemotePart) -> bool:
    attached, _ = await page.graph.page(f"/{there.remote_id}/attachments", fields="media_type")
    return any(text_of(one, "media_type") in _SHOWN for one in attached)
