"""What a post may hold, with or without the lexicons at hand. Pure."""

from typing import Any

import regex

from ausrufer.training.bluesky.server import Limits

POST, LIKE = "app.bsky.feed.post", "app.bsky.feed.like"
IMAGES = "app.bsky.embed.images"
CARD = "app.bsky.embed.external"


def broken_limit(post: dict[str, Any], limits: Limits) -> str:
    """Return which limit a post breaks, in the server's words; empty where it breaks none."""
    text = post.get("text")
    if not isinstance(text, str) or not isinstance(post.get("createdAt"), str):
        missing = "createdAt" if isinstance(text, str) else "text"
        return f'Missing required key "{missing}" at $.record'
    return _of_text(text, limits) or _of_pictures(images_of(post), limits)


def images_of(post: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the pictures of a post."""
    embed = post.get("embed")
    found = embed.get("images") if isinstance(embed, dict) else None
    return [image for image in found if isinstance(image, dict)] if isinstance(found, list) else []


def _of_text(text: str, limits: Limits) -> str:
    size, signs = len(text.encode()), len(regex.findall(r"\X", text))
    if size > limits.text_bytes:
        return f"string too big (maximum {limits.text_bytes}, got {size}) at $.record.text"
    if signs > limits.graphemes:
        return f"grapheme too big (maximum {limits.graphemes}, got {signs}) at $.record.text"
    return ""


def _of_pictures(images: list[dict[str, Any]], limits: Limits) -> str:
    if len(images) > limits.pictures:
        return f"array too big (maximum {limits.pictures}, got {len(images)}) at $.record.embed"
    for image in images:
        blob = image.get("image")
        size = blob.get("size") if isinstance(blob, dict) else None
        if not isinstance(size, int) or not isinstance(image.get("alt"), str):
            return 'Missing required key "alt" or "image" at $.record.embed'
        if size > limits.picture_bytes:
            return f"blob too big (maximum {limits.picture_bytes}, got {size}) at $.record.embed"
    return ""
