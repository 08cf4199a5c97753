"""May a picture be shown, and who may look after it? Pure rules, no clock."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ausrufer.organisations.policy import Rights, may_write, may_write_anywhere


def _(text: str) -> str:
    """Mark a German source string for translation."""
    return text


class Licence(StrEnum):
    """On what ground a picture may be used."""

    UNKNOWN = ""
    OWN = "own"
    PERMITTED = "permitted"
    BOUGHT = "bought"
    CC0 = "cc0"
    CC_BY = "cc_by"
    CC_BY_SA = "cc_by_sa"
    FREE = "free"
    OTHER = "other"


LICENCE_WORDS = {
    Licence.UNKNOWN: _("noch nicht eingetragen"),
    Licence.OWN: _("eigenes Bild der Verwaltung"),
    Licence.PERMITTED: _("vom Urheber erlaubt"),
    Licence.BOUGHT: _("gekauft (Bildagentur)"),
    Licence.CC0: _("CC0, ohne Bedingungen"),
    Licence.CC_BY: _("CC BY, mit Namensnennung"),
    Licence.CC_BY_SA: _("CC BY-SA, mit Namensnennung, gleiche Bedingungen"),
    Licence.FREE: _("gemeinfrei"),
    Licence.OTHER: _("anderes Nutzungsrecht"),
}
# the licence itself asks for the name: https://creativecommons.org/licenses/by/4.0/legalcode.de
NEEDS_AUTHOR = frozenset({Licence.CC_BY, Licence.CC_BY_SA})


class Consent(StrEnum):
    """What the people in a picture said to its being shown."""

    UNKNOWN = ""
    NOT_NEEDED = "not_needed"
    GIVEN = "given"
    MISSING = "missing"


CONSENT_WORDS = {
    Consent.UNKNOWN: _("noch nicht eingetragen"),
    Consent.NOT_NEEDED: _("nicht nötig, niemand ist zu erkennen"),
    Consent.GIVEN: _("liegt vor"),
    Consent.MISSING: _("fehlt oder wurde widerrufen"),
}


class Sort(StrEnum):
    """What kind of file it is."""

    PICTURE = "picture"
    FILM = "film"
    DOCUMENT = "document"


def sort_of(media_type: str) -> Sort:
    """Return what kind of file a media type is; the library holds no other."""
    if media_type.startswith("video/"):
        return Sort.FILM
    return Sort.DOCUMENT if media_type == "application/pdf" else Sort.PICTURE


class Obstacle(StrEnum):
    """Why a picture may not go out."""

    RIGHTS_OVER = "rights_over"
    CONSENT_OVER = "consent_over"
    CONSENT_MISSING = "consent_missing"


@dataclass(frozen=True, slots=True)
class Focus:
    """The point of a picture that must stay visible, from 0 (left, top) to 1 (right, bottom)."""

    x: float = 0.5
    y: float = 0.5


MIDDLE = Focus()


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """What the library knows of a picture; both days are the last on which it may be shown."""

    title: str = ""
    licence: Licence = Licence.UNKNOWN
    author: str = ""
    rights_until: date | None = None
    consent: Consent = Consent.UNKNOWN
    consent_until: date | None = None
    has_text: bool = False
    shown_text: str = ""
    focus: Focus = MIDDLE


def obstacles(facts: AssetFacts, on: date) -> tuple[Obstacle, ...]:
    """Return everything that keeps a picture from going out on this day."""
    consent_ends = facts.consent_until if facts.consent is Consent.GIVEN else None
    found = (
        (Obstacle.RIGHTS_OVER, facts.rights_until is not None and facts.rights_until < on),
        (Obstacle.CONSENT_OVER, consent_ends is not None and consent_ends < on),
        (Obstacle.CONSENT_MISSING, facts.consent is Consent.MISSING),
    )
    return tuple(obstacle for obstacle, stands in found if stands)


def usable_until(facts: AssetFacts) -> date | None:
    """Return the last day on which a picture may go out; None where nobody set an end."""
    consent_ends = facts.consent_until if facts.consent is Consent.GIVEN else None
    return min((day for day in (facts.rights_until, consent_ends) if day), default=None)


def rights_open(facts: AssetFacts) -> bool:
    """Tell whether nobody has said yet on what ground the picture may be used."""
    unnamed = facts.licence in NEEDS_AUTHOR and not facts.author
    return facts.licence is Licence.UNKNOWN or unnamed


def may_keep(rights: Rights, department_id: int | None) -> bool:
    """Those who write for its department look after a picture; one of the house, all writers."""
    return may_write_anywhere(rights) if department_id is None else may_write(rights, department_id)
