"""The pictures of a site: the file as sent, and smaller widths made once."""

import hashlib
import io
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from ausrufer.channels.contract import Picture
from ausrufer.hub.site import paths, text
from ausrufer.hub.site.card import WIDTHS
from ausrufer.hub.site.entry import Shown
from ausrufer.hub.site.errors import PictureUnusable
from ausrufer.hub.site.write import write_file

MOST_PIXELS = 60_000_000
_MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}


def keep_pictures(web: Path, pictures: Iterable[Picture]) -> tuple[Shown, ...]:
    """Store pictures below the root of the site and return how pages show them.

    A picture without content must have been stored before. Raises PictureUnusable, OSError.
    """
    return tuple(_keep(web, picture) for picture in pictures)


def complete_variants(web: Path, picture: Shown) -> bool:
    """Make the smaller widths that are missing; False where the picture itself is lost."""
    original = web / paths.picture_path(picture.sha256, picture.media_type)
    if not original.exists():
        return False
    _make_variants(web, picture, original.read_bytes)
    return True


def drop_picture(web: Path, sha256: str) -> None:
    """Remove every file of a picture."""
    shutil.rmtree(web / paths.picture_folder(sha256), ignore_errors=True)


def _keep(web: Path, picture: Picture) -> Shown:
    content = picture.content or _stored(web, picture)
    shown = _measured(content, alt_text=text.clean_line(picture.alt_text))
    # A picture that cannot be decoded to its end is refused before any of its files is there.
    _make_variants(web, shown, lambda: content)
    write_file(web / paths.picture_path(shown.sha256, shown.media_type), content)
    return shown


def _stored(web: Path, picture: Picture) -> bytes:
    try:
        return (web / paths.picture_path(picture.sha256, picture.media_type)).read_bytes()
    except (FileNotFoundError, KeyError, ValueError) as lost:
        raise PictureUnusable(
            "Ein Bild dieser Mitteilung fehlt. Bitte hängen Sie es erneut an."
        ) from lost


def _measured(content: bytes, *, alt_text: str) -> Shown:
    """Return the facts of the file itself: what it claims elsewhere would make pages jump."""
    with _opened(content) as image:
        media_type = _MEDIA_TYPES[str(image.format)]
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        width, height = (image.height, image.width) if turned else (image.width, image.height)
    return Shown(hashlib.sha256(content).hexdigest(), media_type, width, height, alt_text)


def _opened(content: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=tuple(_MEDIA_TYPES))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as broken:
        raise PictureUnusable(
            "Ein Bild ist beschädigt oder hat ein Format, das Webseiten nicht zeigen. Möglich sind "
            "JPEG, PNG, WebP und GIF."
        ) from broken
    if image.width * image.height > MOST_PIXELS:
        raise PictureUnusable(
            f"Ein Bild ist mit {image.width} × {image.height} Bildpunkten zu groß für die Webseite."
        )
    return image


def _make_variants(web: Path, picture: Shown, content: Callable[[], bytes]) -> None:
    wanted = [
        (web / paths.variant_path(picture.sha256, width), width)
        for width in sorted(WIDTHS, reverse=True)
        if width < picture.width
    ]
    if all(path.exists() for path, _ in wanted):
        return
    smaller = _decoded(content())
    for path, width in wanted:
        height = max(1, round(smaller.height * width / smaller.width))
        smaller = smaller.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        made = io.BytesIO()
        smaller.save(made, "WEBP", quality=80, method=2)
        write_file(path, made.getvalue())


def _decoded(content: bytes) -> Image.Image:
    """Return the picture upright and without the facts a camera adds, place and time above all."""
    try:
        with _opened(content) as image:
            image.draft("RGB", (max(WIDTHS), max(WIDTHS)))  # lets JPEG decode at a smaller scale
            see_through = "A" in image.getbands() or "transparency" in image.info
            return ImageOps.exif_transpose(image).convert("RGBA" if see_through else "RGB")
    except (OSError, SyntaxError) as broken:
        raise PictureUnusable("Ein Bild ist unvollständig oder beschädigt.") from broken
