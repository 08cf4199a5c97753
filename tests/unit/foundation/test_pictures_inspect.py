"""What counts as a picture, and why others do not."""

import struct
import tracemalloc

import pytest
from PIL import Image

from ausrufer.foundation.pictures import PictureFacts, PictureRefused, inspect, sniff
from tests.unit.foundation.drawings import moving, photo, png_bomb, saved

UNKNOWN = "Die Datei ist kein vollständiges Bild im Format JPEG, PNG, WebP oder GIF."
INCOMPLETE = "Das Bild ist unvollständig oder beschädigt."
TOO_MANY = "Das Bild hat zu viele Bildpunkte: höchstens 50 Megapixel sind möglich."
HIDDEN = (
    "Hinter dem Bild sind weitere Daten in der Datei versteckt. Bitte speichern Sie das Bild neu."
)
GOOD = {
    "jpeg": (saved(photo(), "JPEG"), "image/jpeg"),
    "progressive jpeg": (saved(photo(), "JPEG", progressive=True), "image/jpeg"),
    "grey jpeg": (saved(photo(mode="L"), "JPEG"), "image/jpeg"),
    "printer's jpeg": (saved(photo(mode="CMYK"), "JPEG"), "image/jpeg"),
    "jpeg with restarts": (saved(photo(), "JPEG", restart_marker_rows=1), "image/jpeg"),
    "jpeg of several pictures": (
        saved(photo(), "MPO", save_all=True, append_images=[]),
        "image/jpeg",
    ),
    "png": (saved(photo(), "PNG"), "image/png"),
    "png with alpha": (saved(photo(mode="RGBA"), "PNG"), "image/png"),
    "png with palette": (saved(photo(mode="P"), "PNG"), "image/png"),
    "png of 16 bits": (saved(photo(mode="I;16"), "PNG"), "image/png"),
    "png of 1 bit": (saved(photo(mode="1"), "PNG"), "image/png"),
    "gif": (saved(photo(), "GIF"), "image/gif"),
    "webp": (saved(photo(), "WEBP"), "image/webp"),
    "webp without loss": (saved(photo(mode="RGBA"), "WEBP", lossless=True), "image/webp"),
}
MOVING = {form: moving(form) for form in ("GIF", "PNG", "WEBP")}


@pytest.mark.parametrize("name", GOOD)
def test_pictures(name: str) -> None:
    content, media_type = GOOD[name]
    assert inspect(content) == PictureFacts(media_type, 320, 200)
    assert sniff(content) == media_type


@pytest.mark.parametrize("form", MOVING)
def test_moving_pictures(form: str) -> None:
    assert inspect(MOVING[form]) == PictureFacts(f"image/{form.lower()}", 80, 60)


def reason(content: bytes) -> str:
    with pytest.raises(PictureRefused) as refused:
        inspect(content)
    assert str(refused.value) == refused.value.for_staff
    return refused.value.for_staff


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00",
        b"Kein Bild",
        b"%PDF-1.7\n",
        b"PK\x03\x04" + bytes(100),
        b"<html><script>alert(1)</script></html>",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"RIFF\x00\x00\x00\x00WEBP",
        saved(photo(), "BMP"),
        saved(photo(), "TIFF"),
        saved(photo(), "ICO"),
        b" " + GOOD["png"][0],
        b"GIF89a/*" + b"x" * 100 + b"*/=1;alert(1)",
    ],
)
def test_what_is_no_picture(content: bytes) -> None:
    assert reason(content) in {UNKNOWN, INCOMPLETE}


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- x --><svg/>",
        b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' ''><SVG/>",
    ],
)
def test_svg_is_named(content: bytes) -> None:
    assert reason(content) == (
        "SVG-Grafiken können Programme enthalten und werden nicht angenommen. "
        "Bitte speichern Sie die Grafik als PNG."
    )


def test_photographs_of_telephones_are_named() -> None:
    assert reason(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00") == (
        "Das Bild liegt im Format HEIC oder AVIF vor, das nicht überall angezeigt wird. "
        "Bitte speichern Sie es als JPEG."
    )


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_pictures_that_break_off(name: str, share: float) -> None:
    content = GOOD[name][0]
    assert reason(content[: int(len(content) * share)]) in {UNKNOWN, INCOMPLETE}


@pytest.mark.parametrize("name", GOOD)
def test_pictures_without_their_last_byte(name: str) -> None:
    assert reason(GOOD[name][0][:-1]) in {UNKNOWN, INCOMPLETE}


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize(
    "tail", [b"PK\x03\x04", b"<script>alert(1)</script>", b"\x00", GOOD["png"][0]]
)
def test_hidden_tails(name: str, tail: bytes) -> None:
    assert reason(GOOD[name][0] + tail) == HIDDEN


def test_a_second_picture_is_a_hidden_tail() -> None:
    content = saved(photo(), "MPO", save_all=True, append_images=[photo(10, 10)])
    assert reason(content) == HIDDEN


@pytest.mark.parametrize(
    ("width", "height"),
    [(10_000, 5_001), (50_001, 1_000), (65_000, 65_000), (2**31 - 1, 2**31 - 1)],
)
def test_bombs_are_refused_before_they_unfold(width: int, height: int) -> None:
    bomb = png_bomb(width, height)
    tracemalloc.start()
    assert reason(bomb) in {TOO_MANY, UNKNOWN}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(bomb) + 5_000_000


def test_a_gif_that_lies_about_its_size() -> None:
    gif = bytearray(GOOD["gif"][0])
    gif[6:10] = struct.pack("<HH", 65_535, 65_535)
    assert reason(bytes(gif)) == TOO_MANY


def test_fifty_megapixels_are_possible() -> None:
    picture = Image.new("1", (10_000, 5_000))
    assert inspect(saved(picture, "PNG")) == PictureFacts("image/png", 10_000, 5_000)


def test_twenty_megabytes_are_the_limit() -> None:
    small = GOOD["jpeg"][0]
    assert reason(small + bytes(20_000_000 - len(small))) == HIDDEN
    assert reason(small + bytes(20_000_001 - len(small))) == (
        "Das Bild ist zu groß: höchstens 20 MB sind möglich."
    )


def test_animations_without_end() -> None:
    frames = [Image.new("L", (2, 2), number % 2 * 255) for number in range(1_001)]
    content = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert reason(content) == (
        "Das bewegte Bild ist zu lang: höchstens 1000 Einzelbilder sind möglich."
    )
    few = saved(frames[0], "GIF", save_all=True, append_images=frames[1:1000])
    assert inspect(few) == PictureFacts("image/gif", 2, 2)
