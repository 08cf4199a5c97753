"""Kinds of announcements: their own fields, a skeleton of the text, how long they stay true."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_noop as _

from ausrufer.announcements.kind_shape import MOST_DETAIL, FieldType, Kind, KindField
from ausrufer.foundation.text import clean_line, clean_text

__all__ = ["BUILT_IN", "MOST_DETAIL", "NEWS", "FieldType", "Kind", "KindField"]

NEWS = Kind("news", _("Meldung"))
BUILT_IN = (
    NEWS,
    Kind(
        "event",
        _("Veranstaltung"),
        (
            KindField("starts_at", _("Beginn"), FieldType.MOMENT),
            KindField("ends_at", _("Ende"), FieldType.MOMENT, ends="starts_at"),
            KindField("place", _("Ort"), help=_("Name und Anschrift; auch, ob es stufenlos ist.")),
            KindField("fee", _("Eintritt"), help=_("Zum Beispiel: frei, oder 5 Euro.")),
            KindField("registration", _("Anmeldung"), FieldType.LINK),
        ),
        _("Was erwartet die Gäste? Für wen ist es gedacht?\n\nWie kommt man hin?"),
        timedelta(days=14),
        icon="event",
    ),
    Kind(
        "road_closure",
        _("Sperrung"),
        (
            KindField("place", _("Wo"), help=_("Straße und Abschnitt.")),
            KindField("starts_at", _("Von"), FieldType.MOMENT),
            KindField("ends_at", _("Bis"), FieldType.MOMENT, ends="starts_at"),
            KindField("diversion", _("Umleitung"), help=_("Auch für Fuß- und Radverkehr, Busse.")),
        ),
        _("Warum wird gesperrt?\n\nWas gilt für Anwohnende, Busse, Müllabfuhr, Rettungswege?"),
        timedelta(days=3),
        icon="block",
    ),
    Kind(
        "opening_hours",
        _("Öffnungszeiten"),
        (
            KindField("place", _("Einrichtung")),
            KindField("hours", _("Geöffnet"), help=_("Zum Beispiel: Mo bis Fr 8 bis 16 Uhr.")),
            KindField("starts_at", _("Gilt ab"), FieldType.MOMENT),
            KindField("ends_at", _("Gilt bis"), FieldType.MOMENT, ends="starts_at"),
        ),
        _("Warum ändern sich die Zeiten?\n\nWelchen anderen Weg gibt es in dieser Zeit?"),
        timedelta(days=14),
        icon="schedule",
    ),
    Kind(
        "participation",
        _("Beteiligung"),
        (
            KindField("ends_at", _("Mitmachen bis"), FieldType.MOMENT),
            KindField("where", _("Mitmachen"), FieldType.LINK),
            KindField("offline", _("Ohne Internet"), help=_("Wo liegen die Unterlagen aus?")),
        ),
        _("Worum geht es?\n\nWas passiert mit den Vorschlägen, wer entscheidet wann?"),
        timedelta(days=14),
        icon="forum",
    ),
    Kind(
        "job",
        _("Stelle"),
        (
            KindField("grade", _("Eingruppierung")),
            KindField("hours", _("Umfang"), help=_("Zum Beispiel: Vollzeit, teilbar.")),
            KindField("ends_at", _("Bewerben bis"), FieldType.MOMENT),
            KindField("where", _("Bewerbung"), FieldType.LINK),
        ),
        _("Was ist zu tun?\n\nWas bringen Sie mit?\n\nWas bieten wir?"),
        timedelta(days=14),
        icon="badge",
    ),
    Kind(
        "official_notice",
        _("Bekanntmachung"),
        (
            KindField("reference", _("Aktenzeichen")),
            KindField("starts_at", _("Auslegung ab"), FieldType.MOMENT),
            KindField("ends_at", _("Auslegung bis"), FieldType.MOMENT, ends="starts_at"),
            KindField("where", _("Wortlaut"), FieldType.LINK),
        ),
        _("Was wird bekannt gemacht, auf welcher Grundlage?\n\nWer kann Einwände erheben, wie?"),
        icon="gavel",
    ),
)


class DetailUnfit(ValueError):
    """The value of one field cannot be stored; `name` is the field, `reason` a German template."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name)
        self.name, self.reason = name, reason


def fit_details(kind: Kind, details: Mapping[str, str]) -> dict[str, str]:
    """Return the details of the kind's own fields in their stored form; raises DetailUnfit."""
    known = {field.name: field for field in kind.fields}
    cleaned = {name: _clean(known[name], text) for name, text in details.items() if name in known}
    filled = {name: text for name, text in cleaned.items() if text}
    for name, text in filled.items():
        _check(known[name], text)
    for field in kind.fields:
        if field.ends in filled and field.name in filled:
            _check_order(field, filled)
    return filled


def unknown_details(kind: Kind, details: Mapping[str, str]) -> list[str]:
    """Return the names that are no fields of the kind."""
    known = {field.name for field in kind.fields}
    return [name for name in details if name not in known]


def _clean(field: KindField, text: str) -> str:
    return clean_text(text).strip() if field.type is FieldType.LONG else clean_line(text)


def _check(field: KindField, text: str) -> None:
    if len(text) > field.type.most:
        raise DetailUnfit(field.name, _("Das Feld „%(field)s“ ist zu lang."))
    if field.type is FieldType.MOMENT and _moment(text) is None:
        raise DetailUnfit(field.name, _("Im Feld „%(field)s“ steht kein Zeitpunkt."))
    if field.type is FieldType.DAY and _day(text) is None:
        raise DetailUnfit(field.name, _("Im Feld „%(field)s“ steht kein Tag."))
    if field.type is FieldType.PHONE and not _PHONE.fullmatch(text):
        raise DetailUnfit(field.name, _("Im Feld „%(field)s“ steht keine Telefonnummer."))
    if field.type is FieldType.LINK and not text.startswith(("https://", "http://")):
        raise DetailUnfit(field.name, _("Im Feld „%(field)s“ steht keine vollständige Adresse."))


def _check_order(field: KindField, filled: Mapping[str, str]) -> None:
    before, after = filled[field.ends], filled[field.name]
    moments = _moment(before), _moment(after)
    if moments[0] is not None and moments[1] is not None:
        late = moments[1] <= moments[0]
    else:
        # a day ends with its last minute: two things may begin and end on the same
        late = after[:_DATE] < before[:_DATE]
    if late:
        raise DetailUnfit(field.name, _("„%(field)s“ liegt vor dem Anfang."))


def missing(kind: Kind, details: Mapping[str, str]) -> dict[str, str]:
    """Return the required fields that are empty: their labels by their names."""
    return {
        one.name: one.label for one in kind.fields if one.required and not details.get(one.name)
    }


def placeholders(kind: Kind) -> frozenset[str]:
    """Return the words in square brackets that nobody may send as they are."""
    return frozenset(_PLACEHOLDER.findall(kind.skeleton))


def days(kind: Kind, details: Mapping[str, str]) -> dict[str, date]:
    """Return the days among the details, by the name of their field."""
    named = [field.name for field in kind.fields if field.type is FieldType.DAY]
    found = {name: _day(details[name]) for name in named if name in details}
    return {name: day for name, day in found.items() if day is not None}


def moments(kind: Kind, details: Mapping[str, str]) -> dict[str, datetime]:
    """Return the moments among the details, by the name of their field."""
    found = {
        field.name: _moment(details[field.name])
        for field in kind.fields
        if field.type is FieldType.MOMENT and field.name in details
    }
    return {name: at for name, at in found.items() if at is not None}


def links(kind: Kind, details: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses among the details, by the name of their field."""
    named = [field.name for field in kind.fields if field.type is FieldType.LINK]
    return {name: details[name] for name in named if details.get(name)}


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == _DATE else None
    except ValueError:
        return None


def lead(facts: Mapping[str, str]) -> str:
    """Return the facts as Markdown lines, by their labels; they stand above the text.

    What has several lines of its own follows them, a paragraph each.
    """
    lines = [
        f"- **{label}:** {_literal(value)}" for label, value in facts.items() if "\n" not in value
    ]
    long = [f"**{label}:** {_literal(value)}" for label, value in facts.items() if "\n" in value]
    return "\n\n".join(filter(None, ("\n".join(lines), *long)))


def _literal(value: str) -> str:
    """Escape what Markdown would read as more than itself."""
    return _SPECIAL.sub(r"\\\g<0>", value)


def known_kind(key: str) -> Kind | None:
    """Return the kind of that name, if there is one."""
    return _BY_KEY.get(key)


_SPECIAL = re.compile(r"[\\`*_\[\]<>]|&(?=#?\w{1,31};)")
_PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,60}\](?!\()")
_PHONE = re.compile(r"(?=(?:[^\d]*\d){3})\+?[\d ()/.–-]{3,40}")
_DATE = len("2026-12-03")
_BY_KEY = {one.key: one for one in BUILT_IN}
