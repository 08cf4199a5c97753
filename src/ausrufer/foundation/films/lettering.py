"""Captions as a picture: set in the house's font, white on a dark box, where nothing covers them.

Sizes and margins follow what broadcasters keep to: letters of a twentieth of the short edge, at
most three lines, nothing at the outer edge, and in upright films nothing where telephones lay
names and buttons over the picture.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import ausrufer
from ausrufer.foundation.films.cues import MOST_SIGNS, spoken

FONT = Path(ausrufer.__file__).parent / "design/static/vendor/fira-sans/whole/FiraSans-Medium.woff2"
MOST_LINES = 3
_LETTERS = 1 / 20  # of the short edge
_BLACK, _WHITE = 16, 235  # as films count brightness
_NOTHING = "\uffff"  # what no font has
_NARROWEST = 0.2  # of the size: no sign with a width of its own takes less


@dataclass(frozen=True, slots=True)
class Box:
    """A picture of words and its place in the film; all even, `luma` by rows."""

    left: int
    top: int
    width: int
    height: int
    luma: bytes


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont:
    # the layout every installation has: Raqm would look for a library of the system
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _is_drawn(sign: str) -> bool:
    font = _font(24)
    return bytes(font.getmask(sign)) != bytes(font.getmask(_NOTHING))


def unknown_letters(words: str) -> set[str]:
    """Return the letters and marks that the font cannot draw; symbols do not count."""
    return set(_unknown(words))


def _unknown(words: str) -> Iterator[str]:
    letters = (sign for sign in set(words) if unicodedata.category(sign)[0] in "LMN")
    return (sign for sign in letters if not _is_drawn(sign))


def burnable(captions: str) -> bool:
    """Tell whether captions (WebVTT of the house's own) can be drawn without losing a word.

    Writing from right to left is not: setting it takes a library that no wheel brings along.
    """
    cues = spoken(captions)
    short = all(len(one.words) <= MOST_SIGNS for one in cues)
    # one decides: megabytes of foreign letters are not drawn for it
    return bool(cues) and short and not any(_unknown("".join(one.words for one in cues)))


class Lettering:
    """Sets words for a film of this size."""

    def __init__(self, width: int, height: int) -> None:
        upright = height > width * 1.2
        self._width, self._height = width, height
        self._size = max(12, round(min(width, height) * _LETTERS))
        self._side = width * (0.12 if upright else 0.06)
        self._bottom = height * (0.22 if upright else 0.06)
        self._font = _font(self._size)

    def pages(self, words: str) -> list[list[str]]:
        """Return the lines, as many at a time as stand in the picture together."""
        given = "".join(one for one in words if one in {"\n", " "} or _is_drawn(one))
        lines = [line for one in given.split("\n") for line in self._wrapped(one)]
        if len(lines) > MOST_LINES and "–" not in given:
            lines = self._wrapped(given.replace("\n", " "))
        count = -(-len(lines) // MOST_LINES)
        return [
            lines[len(lines) * n // count : len(lines) * (n + 1) // count] for n in range(count)
        ]

    def box(self, lines: list[str]) -> Box:
        """Return the picture of some lines."""
        step, inset = round(self._size * 1.25), round(self._size * 0.4)
        widest = max(self._font.getlength(line) for line in lines)
        width = min(_even(widest) + 2 * _even(inset), _even(self._width - 1))
        height = min(_even(step * len(lines) + inset), _even(self._height - 1))
        drawn = Image.new("L", (width, height), _BLACK)
        pen = ImageDraw.Draw(drawn)
        for number, line in enumerate(lines):
            middle = (width / 2, inset / 2 + step * (number + 0.5))
            pen.text(middle, line, fill=_WHITE, font=self._font, anchor="mm")
        left = int(self._width - width) // 4 * 2
        top = int(max(0, self._height - self._bottom - height)) // 2 * 2
        return Box(left, top, width, height, drawn.tobytes())

    def _wrapped(self, text: str) -> list[str]:
        room = self._width - 2 * self._side - 2 * round(self._size * 0.4)
        lines = [""]
        for word in (piece for one in text.split() for piece in self._pieces(one, room)):
            longer = f"{lines[-1]} {word}".strip()
            if self._font.getlength(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return [line for line in lines if line]

    def _pieces(self, word: str, room: float) -> list[str]:
        """Return a word, cut where it would not fit into one line."""
        pieces, most = [], 2 + int(room / (self._size * _NARROWEST))
        while word and (len(word) > most or self._font.getlength(word) > room):
            fitting = range(1, min(len(word), most))
            at = bisect_right(fitting, room, key=lambda n: self._font.getlength(word[:n]))
            pieces.append(word[: max(1, at)])
            word = word[max(1, at) :]
        return [*pieces, word] if word else pieces


def _even(number: float) -> int:
    return max(2, (int(number) + 1) // 2 * 2)
