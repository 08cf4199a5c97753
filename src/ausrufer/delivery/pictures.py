"""The pictures of a delivery: read, compared with what was approved, made to fit the network."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings

from ausrufer.channels.contract import Manifest, Outgoing, Picture, PictureRules
from ausrufer.channels.errors import PermanentFailure
from ausrufer.delivery.errors import Tampered
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.pictures import PictureRefused, inspect
from ausrufer.library.actions import WantedPicture, picture_made_for
from ausrufer.library.cropping import Size, parts
from ausrufer.library.policy import MIDDLE, Focus


def with_pictures(
    outgoing: Outgoing, manifest: Manifest, limits: Mapping[str, int], *, organisation_id: int
) -> Outgoing:
    """Return the message with its pictures as the network takes them, and their content.

    What is made for a network is made once. Raises PermanentFailure where one is lost or cannot be
    made to fit, Tampered where one is not what was approved.
    """
    rules = manifest.pictures
    pictures = tuple(
        _ready(picture, _wanted(rules, limits, part), organisation_id)
        for picture, part in zip(outgoing.pictures, _parts(outgoing, rules), strict=True)
    )
    return replace(outgoing, pictures=pictures)


def picture_to_show(
    outgoing: Outgoing,
    number: int,
    manifest: Manifest,
    limits: Mapping[str, int],
    *,
    organisation_id: int,
) -> Picture:
    """Return one picture (from 1) as the network takes it, with its content."""
    part = _parts(outgoing, manifest.pictures)[number - 1]
    wanted = _wanted(manifest.pictures, limits, part)
    return _ready(outgoing.pictures[number - 1], wanted, organisation_id)


def _wanted(
    rules: PictureRules, limits: Mapping[str, int], part: tuple[int, int, int, int] | None
) -> WantedPicture:
    return WantedPicture(
        most_bytes=limits.get("picture_bytes", rules.bytes),
        most_pixels=limits.get("picture_pixels", rules.pixels),
        formats=rules.formats,
        part=part,
    )


def _ready(picture: Picture, wanted: WantedPicture, organisation_id: int) -> Picture:
    try:
        content = _untouched(FileStore(settings.MEDIA_FOLDER).read(picture.sha256), picture)
        fitted = picture_made_for(organisation_id, picture.sha256, content, wanted)
    except FileNotFoundError as gone:
        raise PermanentFailure(
            "Ein Bild dieser Mitteilung fehlt im Speicher. Bitte hängen Sie es erneut an.",
            for_log=str(gone),
        ) from gone
    except PictureRefused as refused:
        raise PermanentFailure(refused.for_staff) from refused
    return _fitted(picture, fitted)


def _parts(outgoing: Outgoing, rules: PictureRules) -> list[tuple[int, int, int, int] | None]:
    """Return what is left of each picture where the network takes only some shapes."""
    if not rules.crops:
        return [None] * len(outgoing.pictures)
    sizes = [
        Size(one.width, one.height, Focus(*one.focus) if one.focus else MIDDLE)
        for one in outgoing.pictures
    ]
    shown = parts(sizes, rules.narrowest, rules.widest, like_the_first=rules.like_the_first)
    return [one.corners for one in shown]


def _untouched(content: bytes, picture: Picture) -> bytes:
    # The approval names the file by its content: one changed on the disk was never approved.
    if hashlib.sha256(content).hexdigest() != picture.sha256:
        raise Tampered(f"picture {picture.sha256}")
    return content


def _fitted(picture: Picture, content: bytes) -> Picture:
    facts = inspect(content)
    return replace(
        picture,
        content=content,
        media_type=facts.media_type,
        width=facts.width,
        height=facts.height,
    )
