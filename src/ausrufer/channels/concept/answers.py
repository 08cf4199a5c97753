"""An entry of the register as questions and answers."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ausrufer.channels.concept.content import Answer
from ausrufer.channels.models import ConceptFrame, RegisterEntry
from ausrufer.channels.policy import needed
from ausrufer.channels.words import CONCEPT_FIELDS, REGISTER_FIELDS
from ausrufer.organisations.models import Member


def answers_of(entry: RegisterEntry, *, own_ground: bool) -> tuple[Answer, ...]:
    """Return what is laid down about a channel; what is open says so."""
    asked = needed(own_ground=own_ground)
    found = ((name, _answer(entry, name)) for name in REGISTER_FIELDS if name != "review_months")
    return tuple(one for name, one in found if name in asked or not one.is_open)


def answers_of_frame(frame: ConceptFrame, *names: str) -> tuple[Answer, ...]:
    """Return some of what holds for all channels."""
    return tuple(_said(_(CONCEPT_FIELDS[name]), getattr(frame, name)) for name in names)


def open_words(entry: RegisterEntry, *, own_ground: bool) -> list[str]:
    """Return what is still open, by its name."""
    return [one.term for one in answers_of(entry, own_ground=own_ground) if one.is_open]


def said_day(day: date | None) -> str:
    """Return a day as documents write it: "24. November 2026"; empty for none."""
    return date_format(day, pgettext("date format", "j. F Y")) if day else ""


def said_person(person: Member | None) -> str:
    """Return who it is, and that somebody has left."""
    if person is None or person.active:
        return person.name if person else ""
    return _("%(name)s (arbeitet hier nicht mehr mit)") % {"name": person.name}


def _answer(entry: RegisterEntry, name: str) -> Answer:
    term = _(REGISTER_FIELDS[name])
    if name in {"imprint_url", "privacy_url"}:
        address = getattr(entry, name)
        return _said(term, address, url=address)
    say = _SAID.get(name)
    return _said(term, say(entry) if say else getattr(entry, name), left=_left(entry, name))


def _said(term: str, text: str, *, url: str = "", left: bool = False) -> Answer:
    return Answer(term, text or _("noch offen"), url, is_open=left or not text)


def _left(entry: RegisterEntry, name: str) -> bool:
    person = getattr(entry, name) if name in {"responsible", "deputy"} else None
    return person is not None and not person.active


def _hours(entry: RegisterEntry) -> str:
    if entry.hours_per_week is None:
        return ""
    return number_format(entry.hours_per_week.normalize(), use_l10n=True)


def _review(entry: RegisterEntry) -> str:
    if entry.next_review_on is None:
        return ""
    every = ngettext("jeden Monat", "alle %(months)d Monate", entry.review_months)
    return _("%(day)s, danach %(every)s") % {
        "day": said_day(entry.next_review_on),
        "every": every % {"months": entry.review_months},
    }


_SAID: Mapping[str, Callable[[RegisterEntry], str]] = {
    "department": lambda entry: entry.department.name if entry.department else "",
    "responsible": lambda entry: said_person(entry.responsible),
    "deputy": lambda entry: said_person(entry.deputy),
    "hours_per_week": _hours,
    "next_review_on": _review,
}
