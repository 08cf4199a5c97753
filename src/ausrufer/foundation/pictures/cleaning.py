"""Taking out of a picture what it tells about people: place, time, camera, hidden remarks."""

import io
from typing import Any

from django.utils.translation import gettext
from PIL import Image, ImageOps, JpegImagePlugin

from ausrufer.foundation.pictures.containers import picture_only
from ausrufer.foundation.pictures.looking import PictureRefused, opened

_ORIENTATION = 0x0112
_UPRIGHT = 1


def clean(content: bytes) -> bytes:
    """Return the picture upright and without EXIF, XMP, comments and data behind its end.

    The colour profile stays. Pixels are saved anew only where the camera was held sideways; where
    nothing is to be taken out the very same bytes come back. Raises PictureRefused.
    """
    facts, picture = opened(content)
    with picture:
        if _orientation(picture) != _UPRIGHT:
            content = _upright(picture, facts.media_type)
    try:
        return picture_only(content, facts.media_type)
    except ValueError:
        raise PictureRefused(gettext("Das Bild ist unvollständig oder beschädigt.")) from None


def _orientation(picture: Image.Image) -> int:
    try:
        found = picture.getexif().get(_ORIENTATION, _UPRIGHT)
    except (OSError, ValueError, SyntaxError, LookupError, TypeError):
        return _UPRIGHT  # unreadable remarks turn nothing
    return found if found in range(2, 9) else _UPRIGHT


def _upright(picture: Image.Image, media_type: str) -> bytes:
    saved = io.BytesIO()
    profile: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile")}
    turned = ImageOps.exif_transpose(picture)
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        turned.save(saved, "JPEG", **_as_fine_as(picture), **profile)
    elif media_type == "image/webp":
        turned.save(saved, "WEBP", quality=95, method=4, **profile)
    else:
        turned.save(saved, "PNG", **profile)
    return saved.getvalue()


def _as_fine_as(picture: JpegImagePlugin.JpegImageFile) -> dict[str, Any]:
    """Return the camera's own settings, so that a second saving loses next to nothing."""
    sampling = JpegImagePlugin.get_sampling(picture)
    known = {"subsampling": sampling} if sampling >= 0 else {}
    return {"qtables": picture.quantization, "optimize": True, **known}
