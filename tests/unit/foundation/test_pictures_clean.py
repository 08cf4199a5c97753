"""A picture must not tell where somebody lives; and it must not lose anything else."""

import io
import itertools
from collections.abc import Callable

import pytest
from PIL import Image, ImageOps

from ausrufer.foundation.pictures import PictureRefused, clean, inspect
from tests.unit.foundation.drawings import (
    SRGB,
    XMP,
    exif,
    moving,
    photo,
    pixels,
    saved,
    talking_jpeg,
    talking_png,
    talking_webp,
)

SILENT = {
    "jpeg": saved(photo(), "JPEG", quality=90),
    "progressive jpeg": saved(photo(), "JPEG", progressive=True),
    "jpeg with profile": saved(photo(), "JPEG", icc_profile=SRGB),
    "printer's jpeg": saved(photo(mode="CMYK"), "JPEG"),
    "png": saved(photo(), "PNG"),
    "png with alpha and profile": saved(photo(mode="RGBA"), "PNG", icc_profile=SRGB, dpi=(72, 72)),
    "png with palette": saved(photo(mode="P"), "PNG", transparency=3),
    "moving png": moving("PNG"),
    "gif": saved(photo(), "GIF"),
    "moving gif": moving("GIF"),
    "webp": saved(photo(), "WEBP"),
    "webp with alpha and profile": saved(photo(mode="RGBA"), "WEBP", icc_profile=SRGB),
    "moving webp": moving("WEBP"),
}
TALKING: dict[str, Callable[..., bytes]] = {
    "jpeg": talking_jpeg,
    "png": talking_png,
    "webp": talking_webp,
}
SECRETS = [b"Erika", b"Mustermann", b"geheim", b"xmpmeta", b"Kamera", b"Exif\x00\x00", b"eXIf"]


@pytest.mark.parametrize("name", SILENT)
def test_where_nothing_is_to_be_taken_out_the_bytes_stay(name: str) -> None:
    assert clean(SILENT[name]) == SILENT[name]


@pytest.mark.parametrize("form", TALKING)
def test_place_camera_and_remarks_are_gone_and_every_pixel_stays(form: str) -> None:
    content = TALKING[form](icc_profile=SRGB)
    with Image.open(io.BytesIO(content)) as before:
        assert dict(before.getexif()) != {}
    cleaned = clean(content)
    assert [secret for secret in SECRETS if secret in cleaned] == []
    assert pixels(cleaned, "RGBA") == pixels(content, "RGBA")
    assert inspect(cleaned) == inspect(content)
    with Image.open(io.BytesIO(cleaned)) as after:
        assert dict(after.getexif()) == {}
        assert after.info["icc_profile"] == SRGB
        assert {"xmp", "comment", "Author", "exif"} & set(after.info) == set()


@pytest.mark.parametrize("form", TALKING)
def test_cleaning_twice_changes_nothing(form: str) -> None:
    cleaned = clean(TALKING[form]())
    assert clean(cleaned) == cleaned


def test_a_gif_loses_its_remarks_and_keeps_moving() -> None:
    silent = moving("GIF")
    talking = moving("GIF", comment=b"geheim")
    assert b"geheim" in talking
    assert b"geheim" not in clean(talking)
    assert _frames(clean(talking)) == _frames(silent)

    note = b"\x21\xff\x0bXMP DataXMP" + bytes([len(XMP)]) + XMP + b"\x00"
    assert clean(silent[:-1] + note + b"\x3b") == silent


def test_a_moving_webp_loses_its_remarks_and_keeps_moving() -> None:
    talking = moving("WEBP", xmp=XMP)
    assert b"Erika" not in clean(talking)
    assert _frames(clean(talking)) == _frames(talking)


def _frames(content: bytes) -> list[tuple[bytes, int]]:
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.info["loop"] == 0
        shown = []
        for number in range(picture.n_frames):
            picture.seek(number)
            shown.append((picture.convert("RGB").tobytes(), int(picture.info["duration"])))
        return shown


@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize("form", ["jpeg", "png", "webp"])
def test_a_camera_held_sideways(form: str, orientation: int) -> None:
    """Afterwards the pixels themselves stand upright, and nobody has to turn them."""
    content = TALKING[form](exif=exif(orientation), icc_profile=SRGB)
    with Image.open(io.BytesIO(content)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    cleaned = clean(content)
    assert [secret for secret in SECRETS if secret in cleaned] == []
    facts = inspect(cleaned)
    assert (facts.width, facts.height) == upright.size
    assert facts.media_type == f"image/{form}"
    with Image.open(io.BytesIO(cleaned)) as after:
        assert dict(after.getexif()) == {}
        assert after.info["icc_profile"] == SRGB
        assert _difference(after.convert("RGB"), upright) < (0.1 if form == "png" else 4)


def _difference(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of the channels, 0 to 255."""
    values = list(zip(one.tobytes(), other.tobytes(), strict=True))
    return sum(abs(a - b) for a, b in values) / len(values)


def test_turning_a_photograph_does_not_blow_it_up() -> None:
    content = talking_jpeg(6, quality=85)
    assert len(clean(content)) < 1.2 * len(content)


def test_a_printers_photograph_held_sideways() -> None:
    content = saved(photo(mode="CMYK"), "JPEG", exif=exif(6))
    facts = inspect(clean(content))
    assert (facts.width, facts.height) == (200, 320)


def test_the_tail_of_a_telephone_is_cut_off() -> None:
    """Telephones append films and depth maps to their photographs."""
    silent = SILENT["jpeg"]
    for tail in (b"MotionPhoto" + bytes(1000), saved(photo(9, 9), "JPEG"), b"PK\x03\x04"):
        assert clean(silent + tail) == silent


def test_of_several_pictures_the_first_stays() -> None:
    content = saved(photo(), "MPO", save_all=True, append_images=[photo(16, 16)])
    cleaned = clean(content)
    with Image.open(io.BytesIO(cleaned)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (320, 200))
    assert pixels(cleaned) == pixels(content)


def test_transparency_stays() -> None:
    glass = photo(mode="RGBA")
    glass.putalpha(photo(mode="L"))
    content = saved(glass, "PNG", exif=photo().getexif().tobytes() or None)
    assert pixels(clean(content), "RGBA") == glass.tobytes()


# Pillow warns of what is broken; here the tests make an error of every warning.
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_exif_that_is_broken_is_taken_out_too() -> None:
    content = saved(photo(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff" + b"\xff" * 40)
    assert clean(content) == saved(photo(), "JPEG")


@pytest.mark.parametrize("content", [b"", b"nein", SILENT["jpeg"][:-2], SILENT["png"][:-1]])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(PictureRefused):
        clean(content)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_no_change_of_one_byte_brings_it_down() -> None:
    """Whatever a byte is changed to: a picture or a refusal, never anything else."""
    originals = [talking_jpeg(6), talking_png(), talking_webp(), moving("GIF")]
    for content, (share, value) in itertools.product(
        originals, itertools.product(range(0, 1000, 13), (0x00, 0xFF))
    ):
        changed = bytearray(content)
        changed[min(share, len(content) - 1) if share < 600 else len(content) * share // 1000] = (
            value
        )
        try:
            cleaned = clean(bytes(changed))
        except PictureRefused:
            continue
        assert inspect(cleaned).media_type.startswith("image/")
