"""Which part of a picture stays when a format is narrower or wider: pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from ausrufer.library.policy import MIDDLE, Focus


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture in its own pixels, from the upper left corner."""

    left: int
    top: int
    width: int
    height: int

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """Left, upper, right and lower edge."""
        return self.left, self.top, self.left + self.width, self.top + self.height


@dataclass(frozen=True, slots=True)
class Size:
    """A picture in pixels with the point that must stay visible."""

    width: int
    height: int
    focus: Focus = MIDDLE

    @property
    def ratio(self) -> float:
        """Width by height."""
        return self.width / max(1, self.height)


def parts(
    pictures: Sequence[Size],
    narrowest: float | None,
    widest: float | None,
    *,
    like_the_first: bool = False,
) -> list[Box]:
    """Return what is shown of each picture where only shapes between two ratios are.

    `like_the_first`: all take the shape of the first one. What fits stays whole.
    """
    shapes = [_allowed(one.ratio, narrowest, widest) for one in pictures]
    if like_the_first:
        shapes = shapes[:1] * len(pictures)
    return [_part(one, shape) for one, shape in zip(pictures, shapes, strict=True)]


def _part(one: Size, shape: float) -> Box:
    if not shape or one.ratio == shape:
        return Box(0, 0, one.width, one.height)
    return crop_for(shape, one.width, one.height, one.focus)


def _allowed(ratio: float, narrowest: float | None, widest: float | None) -> float:
    if narrowest is not None:
        ratio = max(ratio, narrowest)
    return ratio if widest is None else min(ratio, widest)


def crop_for(ratio: float, width: int, height: int, focus: Focus = MIDDLE) -> Box:
    """Return the largest part of this shape (width by height) around the focal point.

    The point lies in the middle of the part as far as the picture reaches. The picture is `width`
    by `height` pixels; the part is never empty and never reaches outside.
    """
    if ratio <= 0 or width < 1 or height < 1:
        raise ValueError("a shape has a width and a height")
    if width > height * ratio:
        kept = min(width, max(1, round(height * ratio)))
        return Box(_start(focus.x, kept, width), 0, kept, height)
    kept = min(height, max(1, round(width / ratio)))
    return Box(0, _start(focus.y, kept, height), width, kept)


def _start(point: float, kept: int, whole: int) -> int:
    return min(max(round(point * whole - kept / 2), 0), whole - kept)
