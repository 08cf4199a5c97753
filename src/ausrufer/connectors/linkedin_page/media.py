"""Bringing pictures and documents to LinkedIn; nothing is public until a post names them."""

import re
from typing import Any

from ausrufer.channels.contract import Outgoing
from ausrufer.channels.rest import Effect, object_of, objects_of, text_of
from ausrufer.channels.rest.reading import body_of
from ausrufer.connectors.linkedin_page.api import Api

_URN = re.compile(r"urn:li:(?:image|document|digitalmediaAsset):[A-Za-z0-9_-]+")
_DOCUMENT = "urn:li:document:"


async def content_of(api: Api, outgoing: Outgoing) -> dict[str, Any]:
    """Upload what stands beside the text and return how a post names it; raises the failures.

    A document takes the place of pictures: LinkedIn shows one or the other.
    """
    for document in outgoing.documents:
        urn = await _brought(api, "document", document.content, document.media_type)
        return {"content": {"media": {"id": urn, "title": document.title}}}
    images = []
    for picture in outgoing.pictures:
        urn = await _brought(api, "image", picture.content, picture.media_type)
        images.append({"id": urn} | ({"altText": picture.alt_text} if picture.alt_text else {}))
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


def shows(post: object, outgoing: Outgoing) -> bool:
    """Tell whether a post has the document of a message, or its pictures with their texts."""
    content = object_of(post, "content")
    images = objects_of(object_of(content, "multiImage"), "images")
    one = object_of(content, "media")
    if outgoing.documents or text_of(one, "id").startswith(_DOCUMENT):
        there = [text_of(one, "title")] if text_of(one, "id").startswith(_DOCUMENT) else []
        return there == [document.title for document in outgoing.documents]
    there = [text_of(image, "altText") for image in images or ([one] if one else [])]
    return there == [picture.alt_text for picture in outgoing.pictures]


async def _brought(api: Api, kind: str, content: bytes, media_type: str) -> str:
    """Upload an image or a document; returns its URN."""
    # the description of the interface asks for the size of images, LinkedIn's own page of neither
    size = {"fileSizeBytes": len(content)} if kind == "image" else {}
    answer = await api.ask(
        "POST",
        f"/{kind}s",
        effect=Effect.HARMLESS,
        params={"action": "initializeUpload"},
        json={"initializeUploadRequest": {"owner": api.organisation, **size}},
    )
    value = object_of(body_of(answer), "value")
    instructions = objects_of(value, "uploadInstructions")
    address = text_of(value, "uploadUrl") or text_of(next(iter(instructions), {}), "uploadUrl")
    urn = text_of(value, kind)
    if not address or not _URN.fullmatch(urn):
        raise api.gibberish(Effect.HARMLESS, f"POST /{kind}s: neither address nor {kind}")
    await api.put(address, content, media_type)
    return urn
