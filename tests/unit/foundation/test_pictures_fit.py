"""Making pictures fit: nothing where nothing is needed, the smallest step where it is."""

import io

import pytest
from PIL import Image, ImageCms

from ausrufer.foundation.pictures import PictureRefused, fit, inspect
from tests.unit.foundation.drawings import SRGB, moving, photo, saved, talking_jpeg

ALL = ("image/jpeg", "image/png", "image/webp", "image/gif")


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_fits_stays_the_same_to_the_byte(form: str) -> None:
    content = saved(photo(), form)
    assert fit(content, most_bytes=len(content), most_pixels=320 * 200, formats=ALL) == content
    assert fit(content, most_bytes=None, most_pixels=None, formats=ALL) == content


def test_moving_pictures_that_fit_keep_moving() -> None:
    content = moving("GIF")
    assert fit(content, most_bytes=None, most_pixels=None, formats=ALL) == content


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("most_bytes", [60_000, 20_000, 5_000, 1_500])
def test_fewer_bytes(form: str, most_bytes: int) -> None:
    content = saved(photo(800, 600), form, quality=98)
    assert len(content) > 60_000
    fitted = fit(content, most_bytes=most_bytes, most_pixels=None, formats=ALL)
    assert len(fitted) <= most_bytes
    facts = inspect(fitted)
    assert abs(facts.width / facts.height - 4 / 3) < 0.05
    assert fit(fitted, most_bytes=most_bytes, most_pixels=None, formats=ALL) == fitted
    assert fit(content, most_bytes=most_bytes, most_pixels=None, formats=ALL) == fitted


def test_the_step_is_the_smallest() -> None:
    """First less fine, at full size; smaller only where that is not enough."""
    content = saved(photo(800, 600), "JPEG", quality=98)
    slightly = fit(content, most_bytes=len(content) - 1, most_pixels=None, formats=ALL)
    assert inspect(slightly).width == 800
    assert len(slightly) > len(content) // 2
    strongly = fit(content, most_bytes=len(content) // 20, most_pixels=None, formats=ALL)
    assert 200 < inspect(strongly).width < 800
    assert len(strongly) > len(content) // 20 // 2


@pytest.mark.parametrize("most_pixels", [479_999, 100_000, 5_000])
def test_fewer_pixels(most_pixels: int) -> None:
    content = saved(photo(800, 600), "PNG")
    facts = inspect(fit(content, most_bytes=None, most_pixels=most_pixels, formats=ALL))
    assert most_pixels * 0.98 < facts.width * facts.height <= most_pixels
    assert facts.media_type == "image/png"


@pytest.mark.parametrize(
    ("form", "mode", "formats", "expected"),
    [
        ("WEBP", "RGB", ("image/jpeg", "image/png"), "image/jpeg"),
        ("WEBP", "RGBA", ("image/jpeg", "image/png"), "image/png"),
        ("GIF", "RGB", ("image/jpeg", "image/png"), "image/png"),
        ("GIF", "RGB", ("image/jpeg",), "image/jpeg"),
        ("PNG", "RGBA", ("image/jpeg",), "image/jpeg"),
        ("PNG", "RGBA", ("image/jpeg", "image/webp"), "image/webp"),
        ("JPEG", "RGB", ("image/png",), "image/png"),
        ("JPEG", "CMYK", ("image/webp",), "image/webp"),
    ],
)
def test_another_format(form: str, mode: str, formats: tuple[str, ...], expected: str) -> None:
    picture = photo(mode=mode)
    if mode == "RGBA":
        picture.putalpha(photo(mode="L"))
    content = saved(picture, form)
    facts = inspect(fit(content, most_bytes=None, most_pixels=None, formats=formats))
    assert (facts.media_type, facts.width, facts.height) == (expected, 320, 200)


def test_a_format_nobody_can_save() -> None:
    with pytest.raises(PictureRefused, match="kein Format, das der Kanal annimmt"):
        fit(saved(photo(), "JPEG"), most_bytes=None, most_pixels=None, formats=("image/gif",))


def test_what_cannot_become_small_enough() -> None:
    with pytest.raises(PictureRefused, match="lässt sich nicht so weit verkleinern"):
        fit(saved(photo(), "JPEG"), most_bytes=100, most_pixels=None, formats=ALL)


def test_what_one_sees_through_stays_so_or_becomes_white() -> None:
    glass = Image.new("RGBA", (100, 100), (255, 0, 0, 0))
    content = saved(glass, "PNG")
    shrunk = opened(fit(content, most_bytes=None, most_pixels=2_500, formats=ALL))
    assert (shrunk.mode, shrunk.getpixel((10, 10))[3]) == ("RGBA", 0)
    flat = opened(fit(content, most_bytes=None, most_pixels=None, formats=("image/jpeg",)))
    assert flat.convert("RGB").getpixel((10, 10)) == (255, 255, 255)


def test_a_photograph_saved_as_png_becomes_less_fine_before_it_becomes_smaller() -> None:
    content = saved(photo(800, 600, "RGBA"), "PNG")
    facts = inspect(fit(content, most_bytes=len(content) // 4, most_pixels=None, formats=ALL))
    assert (facts.media_type, facts.width) == ("image/jpeg", 800)


def test_printing_colours_become_screen_colours() -> None:
    paper = Image.new("CMYK", (64, 64), (255, 0, 0, 0))
    content = saved(paper, "JPEG")
    screen = opened(fit(content, most_bytes=None, most_pixels=32 * 32, formats=ALL))
    assert screen.mode == "RGB"
    red, green, blue = screen.getpixel((5, 5))
    assert red < 60
    assert green > 120
    assert blue > 180


def test_grey_of_sixteen_bits_keeps_its_shades() -> None:
    grey = Image.frombytes("I;16", (64, 64), (32_768).to_bytes(2, "little") * 64 * 64)
    small = opened(fit(saved(grey, "PNG"), most_bytes=None, most_pixels=32 * 32, formats=ALL))
    assert 126 <= small.convert("L").getpixel((5, 5)) <= 130


def test_colour_profiles_stay_where_they_still_tell_the_truth() -> None:
    coloured = saved(photo(), "JPEG", icc_profile=SRGB)
    fitted = opened(fit(coloured, most_bytes=None, most_pixels=10_000, formats=ALL))
    assert fitted.info["icc_profile"] == SRGB

    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    grey = saved(photo(mode="L"), "JPEG", icc_profile=lab)
    fitted = opened(fit(grey, most_bytes=None, most_pixels=10_000, formats=ALL))
    assert "icc_profile" not in fitted.info


def test_very_long_pictures() -> None:
    strip = saved(photo(4000, 20), "PNG")
    facts = inspect(fit(strip, most_bytes=None, most_pixels=70_000, formats=ALL))
    assert facts.width * facts.height <= 70_000
    assert facts.height >= 16


@pytest.mark.parametrize("content", [b"", b"nein", saved(photo(), "PNG")[:-40]])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(PictureRefused):
        fit(content, most_bytes=None, most_pixels=None, formats=ALL)


def test_nothing_of_place_and_camera_comes_back() -> None:
    fitted = fit(talking_jpeg(), most_bytes=None, most_pixels=1_000, formats=ALL)
    assert [word for word in (b"Exif", b"Erika", b"geheim") if word in fitted] == []
