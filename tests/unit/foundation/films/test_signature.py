"""What the first bytes of a file say."""

import pytest

from ausrufer.foundation.films.signature import container_of, media_type_of

CASES = [
    (b"\x00\x00\x00\x18ftypisom", "mov", "video/mp4"),
    (b"\x00\x00\x00\x14ftypqt  ", "mov", "video/quicktime"),
    (b"\x00\x00\x00\x08wide\x00\x00", "mov", "video/mp4"),
    (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "matroska", "video/webm"),
    (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska", "", ""),
    (b"\x00\x00\x00\x18ftypheic", "", ""),  # a picture of a telephone
    (b"\x00\x00\x00\x18ftypavif", "", ""),
    (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd", "", ""),
    (b"PK\x03\x04", "", ""),
    (b"", "", ""),
    (b"\x1a\x45\xdf\xa3" + bytes(80) + b"webm", "", ""),  # too late to be believed
]


@pytest.mark.parametrize(("start", "container", "media_type"), CASES)
def test_first_bytes_tell_a_film(start: bytes, container: str, media_type: str) -> None:
    assert (container_of(start), media_type_of(start)) == (container, media_type)
