"""Texts like a town's: every message of the practice town, told once per part of town and week."""

from collections.abc import Iterator
from dataclasses import dataclass

from ausrufer.training.messages import MESSAGES, Message

PARTS_OF_TOWN = (
    "Altstadt", "Neustadt", "Auenviertel", "Bahnhofsviertel", "Burgberg", "Eichenau", "Hafen",
    "Kirchfeld", "Lindenhof", "Mühlental", "Nordend", "Obersiedlung", "Petersberg", "Rosengarten",
    "Sandhausen", "Südstadt", "Talheim", "Untersiedlung", "Weststadt", "Ziegelhütte",
)  # fmt: skip
CLOSINGS = (
    "Fragen beantwortet das Amt werktags von 8 bis 12 Uhr, donnerstags auch von 14 bis 18 Uhr.",
    "Der Ausschuss für Umwelt und Verkehr hat dem Vorhaben einstimmig zugestimmt.",
    "Die Kosten von rund 48.000 Euro trägt zur Hälfte das Land aus Mitteln der Städtebauförderung.",
    "Alle Unterlagen liegen vier Wochen lang im Rathaus aus, Zimmer 214 im zweiten Obergeschoss.",
    "Bei schlechtem Wetter wird der Termin um eine Woche verschoben; das steht dann hier.",
)
RARE_WORD = "Wasserspielplatz"
RARE_EVERY = 997  # one message in a thousand says the rare word


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one message."""

    title: str
    body: str
    topic: str
    department: str


def texts() -> Iterator[Text]:
    """Return as many different texts as are asked for, about 700 to 1,500 characters each."""
    number = 0
    while True:
        yield text(number)
        number += 1


def text(number: int) -> Text:
    """Return the text with this number, always the same."""
    message = MESSAGES[number % len(MESSAGES)]
    part = PARTS_OF_TOWN[number // len(MESSAGES) % len(PARTS_OF_TOWN)]
    week = number // (len(MESSAGES) * len(PARTS_OF_TOWN)) + 1
    return Text(
        title=f"{part}: {message.title}"[:200],
        body="\n\n".join(_paragraphs(message, part, number, week)),
        topic=message.topic,
        department=message.department,
    )


def _paragraphs(message: Message, part: str, number: int, week: int) -> Iterator[str]:
    yield message.body
    yield f"Das gilt im Stadtteil {part} ab der {week}. Woche. {CLOSINGS[number % len(CLOSINGS)]}"
    yield CLOSINGS[(number + week) % len(CLOSINGS)]
    if number % RARE_EVERY == 0:
        yield f"Der {RARE_WORD} bleibt geöffnet."
