"""How easily a German text reads: two figures from published formulas.

Flesch-Amstad: 180 - ASL - 58.5 · ASW (ASL: words per sentence, ASW: syllables per word); 100 reads
very easily, below 30 very hard. T. Amstad, "Wie verständlich sind unsere Zeitungen?", dissertation,
Zürich 1978.

Erste Wiener Sachtextformel: 0.1935 · MS + 0.1672 · SL + 0.1297 · IW - 0.0327 · ES - 0.875 (MS:
percent of words with three or more syllables, SL: words per sentence, IW: percent of words with
more than six letters, ES: percent of words with one syllable); about the school year that can read
it, 4 to 15. R. Bamberger, E. Vanecek, "Lesen - Verstehen - Lernen - Schreiben", Wien 1984.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from ausrufer.announcements.preflight.passage import Passage

FEWEST_WORDS = 60  # a formula made for samples of a hundred words says nothing about two lines
_LONG = 6  # letters
_MANY = 3  # syllables
# counted by groups of vowels, tried on the words of test_syllables; where print may break a word
# says less, because print never leaves a single letter behind (A-bend)
_VOWELS = regex.compile(
    r"aa|oo|ee(?!n\b)|ie|au|äu|ei|eu(?!m)|ai|ay|ey|oi|[aeiouäöüy]",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Readability:
    """Both figures of a text."""

    flesch: float
    school_year: float


def readability(passage: Passage) -> Readability | None:
    """Return the figures of a text; None for one too short to say."""
    words = [found[0] for found in passage.spoken()]
    sentences = sum(1 for start, end in passage.sentences if any(_said(passage, start, end)))
    if len(words) < FEWEST_WORDS or not sentences:
        return None
    counted = [syllables(word) for word in words]
    number = len(words)
    length = number / sentences
    many = 100 * sum(1 for one in counted if one >= _MANY) / number
    single = 100 * sum(1 for one in counted if one == 1) / number
    long = 100 * sum(1 for word in words if len(word) > _LONG) / number
    return Readability(
        flesch=180 - length - 58.5 * sum(counted) / number,
        school_year=0.1935 * many + 0.1672 * length + 0.1297 * long - 0.0327 * single - 0.875,
    )


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """Return the number of syllables of a German word, at least one."""
    return max(1, len(_VOWELS.findall(word)))


def _said(passage: Passage, start: int, end: int) -> Iterator[str]:
    return (found[0] for found in passage.spoken(start, end))
