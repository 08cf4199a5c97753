"""Comparing a text of ours with what X made of it: entities, short links, spaces. Pure."""

import html
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from ausrufer.channels.rest import object_of, objects_of, text_of

_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def essence_of_text(text: str) -> str:
    """Return what is left of a text however it is spaced; links without their scheme."""
    return " ".join(_SCHEME.sub("", unicodedata.normalize("NFC", text)).split())


def plain_text(post: Mapping[str, Any]) -> str:
    """Return the text of a post with the links its author wrote, without those to its media."""
    # what stands beyond 280 characters is told in a field of its own
    note = object_of(post, "note_post")
    told = post if not text_of(note, "text") else note
    text = text_of(told, "text")
    for link in objects_of(object_of(told, "entities"), "urls"):
        short, long = text_of(link, "url"), text_of(link, "expanded_url")
        if short:
            text = text.replace(short, "" if "media_key" in link else long or short)
    return html.unescape(text).strip()


def says(post: Mapping[str, Any], text: str) -> bool:
    """Tell whether a post has the words of a text."""
    return essence_of_post(post) == essence_of_text(text)


def essence_of_post(post: Mapping[str, Any]) -> str:
    """Return what is left of a post's text."""
    return essence_of_text(plain_text(post))
