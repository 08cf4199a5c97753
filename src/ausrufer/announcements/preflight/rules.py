"""The checks an organisation may tune, each with its name and what it means by itself.

What a network would refuse (a text too long, no title) is not among them: nobody can allow that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ausrufer.announcements.adaptation.finding import Finding, Severity

_STOPS, _WARNS, _HINTS = Severity


def _(text: str) -> str:
    """Mark a German source string for translation."""
    return text


class Group(StrEnum):
    """What checks are about, in the order people read them."""

    PICTURES = _("Bilder")
    FILMS = _("Filme")
    DOCUMENTS = _("Dokumente")
    FIELDS = _("Angaben der Art")
    TIMES = _("Tage und Uhrzeiten")
    LINKS = _("Links")
    PEOPLE = _("Persönliche Angaben")
    NEUTRALITY = _("Sachlichkeit und Neutralität")
    READING = _("Lesbarkeit")
    FORM = _("Zeichen und Form")
    REACH = _("Erreichbarkeit")


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: the German name an administrator reads, and its severity by itself."""

    code: str
    group: Group
    severity: Severity
    name: str


RULES = (
    Rule("alt_text_missing", Group.PICTURES, _STOPS, _("Alternativtext fehlt")),
    Rule("picture_rights_open", Group.PICTURES, _WARNS, _("Nutzungsrecht nicht eingetragen")),
    Rule("picture_consent_open", Group.PICTURES, _WARNS, _("Einwilligung nicht eingetragen")),
    Rule("picture_ends_soon", Group.PICTURES, _HINTS, _("Bild darf nur noch kurz gezeigt werden")),
    Rule("picture_small", Group.PICTURES, _WARNS, _("Bild zu klein")),
    Rule("picture_long", Group.PICTURES, _HINTS, _("Bild sehr lang oder sehr breit")),
    Rule("text_in_picture", Group.PICTURES, _WARNS, _("Text im Bild, kurzer Alternativtext")),
    Rule("text_of_picture_missing", Group.PICTURES, _WARNS, _("Text im Bild steht nirgends sonst")),
    Rule("film_without_captions", Group.FILMS, _STOPS, _("Untertitel fehlen")),
    Rule("film_not_described", Group.FILMS, _WARNS, _("Film nicht beschrieben")),
    Rule("film_rights_open", Group.FILMS, _WARNS, _("Nutzungsrecht am Film nicht eingetragen")),
    Rule("film_consent_open", Group.FILMS, _WARNS, _("Einwilligung zum Film nicht eingetragen")),
    Rule("film_ends_soon", Group.FILMS, _HINTS, _("Film darf nur noch kurz gezeigt werden")),
    Rule("document_untagged", Group.DOCUMENTS, _WARNS, _("PDF nicht barrierefrei")),
    Rule("document_without_language", Group.DOCUMENTS, _HINTS, _("Sprache des PDF unbekannt")),
    Rule("document_says_more", Group.DOCUMENTS, _HINTS, _("Inhalt des PDF auch in den Text")),
    Rule(
        "document_rights_open",
        Group.DOCUMENTS,
        _WARNS,
        _("Nutzungsrecht am Dokument nicht eingetragen"),
    ),
    Rule(
        "document_consent_open",
        Group.DOCUMENTS,
        _HINTS,
        _("Einwilligung zum Dokument nicht eingetragen"),
    ),
    Rule(
        "document_ends_soon",
        Group.DOCUMENTS,
        _HINTS,
        _("Dokument darf nur noch kurz gezeigt werden"),
    ),
    Rule("field_missing", Group.FIELDS, _STOPS, _("Verlangte Angabe fehlt")),
    Rule("placeholder_left", Group.FIELDS, _STOPS, _("Platzhalter nicht ausgefüllt")),
    Rule("weekday_wrong", Group.TIMES, _WARNS, _("Wochentag passt nicht zum Datum")),
    Rule("day_impossible", Group.TIMES, _WARNS, _("Diesen Tag gibt es nicht")),
    Rule("day_past", Group.TIMES, _WARNS, _("Angekündigter Tag liegt in der Vergangenheit")),
    Rule("ends_first", Group.TIMES, _WARNS, _("Ende liegt vor dem Beginn")),
    Rule("title_differs", Group.TIMES, _WARNS, _("Überschrift und Text nennen andere Zeiten")),
    Rule("field_differs", Group.TIMES, _WARNS, _("Text und Felder nennen andere Zeiten")),
    Rule("field_past", Group.TIMES, _WARNS, _("Zeitpunkt im Feld ist beim Senden vorbei")),
    Rule("sent_too_late", Group.TIMES, _HINTS, _("Könnte nach dem letzten Tag gesendet werden")),
    Rule("link_dead", Group.LINKS, _WARNS, _("Link führt ins Leere")),
    Rule("link_insecure", Group.LINKS, _WARNS, _("Link ohne https")),
    Rule("link_tracks", Group.LINKS, _WARNS, _("Link verfolgt Leserinnen und Leser")),
    Rule("link_hidden", Group.LINKS, _HINTS, _("Kurzlink verbirgt das Ziel")),
    Rule("link_internal", Group.LINKS, _WARNS, _("Link nur im Hausnetz erreichbar")),
    Rule("link_in_text_broken", Group.LINKS, _WARNS, _("Link im Text unvollständig")),
    Rule("mobile_number", Group.PEOPLE, _WARNS, _("Mobilnummer")),
    Rule("private_mailbox", Group.PEOPLE, _WARNS, _("E-Mail-Adresse bei privatem Anbieter")),
    Rule("bank_account", Group.PEOPLE, _WARNS, _("Kontonummer (IBAN)")),
    Rule("licence_plate", Group.PEOPLE, _WARNS, _("Kfz-Kennzeichen")),
    Rule("birth_date", Group.PEOPLE, _WARNS, _("Geburtsdatum")),
    Rule("private_address", Group.PEOPLE, _WARNS, _("Name mit Wohnanschrift")),
    Rule("private_person", Group.PEOPLE, _WARNS, _("Name einer Privatperson")),
    Rule("quiet_period", Group.NEUTRALITY, _WARNS, _("Zurückhaltung vor einer Wahl")),
    Rule("campaign_words", Group.NEUTRALITY, _WARNS, _("Worte aus dem Wahlkampf")),
    Rule("party_named", Group.NEUTRALITY, _HINTS, _("Partei genannt")),
    Rule("promise_of_person", Group.NEUTRALITY, _WARNS, _("Versprechen einer Person im Amt")),
    Rule("speaks_as_person", Group.NEUTRALITY, _WARNS, _("Ich-Form außerhalb eines Zitats")),
    Rule("advertising", Group.NEUTRALITY, _WARNS, _("Werbende Worte")),
    Rule("sentence_long", Group.READING, _HINTS, _("Langer Satz")),
    Rule("easy_sentence_long", Group.READING, _HINTS, _("Langer Satz in einfachen Worten")),
    Rule("easy_word_long", Group.READING, _HINTS, _("Langes Wort in einfachen Worten")),
    Rule("office_german", Group.READING, _HINTS, _("Amtsdeutsch")),
    Rule("nominal_style", Group.READING, _HINTS, _("Nominalstil")),
    Rule("abbreviation", Group.READING, _HINTS, _("Abkürzung nicht erklärt")),
    Rule("short_form", Group.READING, _HINTS, _("Kurzform einer Behörde")),
    Rule("hard_to_read", Group.READING, _HINTS, _("Schwer lesbarer Text")),
    Rule("gender_sign", Group.READING, _HINTS, _("Schreibweise entgegen Ihrer Regel")),
    Rule("masculine_only", Group.READING, _HINTS, _("Nur die männliche Form")),
    Rule("hashtag_hard_to_read", Group.FORM, _HINTS, _("Hashtag ohne Großbuchstaben")),
    Rule("emoji_flood", Group.FORM, _WARNS, _("Viele Emojis")),
    Rule("emoji_bullet", Group.FORM, _WARNS, _("Emoji als Aufzählungszeichen")),
    Rule("contact_missing", Group.REACH, _HINTS, _("Kontakt fehlt")),
    Rule("own_ground_missed", Group.REACH, _WARNS, _("Eigene Webseite nicht gewählt")),
)
_BY_CODE = {one.code: one for one in RULES}


def rule(code: str) -> Rule:
    """Return a rule; raises KeyError for what no organisation may tune."""
    return _BY_CODE[code]


def is_tunable(code: str) -> bool:
    """Tell whether an organisation may tune a check."""
    return code in _BY_CODE


def tuned(
    found: Iterable[Finding], severities: Mapping[str, Severity | None]
) -> tuple[Finding, ...]:
    """Return findings as the organisation wants them: other severities, some not at all."""
    kept = []
    for finding in found:
        wanted = finding.severity
        if is_tunable(finding.code):
            changed = severities.get(finding.code, wanted)
            if changed is None:
                continue
            wanted = changed
        kept.append(finding if wanted is finding.severity else replace(finding, severity=wanted))
    return tuple(kept)
