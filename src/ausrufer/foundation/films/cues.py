"""What is to be read when: captions as stretches of time that follow each other; pure."""

import html
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import webvtt
from webvtt.models import Timestamp

from ausrufer.foundation.text import clean_text

MOST_SIGNS = 1000  # of one cue: more was never meant to be read at one time
_AT_ONCE = 2  # voices side by side; of more the latest are shown
_SLIP = 0.2  # seconds by which cues of hasty programs run into each other
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
# Marks that say how to draw the sign before them: as an emoji, as a key. No word depends on them.
_ABOUT_DRAWING = re.compile("[\u20e3\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand in a film from `start` to `end`, in seconds."""

    start: float
    end: float
    words: str


def spoken(captions: str) -> list[Stretch]:
    """Return the cues of captions (WebVTT as `captions.plain_captions` writes it) by their time."""
    found = webvtt.from_buffer(io.StringIO(captions)).captions
    cues = (
        Stretch(_seconds(one.start_time), _seconds(one.end_time), _words(one.raw_text))
        for one in found
    )
    return sorted((one for one in cues if one.words), key=lambda one: one.start)


def stretches(cues: list[Stretch]) -> list[Stretch]:
    """Return what stands in the film at each time, without two stretches at one time."""
    return [one for one in _cut(cues) if one.words]


def _cut(cues: list[Stretch]) -> Iterator[Stretch]:
    """Yield the time between every two moments at which something begins or ends."""
    moments = sorted({moment for one in cues for moment in (one.start, one.end)})
    coming, shown = iter([*cues, None]), list[Stretch]()
    following = next(coming)
    for start, end in pairwise(moments):
        shown = [one for one in shown if one.end > start]
        while following is not None and following.start <= start:
            shown.append(following)
            following = next(coming)
        most = 1 if end - start < _SLIP else _AT_ONCE
        yield Stretch(start, end, "\n".join(one.words for one in shown[-most:]))


def _seconds(stamp: Timestamp) -> float:
    return float(stamp.in_milliseconds()) / 1000


def _words(text: str) -> str:
    """Return the words of a cue without anything that cannot be seen or that turns directions."""
    seen = (
        sign
        for sign in _ABOUT_DRAWING.sub("", clean_text(html.unescape(text)))
        if sign == "\n" or unicodedata.category(sign) not in _UNSEEN
    )
    lines = (" ".join(line.split()) for line in "".join(seen).split("\n"))
    return "\n".join(re.sub(r"^[-–—]\s*", "– ", line) for line in lines if line)
