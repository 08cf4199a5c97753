"""Bringing pictures to LinkedIn; nothing of this is public until a post names them."""

import re
from collections.abc import Sequence
from typing import Any

from ausrufer.channels.contract import Outgoing, Picture
from ausrufer.channels.rest import Effect, object_of, objects_of, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.connectors.linkedin_page.api import Api

_URN = re.compile(r"urn:li:(?:image|digitalmediaAsset):[A-Za-z0-9_-]+")


async def content_of(api: Api, outgoing: Outgoing) -> dict[str, Any]:
    """Upload the pictures and return what stands beside the text; raises the failures."""
    images = [await _upload(api, picture) for picture in outgoing.pictures]
    if len(images) > 1:
        return {"content": {"multiImage": {"images": images}}}
    if images:
        return {"content": {"media": images[0]}}
    link = outgoing.link
    if link is None:
        return {}
    # LinkedIn fetches neither title nor description of a page by itself
    card = {"source": link.url, "title": link.title, "description": link.description}
    return {"content": {"article": card}}


def alt_texts(post: object) -> Sequence[str]:
    """Return the alternative texts of a post's pictures, in order."""
    content = object_of(post, "content")
    images = objects_of(object_of(content, "multiImage"), "images")
    one = object_of(content, "media")
    return [text_of(image, "altText") for image in images or ([one] if one else [])]


async def _upload(api: Api, picture: Picture) -> dict[str, str]:
    begun = {"owner": api.organisation, "fileSizeBytes": len(picture.content)}
    answer = await api.ask(
        "POST",
        "/images",
        effect=Effect.HARMLESS,
        params={"action": "initializeUpload"},
        json={"initializeUploadRequest": begun},
    )
    value = object_of(body_of(answer), "value")
    instructions = objects_of(value, "uploadInstructions")
    address = text_of(value, "uploadUrl") or text_of(next(iter(instructions), {}), "uploadUrl")
    image = text_of(value, "image")
    if not address or not _URN.fullmatch(image):
        raise api.gibberish(Effect.HARMLESS, "POST /images: neither address nor image")
    await api.put(address, picture.content, picture.media_type)
    return {"id": image} | ({"altText": picture.alt_text} if picture.alt_text else {})
