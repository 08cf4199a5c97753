"""The containers of picture files, piece by piece: which pieces make the picture, which only talk.

Cutting pieces out keeps every pixel as it is; saving anew would not. A container that breaks off or
does not follow its format raises ValueError.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes from `start` to `end`; `needed` where the picture changes without it."""

    start: int
    end: int
    needed: bool


def picture_only(content: bytes, media_type: str) -> bytes:
    """Return the picture without location, camera, comments and whatever hangs behind its end."""
    kept = b"".join(
        content[piece.start : piece.end] for piece in _WALKS[media_type](content) if piece.needed
    )
    return _webp_header(kept) if media_type == "image/webp" else kept


def end_of_picture(content: bytes, media_type: str) -> int:
    """Return the offset behind the last piece."""
    return max(piece.end for piece in _WALKS[media_type](content))


def _number(content: bytes, start: int, size: int, order: Literal["big", "little"]) -> int:
    if start + size > len(content):
        raise ValueError("breaks off")
    return int.from_bytes(content[start : start + size], order)


def _within(end: int, content: bytes) -> int:
    if end > len(content):
        raise ValueError("breaks off")
    return end


# --- JPEG: markers with segments, and compressed stretches between them (ITU T.81 annex B) --------

_SOI, _EOI, _SOS, _COM, _APP0, _APP2, _APP14, _APP15 = (
    0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xE2, 0xEE, 0xEF,
)  # fmt: skip
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def _jpeg(content: bytes) -> Iterator[Piece]:
    if not content.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    yield Piece(0, 2, needed=True)
    at, compressed = 2, False
    while True:
        found = _NEXT_MARKER.search(content, at)
        if found is None:
            raise ValueError("breaks off")
        if compressed:
            yield Piece(at, found.start(), needed=True)
        start, marker = found.start(), content[found.start() + 1]
        if marker == _EOI:
            yield Piece(start, start + 2, needed=True)
            return
        at = _within(start + 2 + _number(content, start + 2, 2, "big"), content)
        yield Piece(start, at, needed=_jpeg_needs(marker, content[start + 4 : at]))
        compressed = marker == _SOS


def _jpeg_needs(marker: int, segment: bytes) -> bool:
    if marker == _APP0:
        return segment.startswith(b"JFIF\x00")
    if marker == _APP2:
        return segment.startswith(b"ICC_PROFILE\x00")
    if marker == _APP14:  # how Adobe's colours are to be read
        return segment.startswith(b"Adobe")
    return not (_APP0 <= marker <= _APP15 or marker == _COM)


# --- PNG: chunks (W3C PNG third edition, §5) ------------------------------------------------------

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_NEEDED = frozenset(
    b"IHDR PLTE IDAT IEND tRNS acTL fcTL fdAT "  # the picture, its movement
    b"cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs".split()  # its colours and proportions
)


def _png(content: bytes) -> Iterator[Piece]:
    if not content.startswith(_PNG_START):
        raise ValueError("no PNG")
    at = len(_PNG_START)
    yield Piece(0, at, needed=True)
    kind = b""
    while kind != b"IEND":
        start, kind = at, content[at + 4 : at + 8]
        at = _within(start + 12 + _number(content, start, 4, "big"), content)
        yield Piece(start, at, needed=kind in _PNG_NEEDED)


# --- GIF: blocks made of sub-blocks (GIF89a specification) ----------------------------------------

_PICTURE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def _gif(content: bytes) -> Iterator[Piece]:
    if content[:6] not in {b"GIF87a", b"GIF89a"}:
        raise ValueError("no GIF")
    at = _within(13 + _colour_table(_number(content, 10, 1, "big")), content)
    yield Piece(0, at, needed=True)
    while True:
        start, kind = at, _number(content, at, 1, "big")
        if kind == _TRAILER:
            yield Piece(start, start + 1, needed=True)
            return
        if kind == _PICTURE:
            table = _colour_table(_number(content, start + 9, 1, "big"))
            at = _behind_sub_blocks(content, start + 10 + table + 1)
            yield Piece(start, at, needed=True)
        elif kind == _EXTENSION:
            at = _behind_sub_blocks(content, start + 2)
            yield Piece(start, at, needed=_gif_needs(content[start + 1 : start + 14]))
        else:
            raise ValueError("no GIF block")


def _colour_table(packed: int) -> int:
    return 3 * 2 ** ((packed & 0x07) + 1) if packed & 0x80 else 0


def _behind_sub_blocks(content: bytes, at: int) -> int:
    while size := _number(content, at, 1, "big"):
        at += size + 1
    return at + 1


def _gif_needs(extension: bytes) -> bool:
    timing, application = 0xF9, 0xFF
    return extension[0] == timing or (extension[0] == application and extension[2:] in _GIF_LOOPS)


# --- WebP: chunks of a RIFF file (RFC 9649) -------------------------------------------------------

_WEBP_NEEDED = frozenset(b"VP8 |VP8L|VP8X|ICCP|ANIM|ANMF|ALPH".split(b"|"))
_EXIF_AND_XMP = 0x08 | 0x04


def _webp(content: bytes) -> Iterator[Piece]:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise ValueError("no WebP")
    yield Piece(0, 12, needed=True)
    end, at = _within(8 + _number(content, 4, 4, "little"), content), 12
    while at < end:
        start, size = at, _number(content, at + 4, 4, "little")
        at = start + 8 + size + size % 2
        if at > end:
            raise ValueError("breaks off")
        yield Piece(start, at, needed=content[start : start + 4] in _WEBP_NEEDED)


def _webp_header(kept: bytes) -> bytes:
    """Return the file with its length and its list of contents put right."""
    fixed = bytearray(kept)
    fixed[4:8] = (len(kept) - 8).to_bytes(4, "little")
    if fixed[12:16] == b"VP8X":
        fixed[20] &= ~_EXIF_AND_XMP & 0xFF
    return bytes(fixed)


_WALKS: dict[str, Callable[[bytes], Iterator[Piece]]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/gif": _gif,
    "image/webp": _webp,
}
