"""Is it a picture, which one, and is it whole? Nothing is decoded before its size is known."""

import io
import struct
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext
from PIL import Image

from ausrufer.foundation.pictures.containers import end_of_picture

MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
_MOST_FRAMES = 1_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# A JPEG of several pictures (depth, brightness) is shown as its first one.
_MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
}
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What Pillow's readers raise for files that are not what they say.
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError,
    AttributeError, NotImplementedError, struct.error, zlib.error,
)  # fmt: skip


class PictureRefused(Exception):
    """A picture that cannot be used; `for_staff` is a German sentence."""

    def __init__(self, for_staff: str) -> None:
        super().__init__(for_staff)
        self.for_staff = for_staff


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a picture is; width and height in pixels as stored."""

    media_type: str
    width: int
    height: int


def inspect(content: bytes) -> PictureFacts:
    """Decode the picture and return what it is; raises PictureRefused with the reason."""
    facts, picture = opened(content)
    picture.close()
    try:
        end = end_of_picture(content, facts.media_type)
    except ValueError:
        raise _incomplete() from None
    if end != len(content):
        raise PictureRefused(
            gettext(
                "Hinter dem Bild sind weitere Daten in der Datei versteckt. "
                "Bitte speichern Sie das Bild neu."
            )
        )
    return facts


def sniff(content: bytes) -> str:
    """Return the media type the content itself shows, undecoded; raises PictureRefused."""
    with _recognised(content) as picture:
        _check_size(picture)
        return _MEDIA_TYPES[picture.format or ""]


def opened(content: bytes) -> tuple[PictureFacts, Image.Image]:
    """Return the facts and the decoded picture (of a moving one the first frame)."""
    if len(content) > MOST_BYTES:
        raise PictureRefused(
            gettext("Das Bild ist zu groß: höchstens %(most)d MB sind möglich.")
            % {"most": MOST_BYTES // 1_000_000}
        )
    picture = _recognised(content)
    _check_size(picture)
    try:
        picture.load()
    except _BROKEN:
        raise _incomplete() from None
    facts = PictureFacts(_MEDIA_TYPES[picture.format or ""], picture.width, picture.height)
    return facts, picture


def _recognised(content: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(content), formats=_FORMATS)
    except _BOMBS:
        raise _too_many_pixels() from None
    except _BROKEN:
        raise PictureRefused(_why_unknown(content)) from None


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many_pixels()
    try:
        frames = getattr(picture, "n_frames", 1)
    except _BROKEN:
        raise _incomplete() from None
    if frames > _MOST_FRAMES:
        raise PictureRefused(
            gettext("Das bewegte Bild ist zu lang: höchstens %(most)d Einzelbilder sind möglich.")
            % {"most": _MOST_FRAMES}
        )


def _why_unknown(content: bytes) -> str:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<?xml", b"<!doctype svg")) and b"<svg" in content.lower():
        return gettext(
            "SVG-Grafiken können Programme enthalten und werden nicht angenommen. "
            "Bitte speichern Sie die Grafik als PNG."
        )
    if content[4:8] == b"ftyp":
        return gettext(
            "Das Bild liegt im Format HEIC oder AVIF vor, das nicht überall angezeigt wird. "
            "Bitte speichern Sie es als JPEG."
        )
    return gettext("Die Datei ist kein vollständiges Bild im Format JPEG, PNG, WebP oder GIF.")


def _too_many_pixels() -> PictureRefused:
    return PictureRefused(
        gettext("Das Bild hat zu viele Bildpunkte: höchstens %(most)d Megapixel sind möglich.")
        % {"most": MOST_PIXELS // 1_000_000}
    )


def _incomplete() -> PictureRefused:
    return PictureRefused(gettext("Das Bild ist unvollständig oder beschädigt."))
