"""What is written in the storm: sorts of messages, and words by which a reader knows them. Pure.

Of a message that is corrected every text has marks of its own, so that each can be told from the
others wherever it stands.
"""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

EVERYWHERE = (
    *("hub", "email", "mastodon", "bluesky", "telegram_channel", "facebook_page", "threads"),
    *("linkedin_page", "x", "reddit", "matrix_room"),
)
SHOWING = ("instagram", "pinterest", "tiktok")  # take nothing without a picture
FILMED = ("hub", "facebook_page", "instagram", "threads", "tiktok", "x", "youtube")
MOST_TEXTS = 5  # of one message, its corrections included
_MARKS_OF_A_TEXT = 20
_MARK = re.compile(r"Probe\d{5}x\d{2}e")


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of messages; `often` is its weight, `sentences` are those of its text.

    `corrected` are the numbers of sentences its corrections may have: shorter and longer ones, so
    that threads lose parts and gain some.
    """

    name: str
    often: int
    kinds: tuple[str, ...]
    sentences: int = 2
    pictures: int = 0
    film: bool = False
    corrected: tuple[int, ...] = (2, 4)


SORTS = (
    Sort("short", 4, EVERYWHERE, corrected=(2, 8, 16)),
    Sort("thread", 3, EVERYWHERE, sentences=16, corrected=(2, 8, 16)),
    Sort("picture", 3, (*EVERYWHERE, *SHOWING), pictures=1),
    Sort("carousel", 2, (*EVERYWHERE, *SHOWING), pictures=3),
    Sort("film", 2, FILMED, film=True),
)


def drawn(chance: random.Random) -> Sort:
    """Return a sort by lot, as often as its weight says."""
    return chance.choices(SORTS, [one.often for one in SORTS])[0]


def mark(message: int, sentence: int, text: int = 0) -> str:
    """Return the word of a sentence, found again whatever a platform makes of the text.

    `text` counts what a message said one after the other: 0 at first, 1 after one correction.
    """
    return f"Probe{message:05d}x{text * _MARKS_OF_A_TEXT + sentence:02d}e"


def title(message: int, text: int = 0) -> str:
    """Return the title of a message."""
    return f"Meldung {mark(message, 0, text)} zur Messung"


def body(message: int, sentences: int, text: int = 0) -> str:
    """Return a text, a mark in each sentence."""
    return " ".join(
        f"Der Satz {mark(message, n, text)} steht hier, damit beim Nachzählen *kein* Teil fehlt."
        for n in range(1, sentences + 1)
    )


def marks(*texts: str) -> frozenset[str]:
    """Return the marks in texts."""
    return frozenset(found for text in texts for found in _MARK.findall(text))


def marks_of_parts(headline: str, parts: Iterable[str]) -> tuple[frozenset[str], ...]:
    """Return by which marks each part of a message is known; a thread's parts share none.

    By its title none is known: a correction may leave that as it was. Raises ValueError where a
    part cannot be told from the others: then nothing could be counted.
    """
    found = [marks(one) - marks(headline) for one in parts]
    own = tuple(
        one.difference(*(other for k, other in enumerate(found) if k != n))
        for n, one in enumerate(found)
    )
    if not all(own):
        raise ValueError("a part without a mark of its own")
    return own
