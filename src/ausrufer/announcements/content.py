"""What a person writes, checked before it is stored: pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlsplit

from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements.kinds import NEWS, DetailUnfit, Kind, fit_details, known_kind
from ausrufer.foundation.text import clean_line, clean_text, is_blank
from ausrufer.organisations.errors import Unfit

MOST_BODY = 20_000
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST = {"title": 200, "link": 500, "topic": 60, "contact": 300, "correction": 500}


@dataclass(frozen=True, slots=True)
class Content:
    """The text fields and times of an announcement; times are aware."""

    title: str
    body: str = ""
    link: str = ""
    topic: str = ""
    contact: str = ""
    language: str = "de"
    publish_at: datetime | None = None
    not_after: datetime | None = None
    correction: str = ""
    kind: str = NEWS.key
    details: Mapping[str, str] = field(default_factory=dict)
    kind_shape: Mapping[str, Any] = field(default_factory=dict)

    @property
    def particulars(self) -> Kind:
        """The kind with its fields: an organisation's own as it was when this was written."""
        return Kind.from_json(self.kind_shape) if self.kind_shape else known_kind(self.kind) or NEWS

    def as_kind(self, kind: Kind) -> Self:
        """Return the same content as another kind, or another version of one."""
        return replace(self, kind=kind.key, kind_shape=kind.shape)


# languages a message may be written in: what site, letters and networks are told of it
LANGUAGES = {
    "de": gettext_noop("Deutsch"),
    "en": gettext_noop("Englisch"),
    "tr": gettext_noop("Türkisch"),
    "uk": gettext_noop("Ukrainisch"),
    "ar": gettext_noop("Arabisch"),
    "ru": gettext_noop("Russisch"),
    "pl": gettext_noop("Polnisch"),
    "fr": gettext_noop("Französisch"),
}
GERMAN = {
    "title": gettext_noop("Überschrift"),
    "body": gettext_noop("Text"),
    "link": gettext_noop("Link"),
    "topic": gettext_noop("Thema"),
    "contact": gettext_noop("Kontakt"),
    "language": gettext_noop("Sprache"),
    "publish_at": gettext_noop("Zeitpunkt"),
    "not_after": gettext_noop("späteste Sendezeit"),
    "correction": gettext_noop("Hinweis auf die Berichtigung"),
    "kind": gettext_noop("Art"),
    "details": gettext_noop("Angaben"),
}


def checked(content: Content) -> Content:
    """Return the content in its stored form (NFC, trimmed); raises Unfit."""
    values: dict[str, Any] = {
        field.name: _clean(field.name, value)
        if isinstance(value := getattr(content, field.name), str)
        else value
        for field in fields(Content)
    }
    values["details"] = _fit_details(_kind(content), content.details)
    fit = Content(**values)
    if is_blank(fit.title):
        raise Unfit("title", gettext("Bitte geben Sie der Mitteilung eine Überschrift."))
    if fit.language not in LANGUAGES:
        raise Unfit("language", gettext("In dieser Sprache lässt sich hier nicht schreiben."))
    _check_link(fit.link)
    _check_times(fit)
    return fit


def _kind(content: Content) -> Kind:
    kind = content.particulars if content.kind_shape else known_kind(content.kind)
    if kind is None or kind.key != content.kind:
        raise Unfit("kind", gettext("Diese Art von Mitteilung gibt es nicht."))
    return kind


def _fit_details(kind: Kind, details: Mapping[str, str]) -> dict[str, str]:
    whole = {name: _whole("details", text) for name, text in details.items()}
    try:
        return fit_details(kind, whole)
    except DetailUnfit as unfit:
        label = next(one.label for one in kind.fields if one.name == unfit.name)
        said = gettext(unfit.reason) % {"field": gettext(label)}
        raise Unfit(f"details.{unfit.name}", said) from unfit


def _whole(name: str, value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as broken:
        raise Unfit(
            name,
            gettext("Das Feld „%(field)s“ enthält beschädigte Zeichen.")
            % {"field": gettext(GERMAN[name])},
        ) from broken
    return value


def _clean(name: str, value: str) -> str:
    _whole(name, value)
    text = clean_text(value) if name == "body" else clean_line(value)
    most = LONGEST.get(name, MOST_BODY)
    if len(text) > most:
        raise Unfit(
            name,
            gettext(
                "Das Feld „%(field)s“ ist zu lang: %(used)d Zeichen, "
                "höchstens %(most)d sind möglich."
            )
            % {"field": gettext(GERMAN[name]), "used": len(text), "most": most},
        )
    return text.strip()


def _check_link(link: str) -> None:
    if not link:
        return
    try:
        parts = urlsplit(link)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in link
    except ValueError:
        valid = False
    if not valid:
        raise Unfit(
            "link",
            gettext("Der Link ist keine vollständige Adresse. Beispiel: https://www.stadt.de"),
        )


def _check_times(content: Content) -> None:
    for name in ("publish_at", "not_after"):
        moment: datetime | None = getattr(content, name)
        if moment is None:
            continue
        if moment.tzinfo is None:
            raise Unfit(
                name,
                gettext("Beim Feld „%(field)s“ fehlt die Zeitzone.")
                % {"field": gettext(GERMAN[name])},
            )
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise Unfit(
                name,
                gettext("Beim Feld „%(field)s“ stimmt das Jahr nicht.")
                % {"field": gettext(GERMAN[name])},
            )
    if content.publish_at and content.not_after and content.not_after <= content.publish_at:
        raise Unfit("not_after", gettext("Die späteste Sendezeit muss nach dem Zeitpunkt liegen."))


def changed_fields(before: Content, after: Content) -> list[str]:
    """Return the German names of the fields that differ."""
    changed = [
        GERMAN["kind" if field.name == "kind_shape" else field.name]
        for field in fields(Content)
        if getattr(before, field.name) != getattr(after, field.name)
    ]
    return list(dict.fromkeys(changed))
