"""What a picture's file says about itself: IPTC, XMP and EXIF, as suggestions for people.

Read with Pillow; XMP through defusedxml, so that entities unfold nothing. What was typed into a
camera or bought from an agency may be wrong: nothing of it counts before a person has taken it.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import Image, ImageFile, IptcImagePlugin

from ausrufer.foundation.pictures import PictureRefused, sniff
from ausrufer.foundation.text import clean_line, is_blank

# field of an asset -> longest suggestion
SUGGESTED = {"title": 200, "alt_text": 1500, "author": 200, "licence_note": 300}

# https://iptc.org/standards/photo-metadata/iptc-standard/ (IIM data sets, record 2)
_IPTC = {"title": ((2, 5), (2, 105)), "author": ((2, 80),), "licence_note": ((2, 116), (2, 110))}
_EXIF = {"author": (0x013B, 0x9C9D), "licence_note": (0x8298,), "title": (0x010E, 0x9C9B)}
# the long text of a caption is no title; the standard has a field of its own for alternative texts
_XMP = {
    "title": ("title", "Headline"),
    "alt_text": ("AltTextAccessibility",),
    "author": ("creator",),
    "licence_note": ("UsageTerms", "rights", "WebStatement", "Credit"),
}
_MOST_XMP = 200_000  # bytes; a JPEG has room for 64 kB, other formats for as much as they like
_MOST_DEPTH = 12
# what Pillow raises for remarks that are not what they say
_BROKEN = (
    OSError, ValueError, SyntaxError, LookupError, TypeError, ArithmeticError, AttributeError,
)  # fmt: skip
# what cameras write where nobody typed anything
_MEANS_NOTHING = frozenset({"olympus digital camera", "dcim", "default", "unknown", "untitled"})


def suggestions(content: bytes) -> dict[str, str]:
    """Return what the file says, by field of an asset; a file that says nothing gives nothing."""
    try:
        sniff(content)  # no bombs: nothing is decoded before its size is known
        with Image.open(io.BytesIO(content)) as picture:
            said = [_from_xmp(picture), _from_iptc(picture), _from_exif(picture)]
    except (PictureRefused, *_BROKEN):
        return {}
    found = {}
    for field, most in SUGGESTED.items():
        texts = (one[field] for one in said if one.get(field))
        if text := next(texts, ""):
            found[field] = text[:most]
    return found


def _from_xmp(picture: Image.Image) -> dict[str, str]:
    raw = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    if not raw or len(raw) > _MOST_XMP:
        return {}
    try:
        told = list(_leaves(picture.getxmp()))
    except _BROKEN:  # defusedxml refuses entities with a ValueError
        return {}
    return {
        field: text
        for field, names in _XMP.items()
        if (text := next((t for name in names for key, t in told if key == name and t), ""))
    }


def _leaves(node: Any, name: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the texts of XMP as Pillow reads it, under the name of the property they belong to."""
    if depth > _MOST_DEPTH:
        return
    if isinstance(node, Mapping):
        for key, value in node.items():
            inside = key in {"Seq", "Bag", "Alt", "li", "text"}
            yield from _leaves(value, name if inside else str(key), depth + 1)
    elif isinstance(node, list):
        for value in node[:50]:
            yield from _leaves(value, name, depth + 1)
    elif node is not None:
        yield name, _said(node)


def _from_iptc(picture: ImageFile.ImageFile) -> dict[str, str]:
    try:
        told: Mapping[Any, Any] = IptcImagePlugin.getiptcinfo(picture) or {}
    except _BROKEN:
        return {}
    return _first(_IPTC, told)


def _from_exif(picture: Image.Image) -> dict[str, str]:
    try:
        return _first(_EXIF, dict(picture.getexif()))
    except _BROKEN:
        return {}


def _first(wanted: Mapping[str, tuple[Any, ...]], told: Mapping[Any, Any]) -> dict[str, str]:
    return {
        field: text
        for field, keys in wanted.items()
        if (text := next((_said(told[key]) for key in keys if _said(told.get(key))), ""))
    }


def _said(value: Any) -> str:
    """Return a text as people read it; empty where it says nothing."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_said(one) for one in value[:10])))
    if isinstance(value, bytes):
        value = _decoded(value)
    text = clean_line(str(value or ""))
    return "" if is_blank(text) or text.casefold() in _MEANS_NOTHING else text


def _decoded(raw: bytes) -> str:
    """Windows writes its EXIF texts as UTF-16, everybody else as UTF-8 or Latin 1."""
    if len(raw) % 2 == 0 and raw[1::2].count(0) > len(raw) // 4:
        return raw.decode("utf-16-le", "replace").rstrip("\x00")
    try:
        return raw.decode().rstrip("\x00")
    except UnicodeDecodeError:
        return raw.decode("latin-1").rstrip("\x00")
