"""Which column of a plan says what: guessed from its name, in German and English."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from django.utils.translation import gettext_noop as _


class Part(StrEnum):
    """What a row of a plan can say of an idea."""

    TITLE = "title"
    DAY = "day"
    CLOCK = "clock"
    NOTE = "note"
    DEPARTMENT = "department"
    TOPIC = "topic"
    PERSON = "person"
    KIND = "kind"
    KEY = "key"


LABELS: Mapping[Part, str] = {
    Part.TITLE: _("Titel"),
    Part.DAY: _("Wann (Tag, KW oder Monat)"),
    Part.CLOCK: _("Uhrzeit"),
    Part.NOTE: _("Stichworte"),
    Part.DEPARTMENT: _("Amt"),
    Part.TOPIC: _("Thema"),
    Part.PERSON: _("Wer"),
    Part.KIND: _("Art"),
    Part.KEY: _("Kennung der Zeile"),
}
# the better a name fits, the further in front it stands; a column says one thing only
_NAMES: Mapping[Part, tuple[str, ...]] = {
    Part.KEY: ("uid", "id", "kennung", "nr", "nummer", "key", "number"),
    Part.TITLE: (
        *("titel", "title", "überschrift", "headline", "betreff", "summary", "subject", "idee"),
        *("idea", "mitteilung", "beitrag", "inhalt", "was", "post", "name"),
    ),
    Part.DAY: (
        *("datum", "date", "tag", "day", "termin", "wann", "when", "dtstart", "startdatum"),
        *("start date", "beginn", "start", "veröffentlichung", "veröffentlichungsdatum"),
        *("publish date", "kw", "kalenderwoche", "woche", "week", "monat", "month"),
    ),
    Part.CLOCK: ("uhrzeit", "zeit", "time", "clock", "startzeit", "start time"),
    Part.NOTE: (
        *("stichworte", "stichwort", "notiz", "notizen", "notes", "note", "beschreibung"),
        *("description", "text", "bemerkung", "anmerkung", "kommentar", "comment", "details"),
    ),
    Part.DEPARTMENT: (
        *("amt", "abteilung", "department", "dezernat", "fachbereich", "stelle", "office", "team"),
    ),
    Part.TOPIC: ("thema", "topic", "kategorie", "category", "categories", "rubrik", "tags"),
    Part.PERSON: (
        *("wer", "person", "verantwortlich", "verantwortliche", "zuständig", "owner", "who"),
        *("bearbeitung", "autor", "autorin", "author", "responsible", "assignee"),
    ),
    Part.KIND: ("art", "kind", "typ", "type", "format"),
}
_SIGNS = re.compile(r"[^\w]+")


def guessed(columns: Sequence[str]) -> dict[Part, int]:
    """Return the place of the column for each part that can be told by its name."""
    names = [_SIGNS.sub(" ", one.casefold()).strip() for one in columns]
    found: dict[Part, int] = {}
    for part, wanted in _NAMES.items():
        free = [name if place not in found.values() else "" for place, name in enumerate(names)]
        fitting = next((one for one in wanted if one in free), None)
        if fitting is not None:
            found[part] = free.index(fitting)
    return found
