"""What a file says of itself in its first bytes: pure, nothing is decoded here."""

ENOUGH = 64  # bytes to be looked at

_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"})
_PICTURES = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis"})


def container_of(start: bytes) -> str:
    """Return how a file that begins so is kept: `matroska`, `mov` (MP4 too), empty for no film."""
    start = start[:ENOUGH]
    if start.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in start:
        return "matroska"
    if start[4:8] in _BOXES and start[8:12] not in _PICTURES:
        return "mov"
    return ""


def media_type_of(start: bytes) -> str:
    """Return what a file that begins so seems to be, until it is read; empty for no film."""
    container = container_of(start)
    if container == "matroska":
        return "video/webm"
    if container and start[8:12] == b"qt  ":
        return "video/quicktime"
    return "video/mp4" if container else ""
