"""Which part of a picture stays when a format is narrower or wider: pure."""

from dataclasses import dataclass

from ausrufer.library.policy import MIDDLE, Focus


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture in its own pixels, from the upper left corner."""

    left: int
    top: int
    width: int
    height: int


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
