"""Making a picture fit a network: as little change as its limits allow, always the same result."""

import bisect
import io
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from PIL import Image, ImageCms

from ausrufer.foundation.pictures.looking import PictureRefused, opened

_QUALITIES = (92, 88, 84, 80, 75, 70)
_LEAST_STEP, _MOST_STEP = 0.9, 0.5
_SHORTEST_SIDE = 16
_HOPELESS = 3  # saving a drawing takes seconds, and never gives a third of what it was

Corners = tuple[int, int, int, int]  # left, upper, right and lower edge in pixels


def fit(
    content: bytes,
    *,
    most_bytes: int | None,
    most_pixels: int | None,
    formats: Collection[str],
    part: Corners | None = None,
) -> bytes:
    """Return a cleaned picture within the limits, the very same bytes where it already is.

    `most_bytes` counts bytes, `most_pixels` width times height, `formats` are media types; `None`
    means no limit. `part` is all that is to be seen of it, None the whole. A moving picture that
    does not fit becomes a still one. Raises PictureRefused.
    """
    facts, picture = opened(content)
    size, pixels = most_bytes or math.inf, most_pixels or math.inf
    whole = (0, 0, facts.width, facts.height)
    left, upper, right, lower = part or whole
    cut = (left, upper, right, lower) != whole
    area = (right - left) * (lower - upper)
    with picture:
        if not cut and len(content) <= size and area <= pixels and facts.media_type in formats:
            return content
        plain = _plain(picture)
    if cut:
        plain = plain.crop((left, upper, right, lower))
    ways = _ways(facts.media_type, see_through=plain.mode == "RGBA", formats=formats)
    if not ways:
        raise PictureRefused(gettext("Für dieses Bild gibt es kein Format, das der Kanal annimmt."))
    return _reduced(plain, ways, size, min(1.0, math.sqrt(pixels / area)), len(content))


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of saving; ways are listed from the finest to the coarsest."""

    form: str
    options: tuple[tuple[str, Any], ...]

    def save(self, picture: Image.Image) -> bytes:
        saved = io.BytesIO()
        if self.form == "JPEG" and picture.mode == "RGBA":
            picture = _on_white(picture)
        profile = picture.info.get("icc_profile")
        picture.save(saved, self.form, icc_profile=profile, **dict(self.options))
        return saved.getvalue()


def _ways(media_type: str, *, see_through: bool, formats: Collection[str]) -> list[_Way]:
    ways = []
    drawn = see_through or media_type in {"image/png", "image/gif"}
    if "image/png" in formats and (drawn or not {"image/jpeg", "image/webp"} & set(formats)):
        ways.append(_Way("PNG", ()))
    prefers_webp = see_through or media_type == "image/webp" or "image/jpeg" not in formats
    if "image/webp" in formats and prefers_webp:
        ways += [_Way("WEBP", (("quality", quality), ("method", 2))) for quality in _QUALITIES]
    elif "image/jpeg" in formats and not (see_through and ways):
        ways += [_Way("JPEG", (("quality", quality), ("optimize", True))) for quality in _QUALITIES]
    return ways


def _reduced(
    picture: Image.Image, ways: Sequence[_Way], limit: float, scale: float, size: int
) -> bytes:
    """Return the picture at the largest scale at which one of the ways fits; `size` is its own."""
    while True:
        width, height = int(picture.width * scale), int(picture.height * scale)
        if min(width, height) < min(_SHORTEST_SIDE, picture.width, picture.height):
            raise PictureRefused(
                gettext("Das Bild lässt sich nicht so weit verkleinern, dass es passt.")
            )
        sized = picture if scale == 1.0 else _resized(picture, width, height)
        hopeless = len(ways) > 1 and size * scale**2 > _HOPELESS * limit
        found = _finest(sized, ways[1:] if ways[0].form == "PNG" and hopeless else ways, limit)
        if len(found) <= limit:
            return found
        scale *= min(_LEAST_STEP, max(_MOST_STEP, math.sqrt(limit / len(found))))


def _finest(picture: Image.Image, ways: Sequence[_Way], limit: float) -> bytes:
    """Return the finest that fits, the coarsest if none does."""
    if ways[0].form == "PNG":
        drawn = ways[0].save(picture)
        if len(drawn) <= limit or len(ways) == 1:
            return drawn
        ways = ways[1:]
    saved = {len(ways) - 1: ways[-1].save(picture)}

    def fits(number: int) -> bool:
        saved[number] = saved.get(number) or ways[number].save(picture)
        return len(saved[number]) <= limit

    first = bisect.bisect_left(range(len(ways) - 1), x=True, key=fits)
    return saved.get(first) or ways[first].save(picture)


def _resized(picture: Image.Image, width: int, height: int) -> Image.Image:
    resized = picture.resize((width, height), Image.Resampling.LANCZOS)
    resized.info = picture.info
    return resized


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture in RGB, or RGBA where one really sees through it."""
    if picture.mode == "CMYK":
        return _from_print(picture)
    if picture.mode.startswith("I"):  # 16 bits of grey: Pillow would cut values off, not scale
        picture = picture.point(lambda value: value / 256).convert("L")
    plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if plain.mode == "RGBA" and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    profile = picture.info.get("icc_profile", b"")
    # Of what else Pillow knows about the file it would write some into the new one.
    plain.info = {"icc_profile": profile} if profile[16:20] == b"RGB " else {}
    return plain


def _from_print(picture: Image.Image) -> Image.Image:
    """Return printing colours as a screen shows them, by the picture's profile if it has one."""
    profile = picture.info.get("icc_profile")
    converted = None
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None  # a broken profile is as good as none
    plain = converted or picture.convert("RGB")
    plain.info = {}
    return plain


def _on_white(picture: Image.Image) -> Image.Image:
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    white.info = picture.info
    return white
