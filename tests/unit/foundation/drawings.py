"""Pictures made for tests: photographs with a place, drawings, broken and lying files."""

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Erika Mustermann</x:xmpmeta>'


def photo(width: int = 320, height: int = 200, mode: str = "RGB") -> Image.Image:
    """Return something with colours, edges and noise, the same every time."""
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width // 3, height // 4), fill=(200, 20, 20))
    draw.ellipse((width // 2, height // 2, width - 5, height - 5), fill=(20, 20, 200))
    noise = random.Random(1).randbytes(width * height)  # noqa: S311 — a picture, no secret
    picture = Image.blend(picture, Image.frombytes("L", (width, height), noise).convert("RGB"), 0.2)
    return picture.convert(mode)


def exif(orientation: int = 1) -> bytes:
    """Return EXIF with a camera and a place."""
    facts = Image.Exif()
    facts[MAKER] = "Kamera von Erika Mustermann"
    facts[ORIENTATION] = orientation
    facts.get_ifd(GPS).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return facts.tobytes()


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    """Return the picture as a file of this format."""
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def pixels(content: bytes, mode: str = "RGB") -> bytes:
    """Return the decoded pixels."""
    with Image.open(io.BytesIO(content)) as picture:
        return picture.convert(mode).tobytes()


def talking_jpeg(orientation: int = 1, **options: Any) -> bytes:
    """Return a photograph with place, camera, XMP and a comment."""
    given = {"quality": 90, "exif": exif(orientation), "comment": b"geheim", "xmp": XMP}
    return saved(photo(), "JPEG", **given | options)


def talking_png(**options: Any) -> bytes:
    """Return a drawing with EXIF, texts and a date."""
    texts = PngInfo()
    texts.add_text("Author", "Erika Mustermann")
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    texts.add(b"tIME", b"\x07\xe8\x01\x01\x00\x00\x00")
    return saved(photo(mode="RGBA"), "PNG", **{"pnginfo": texts, "exif": exif()} | options)


def talking_webp(**options: Any) -> bytes:
    """Return a WebP with EXIF and XMP."""
    return saved(photo(), "WEBP", **{"exif": exif(), "xmp": XMP, "quality": 80} | options)


def moving(form: str, **options: Any) -> bytes:
    """Return an animation of four frames."""
    frames = [photo(80, 60).rotate(angle) for angle in (0, 90, 180, 270)]
    return saved(
        frames[0], form, save_all=True, append_images=frames[1:], duration=100, loop=0, **options
    )


def png_bomb(width: int, height: int) -> bytes:
    """Return a small PNG that promises this many pixels, all of them black."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    # Ten megabytes of what it promises are enough: nobody may unfold even those.
    rows = zlib.compress(bytes(min(height * (1 + (width + 7) // 8), 10_000_000)))
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
