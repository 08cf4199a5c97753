"""Captions burnt into the pictures of a film, inside the decoder's own process only."""

from bisect import bisect_right
from functools import lru_cache

from av.video.frame import VideoFrame
from av.video.plane import VideoPlane

from ausrufer.foundation.films.cues import Stretch, spoken, stretches
from ausrufer.foundation.films.lettering import Box, Lettering

_KEPT = 8  # pictures of words; a cue stands for many frames and then never comes again
_GREY = b"\x80"


class Burning:
    """Draws captions into frames of the format yuv420p and of one size."""

    def __init__(self, captions: str, *, width: int, height: int) -> None:
        self._stretches = stretches(spoken(captions))
        self._starts = [one.start for one in self._stretches]
        self._lettering = Lettering(width, height)
        self._pages = lru_cache(maxsize=_KEPT)(self._lettering.pages)
        self._box = lru_cache(maxsize=_KEPT)(self._drawn)

    def onto(self, frame: VideoFrame) -> None:
        """Draw what is said at the time of a frame; only the box's own pixels are touched."""
        stretch = self._stretch_at(frame.time)
        pages = self._pages(stretch.words) if stretch else []
        if stretch is None or frame.time is None or not pages:
            return
        gone = (frame.time - stretch.start) / (stretch.end - stretch.start)
        box = self._box(tuple(pages[min(len(pages) - 1, int(gone * len(pages)))]))
        # The decoder may look at this picture again to make the next ones from it.
        frame.make_writable()
        luma, *colours = frame.planes
        _paint(luma, box)
        for plane in colours:
            _blank(plane, box)

    def _stretch_at(self, time: float | None) -> Stretch | None:
        at = bisect_right(self._starts, time or 0.0) - 1
        if time is None or at < 0 or time >= self._stretches[at].end:
            return None
        return self._stretches[at]

    def _drawn(self, lines: tuple[str, ...]) -> Box:
        return self._lettering.box(list(lines))


def _paint(plane: VideoPlane, box: Box) -> None:
    into = memoryview(plane)
    for row in range(box.height):
        at = (box.top + row) * plane.line_size + box.left
        into[at : at + box.width] = box.luma[row * box.width : (row + 1) * box.width]


def _blank(plane: VideoPlane, box: Box) -> None:
    """Take the colour out below the box; a plane of colour has half the size."""
    into, row = memoryview(plane), _GREY * (box.width // 2)
    for number in range(box.top // 2, (box.top + box.height) // 2):
        at = number * plane.line_size + box.left // 2
        into[at : at + len(row)] = row
