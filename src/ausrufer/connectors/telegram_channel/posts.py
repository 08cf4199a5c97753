"""Posts of the channel: text alone, or up to ten pictures with the text below the first.

Telegram knows no key that keeps a repeat from doubling, and a bot cannot read back what it posted:
a call that broke off stays unclear until a person has looked.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from ausrufer.channels.contract import Outgoing, Picture, RemotePart
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.rest import Effect, number_of, object_of, text_of
from ausrufer.connectors.telegram_channel.api import Api, Unchanged
from ausrufer.foundation.http import FilePart

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
_OTHER_NUMBER = (
    "Auf Telegram lässt sich die Zahl der Bilder nicht ändern. Bitte ziehen Sie den Beitrag zurück "
    "und veröffentlichen Sie ihn neu."
)


async def post(api: Api, outgoing: Outgoing) -> RemotePart:
    """Post a message once; raises the failures."""
    pictures = outgoing.pictures
    if not pictures:
        sent = await api.call("sendMessage", effect=Effect.PUBLISHES, **_words(outgoing))
    elif len(pictures) == 1:
        sent = await api.call(
            "sendPhoto",
            effect=Effect.PUBLISHES,
            form={"caption": _text(outgoing)},
            files=[_file("photo", pictures[0])],
        )
    else:
        media = json.dumps([_media(n, outgoing) for n in range(len(pictures))])
        files = [_file(f"bild{n}", picture) for n, picture in enumerate(pictures)]
        effect = Effect.PUBLISHES
        sent = await api.call("sendMediaGroup", effect=effect, form={"media": media}, files=files)
    messages = sent if isinstance(sent, list) else [sent]
    return _part(api, messages)


async def edit(api: Api, outgoing: Outgoing, part: RemotePart) -> RemotePart:
    """Replace text and pictures of a post; ends the same when repeated."""
    numbers = _numbers(part)
    if len(outgoing.pictures) != _pictures(part):
        raise PermanentFailure(_OTHER_NUMBER)
    if not outgoing.pictures:
        await _change(api, "editMessageText", message_id=numbers[0], **_words(outgoing))
        return part
    for n, number in enumerate(numbers):
        media = {**_media(n, outgoing), "media": "attach://bild"}
        form = {"message_id": str(number), "media": json.dumps(media)}
        await _change(
            api, "editMessageMedia", form=form, files=[_file("bild", outgoing.pictures[n])]
        )
    return part


async def delete(api: Api, parts: Sequence[RemotePart]) -> None:
    """Delete posts with their pictures; those that are gone already do not matter."""
    for part in parts:
        await api.call("deleteMessages", effect=Effect.HARMLESS, message_ids=_numbers(part))


async def _change(api: Api, method: str, **sent: Any) -> None:
    with suppress(Unchanged):
        await api.call(method, effect=Effect.HARMLESS, **sent)


def _words(outgoing: Outgoing) -> dict[str, Any]:
    link = outgoing.link
    preview = {"url": link.url} if link else {"is_disabled": True}
    return {"text": _text(outgoing), "link_preview_options": preview}


def _text(outgoing: Outgoing) -> str:
    return "\n\n".join(outgoing.parts)


def _media(number: int, outgoing: Outgoing) -> dict[str, str]:
    media = {"type": "photo", "media": f"attach://bild{number}"}
    return media | ({"caption": _text(outgoing)} if number == 0 else {})


def _file(name: str, picture: Picture) -> FilePart:
    ending = _ENDINGS.get(picture.media_type, "bin")
    return FilePart(name, f"{name}.{ending}", picture.media_type, picture.content)


def _part(api: Api, messages: Sequence[object]) -> RemotePart:
    numbers = [number_of(one, "message_id") for one in messages]
    if not numbers or None in numbers:
        raise api.gibberish(Effect.PUBLISHES, "send")
    pictures = sum("photo" in object_of(one) for one in messages)
    name = text_of(object_of(messages[0], "chat"), "username")
    url = f"https://t.me/{name}/{numbers[0]}" if name else ""
    return RemotePart(f"{pictures}:{','.join(map(str, numbers))}", url)


def _numbers(part: RemotePart) -> list[int]:
    """Return the messages of a post; its id reads "pictures:message,message"."""
    return [int(one) for one in part.remote_id.partition(":")[2].split(",")]


def _pictures(part: RemotePart) -> int:
    return int(part.remote_id.partition(":")[0])
