"""People who hold no office, and what only concerns them."""

from collections.abc import Iterator

import regex

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.preflight.message import Message
from ausrufer.announcements.preflight.passage import Passage

_NAME = r"\p{Lu}\p{L}+(?:-\p{Lu}\p{L}+)?"
_PERSON = rf"(?:(?:Herrn?|Frau|Familie|Eheleute|Ehepaar)\s+(?:Dr\.\s+)?{_NAME}(?:\s+{_NAME})?)"
_STREET = (
    r"(?:\p{Lu}[\p{L}-]*(?:straße|strasse|str\.|weg|gasse|allee|platz|ring|steig|pfad|damm|ufer)"
    r"|(?:Am|An der|Im|Auf der|Zum|Zur)\s+\p{Lu}\p{Ll}+)\s+\d{1,3}\s?[a-z]?\b"
)
_AT_HOME = regex.compile(
    rf"(?P<person>{_PERSON})[\s,(]+(?:wohnhaft\s+|wohnt\s+|aus\s+|in\s+|der\s+|dem\s+|im\s+)*"
    rf"(?:{_STREET})|\b[Ww]ohnhaft\s+(?:in|im|am)\b.{{0,40}}?(?:{_STREET})"
)
_BORN = regex.compile(
    r"\b(?:geboren\s+am|geb\.(?:\s+am)?|Geburtsdatum:?)\s+\d{1,2}\.\s*"
    r"(?:\d{1,2}\.|\p{Lu}\p{Ll}+)\s*(?:19|20)\d\d"
)
_FEAST = (
    r"(?:Geburtstag|(?:Goldene[nr]?|Diamantene[nr]?|Eiserne[nr]?|Silberne[nr]?)\s+Hochzeit|"
    r"Hochzeitstag)"
)
_SAME = r"(?:[^.!?\n]|(?<=\d)\.)"  # within a sentence: the dot of "95." does not end it
_HONOURED = regex.compile(rf"{_PERSON}(?={_SAME}{{0,80}}{_FEAST})|{_FEAST}{_SAME}{{0,60}}{_PERSON}")
_CONCERNED = regex.compile(
    r"\b(?:Anwohner(?:in)?|Anlieger(?:in)?|Nachbar(?:in)?|Antragsteller(?:in)?|Mieter(?:in)?|"
    r"Zeug(?:e|in)|Unfallfahrer(?:in)?|Verletzte[rn]?|Vermisste[rn]?|Schüler(?:in)?|Patient(?:in)?|"
    rf"Hundehalter(?:in)?|Falschparker(?:in)?)\s+(?:Herrn?\s+|Frau\s+)?{_NAME}\s+{_NAME}"
)


def about_people(message: Message) -> Iterator[Finding]:
    """Yield dates of birth, homes and names of people who speak for no office."""
    for passage in message.passages:
        yield from _all(passage, "private_address", _AT_HOME)
        yield from _all(passage, "birth_date", _BORN)
        yield from _all(passage, "private_person", _HONOURED)
        yield from _all(passage, "private_person", _CONCERNED)


def _all(passage: Passage, code: str, sought: "regex.Pattern[str]") -> Iterator[Finding]:
    for found in sought.finditer(passage.words):
        yield passage.finding(code, *found.span())
