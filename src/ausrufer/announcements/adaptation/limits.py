"""The limits that hold on one channel: the manifest, overruled by what the platform told."""

from collections.abc import Mapping
from dataclasses import replace

from ausrufer.channels.contract import Manifest
from ausrufer.channels.films import film_limits


def effective(manifest: Manifest, limits: Mapping[str, int], *, pictures: bool = False) -> Manifest:
    """Return the manifest with the limits read at run time put in.

    Where `pictures` are sent along, the limit for texts beside pictures takes the place of the
    other.

    Keys: text_limit, link_weight, pictures_most, picture_bytes, picture_pixels, alt_text_limit,
    films_most, film_bytes, film_seconds; others are ignored, so that a connector may keep more than
    the house uses.
    """
    text, rules = manifest.text, manifest.pictures
    limit = text.limit_with_pictures if pictures and text.limit_with_pictures else text.limit
    if not limits and limit == text.limit:
        return manifest
    return replace(
        manifest,
        text=replace(
            text,
            limit=limits.get("text_limit", limit),
            link_weight=limits.get("link_weight", text.link_weight),
        ),
        pictures=replace(
            rules,
            most=limits.get("pictures_most", rules.most),
            bytes=limits.get("picture_bytes", rules.bytes),
            pixels=limits.get("picture_pixels", rules.pixels),
            alt_text_limit=limits.get("alt_text_limit", rules.alt_text_limit),
        ),
        films=film_limits(manifest.films, limits),
    )
