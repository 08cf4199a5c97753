"""What is written in the storm: sorts of messages, and words by which a reader knows them. Pure."""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

EVERYWHERE = (
    *("hub", "email", "mastodon", "bluesky", "telegram_channel", "facebook_page", "threads"),
    *("linkedin_page", "x", "reddit"),
)
SHOWING = ("instagram", "pinterest", "tiktok")  # take nothing without a picture
FILMED = ("hub", "facebook_page", "instagram", "threads", "tiktok", "x", "youtube")
_MARK = re.compile(r"Probe\d{5}x\d{2}e")


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of messages; `often` is its weight, `sentences` are those of its text."""

    name: str
    often: int
    kinds: tuple[str, ...]
    sentences: int = 2
    pictures: int = 0
    film: bool = False


SORTS = (
    Sort("short", 4, EVERYWHERE),
    Sort("thread", 3, EVERYWHERE, sentences=16),
    Sort("picture", 3, (*EVERYWHERE, *SHOWING), pictures=1),
    Sort("carousel", 2, (*EVERYWHERE, *SHOWING), pictures=3),
    Sort("film", 2, FILMED, film=True),
)


def drawn(chance: random.Random) -> Sort:
    """Return a sort by lot, as often as its weight says."""
    return chance.choices(SORTS, [one.often for one in SORTS])[0]


def mark(message: int, sentence: int) -> str:
    """Return the word of a sentence, found again whatever a platform makes of the text."""
    return f"Probe{message:05d}x{sentence:02d}e"


def title(message: int) -> str:
    """Return the title of a message."""
    return f"Meldung {mark(message, 0)} zur Messung"


def body(message: int, sort: Sort) -> str:
    """Return the text of a message, a mark in each sentence."""
    return " ".join(
        f"Der Satz {mark(message, number)} steht hier, damit beim Nachzählen *kein* Teil fehlt."
        for number in range(1, sort.sentences + 1)
    )


def marks(*texts: str) -> frozenset[str]:
    """Return the marks in texts."""
    return frozenset(found for text in texts for found in _MARK.findall(text))


def marks_of_parts(headline: str, parts: Iterable[str]) -> tuple[frozenset[str], ...]:
    """Return by which marks each part of a message is known; a thread's parts share none.

    Raises ValueError where a part cannot be told from the others: then nothing could be counted.
    """
    listed = list(parts)
    if len(listed) == 1:
        return (marks(headline, listed[0]),)
    found = [marks(one) for one in listed]
    own = tuple(
        one - frozenset().union(*(other for k, other in enumerate(found) if k != n))
        for n, one in enumerate(found)
    )
    if not all(own):
        raise ValueError("a part of a thread without a mark of its own")
    return own
