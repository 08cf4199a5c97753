"""Cropping keeps the focal point visible and never leaves the picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ausrufer.library.cropping import Box, crop_for
from ausrufer.library.policy import Focus

SIDES = some.integers(1, 20_000)
RATIOS = some.floats(0.05, 20)
PLACES = some.builds(Focus, some.floats(0, 1), some.floats(0, 1))


@pytest.mark.parametrize(
    ("ratio", "size", "focus", "box"),
    [
        (1.0, (400, 200), Focus(), Box(100, 0, 200, 200)),
        (1.0, (400, 200), Focus(0.0, 0.5), Box(0, 0, 200, 200)),
        (1.0, (400, 200), Focus(1.0, 0.5), Box(200, 0, 200, 200)),
        (1.0, (400, 200), Focus(0.3, 0.9), Box(20, 0, 200, 200)),
        (1.0, (200, 400), Focus(0.9, 0.25), Box(0, 0, 200, 200)),
        (1.0, (200, 400), Focus(0.9, 0.75), Box(0, 200, 200, 200)),
        (2.0, (400, 200), Focus(0.1, 0.1), Box(0, 0, 400, 200)),
        (1.91, (1000, 1000), Focus(0.5, 0.0), Box(0, 0, 1000, 524)),
        (4 / 5, (1000, 1000), Focus(0.75, 0.5), Box(200, 0, 800, 1000)),
        (20.0, (1, 1), Focus(), Box(0, 0, 1, 1)),
    ],
)
def test_what_stays(ratio: float, size: tuple[int, int], focus: Focus, box: Box) -> None:
    assert crop_for(ratio, *size, focus) == box


@given(RATIOS, SIDES, SIDES, PLACES)
def test_never_leaves_the_picture_nor_loses_the_point(
    ratio: float, width: int, height: int, focus: Focus
) -> None:
    box = crop_for(ratio, width, height, focus)
    assert box.width >= 1
    assert box.height >= 1
    assert 0 <= box.left <= width - box.width
    assert 0 <= box.top <= height - box.height
    # half a pixel is lost by rounding
    assert box.left - 0.5 <= focus.x * width <= box.left + box.width + 0.5
    assert box.top - 0.5 <= focus.y * height <= box.top + box.height + 0.5


@given(RATIOS, SIDES, SIDES, PLACES)
def test_one_side_stays_whole(ratio: float, width: int, height: int, focus: Focus) -> None:
    box = crop_for(ratio, width, height, focus)
    assert box.width == width or box.height == height


@pytest.mark.parametrize(("ratio", "size"), [(0, (1, 1)), (-1, (5, 5)), (1, (0, 5)), (1, (5, 0))])
def test_nothing_has_no_shape(ratio: float, size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="shape"):
        crop_for(ratio, *size)
