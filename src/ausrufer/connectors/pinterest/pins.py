"""Pins: creating, changing and deleting what the public sees.

The pictures of a pin can never be exchanged, and Pinterest recompresses them: a fingerprint of
those that were sent stands in our id of the pin, so that a correction knows whether they changed.
"""

import base64
import hashlib
from collections.abc import Sequence
from typing import Any

from ausrufer.channels.contract import Outgoing, Picture, RemotePart
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.rest import Effect
from ausrufer.connectors.pinterest.api import Api, number_in

_GONE = frozenset({200, 204, 404})
_MOST_ALT, _MOST_TITLE, _FINGERPRINT = 500, 100, 12
_NO_PICTURE = "Pinterest nimmt keinen Beitrag ohne Bild."
_OTHER_PICTURES = (
    "Auf Pinterest lassen sich Bilder nicht austauschen. Bitte ziehen Sie den Beitrag zurück und "
    "veröffentlichen Sie ihn neu."
)
_DELETED = (
    "Der Beitrag ist auf Pinterest nicht mehr vorhanden und kann dort nicht mehr berichtigt werden."
)


async def create(api: Api, outgoing: Outgoing) -> RemotePart:
    """Create a pin on the board and return where it is; raises the failures."""
    if not outgoing.pictures:
        raise PermanentFailure(_NO_PICTURE)
    body = {"board_id": api.board, **_words(outgoing), "media_source": _source(outgoing.pictures)}
    made = await api.read("POST", "/pins", effect=Effect.PUBLISHES, json=body)
    number = number_in(made)
    if not number:
        raise api.gibberish(Effect.PUBLISHES, "/pins")
    return part_of(number, outgoing)


async def change(api: Api, outgoing: Outgoing, part: RemotePart) -> RemotePart:
    """Replace the words of a pin; raises PermanentFailure where the pictures are others."""
    changed = part_of(_number(part), outgoing)
    if changed.remote_id != part.remote_id:
        raise PermanentFailure(_OTHER_PICTURES)
    answer = await api.ask(
        "PATCH",
        f"/pins/{_number(part)}",
        json={"board_id": api.board, **_words(outgoing)},
        fine=frozenset({200, 404}),
    )
    if answer.status != 200:  # noqa: PLR2004 - the one yes there is
        raise PermanentFailure(_DELETED, for_log=f"PATCH pin: {answer.status}")
    return changed


async def delete(api: Api, parts: Sequence[RemotePart]) -> None:
    """Delete pins; those that are gone already do not matter."""
    for part in parts:
        await api.ask("DELETE", f"/pins/{_number(part)}", fine=_GONE)


def part_of(number: str, outgoing: Outgoing) -> RemotePart:
    """Return where the pin of a message is; its id reads "pin:fingerprint of the pictures"."""
    pictures = "".join(picture.sha256 for picture in outgoing.pictures)
    mark = hashlib.sha256(pictures.encode()).hexdigest()[:_FINGERPRINT]
    return RemotePart(f"{number}:{mark}", f"https://www.pinterest.com/pin/{number}/")


def link_of(outgoing: Outgoing) -> str:
    """Return the one link of a pin; empty where there is none."""
    return outgoing.link.url if outgoing.link else ""


def alt_text_of(pictures: Sequence[Picture]) -> str:
    """Return the one alternative text of a pin, which describes all its pictures in turn."""
    told = [picture.alt_text for picture in pictures]
    if len(told) > 1:
        told = [f"Bild {n}: {text}" for n, text in enumerate(told, start=1) if text]
    whole = "\n".join(told)
    return whole if len(whole) <= _MOST_ALT else whole[: _MOST_ALT - 1] + "…"


def title_of(outgoing: Outgoing) -> str:
    """Return the title of a pin."""
    title = outgoing.title
    return title if len(title) <= _MOST_TITLE else title[: _MOST_TITLE - 1] + "…"


def _words(outgoing: Outgoing) -> dict[str, Any]:
    words = {"title": title_of(outgoing), "description": "\n\n".join(outgoing.parts)}
    more = {"alt_text": alt_text_of(outgoing.pictures), "link": link_of(outgoing)}
    return words | {name: told for name, told in more.items() if told}


def _source(pictures: Sequence[Picture]) -> dict[str, Any]:
    images = [
        {"content_type": one.media_type, "data": base64.b64encode(one.content).decode()}
        for one in pictures
    ]
    if len(images) == 1:
        return {"source_type": "image_base64", **images[0]}
    return {"source_type": "multiple_image_base64", "items": images}


def _number(part: RemotePart) -> str:
    return part.remote_id.partition(":")[0]
