"""An organisation's own kinds of messages: made, changed, taken out of the choice, never lost."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, count

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from ausrufer.announcements import kind_journal
from ausrufer.announcements.adaptation.finding import Severity
from ausrufer.announcements.kind_shape import FieldType, Kind, KindField
from ausrufer.announcements.kinds import BUILT_IN
from ausrufer.announcements.models import OwnKind
from ausrufer.announcements.preflight.rules import RULES
from ausrufer.design.icons import KERN_SIGNS, OWN_SIGNS
from ausrufer.foundation.clock import now
from ausrufer.foundation.text import clean_line, clean_text, is_blank
from ausrufer.organisations.access import administrator
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record

MOST_FIELDS, MOST_LABEL, MOST_HELP, MOST_SKELETON, MOST_DAYS = 20, 60, 150, 4_000, 365
LONGEST_NAME, MOST_KINDS = 30, 60
# nobody can allow what may not go out
MAY_BE_UNCHECKED = tuple(one for one in RULES if one.severity is not Severity.STOPS)
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class KindDraft:
    """What an administrator says of a kind; fields keep their `name`, new ones have none."""

    label: str
    fields: Sequence[KindField] = ()
    skeleton: str = ""
    stays: timedelta | None = None
    icon: str = "article"
    unchecked: Collection[str] = ()


@transaction.atomic
def make_kind(*, member: Member, draft: KindDraft) -> OwnKind:
    """Define a new kind; raises Refused for what cannot be a kind."""
    administrator(member)
    if OwnKind.objects.count() >= MOST_KINDS:
        raise Refused(
            gettext("Mehr als %(most)d eigene Arten gibt es nicht.") % {"most": MOST_KINDS}
        )
    taken = {one.key for one in BUILT_IN} | set(OwnKind.objects.values_list("key", flat=True))
    key = _free(f"own_{_name(draft.label)}", taken)
    kind = _kind(draft, key, 1)
    made = OwnKind.objects.create(
        organisation_id=member.organisation_id,
        key=key,
        shape=kind.to_json(),
        changed_at=now(),
        changed_by=member,
    )
    _record(kind_journal.KIND_MADE, member, made, fields=_said(kind))
    return made


@transaction.atomic
def change_kind(*, member: Member, own: OwnKind, version: int, draft: KindDraft) -> OwnKind:
    """Make the next version of a kind; messages keep the one they were written with.

    Raises Refused where somebody else changed it since `version`.
    """
    locked = _locked(member, own)
    if locked.version != version:
        raise Refused(
            gettext(
                "Inzwischen hat %(name)s diese Art geändert. Ihre Eingaben stehen noch hier. "
                "Bitte vergleichen Sie und speichern Sie dann erneut."
            )
            % {"name": locked.changed_by.name}
        )
    kind = _kind(draft, locked.key, locked.version + 1)
    locked.shape, locked.version = kind.to_json(), kind.number
    _saved(locked, member)
    _record(kind_journal.KIND_CHANGED, member, locked, fields=_said(kind), number=str(kind.number))
    return locked


@transaction.atomic
def retire_kind(*, member: Member, own: OwnKind) -> None:
    """Offer a kind no more; what was written as it stays what it is."""
    locked = _locked(member, own)
    if locked.retired_at is None:
        locked.retired_at = now()
        _saved(locked, member)
        _record(kind_journal.KIND_RETIRED, member, locked)


@transaction.atomic
def bring_kind_back(*, member: Member, own: OwnKind) -> None:
    """Offer a kind again."""
    locked = _locked(member, own)
    if locked.retired_at is not None:
        locked.retired_at = None
        _saved(locked, member)
        _record(kind_journal.KIND_BACK, member, locked)


def _kind(draft: KindDraft, key: str, number: int) -> Kind:
    """Return the kind in its stored form; raises Refused."""
    label, skeleton = clean_line(draft.label), clean_text(draft.skeleton).strip()
    if is_blank(label):
        raise Refused(gettext("Bitte geben Sie der Art einen Namen."))
    if len(label) > MOST_LABEL or len(skeleton) > MOST_SKELETON:
        raise Refused(gettext("Name oder Gerüst der Art ist zu lang."))
    if draft.icon not in KERN_SIGNS | OWN_SIGNS:
        raise Refused(gettext("Dieses Zeichen gibt es nicht."))
    if draft.stays is not None and not 1 <= draft.stays.days <= MOST_DAYS:
        raise Refused(gettext("Möglich sind 1 bis %(most)d Tage.") % {"most": MOST_DAYS})
    known = {one.code for one in MAY_BE_UNCHECKED}
    if not known >= set(draft.unchecked):
        raise Refused(gettext("Diese Prüfung lässt sich nicht abschalten."))
    unchecked = tuple(sorted(draft.unchecked))
    return Kind(
        *(key, label, _fields(draft.fields), skeleton, draft.stays, draft.icon),
        unchecked=unchecked,
        number=number,
    )


def _fields(given: Sequence[KindField]) -> tuple[KindField, ...]:
    if len(given) > MOST_FIELDS:
        raise Refused(gettext("Möglich sind höchstens %(most)d Angaben.") % {"most": MOST_FIELDS})
    taken = {one.name for one in given if one.name}
    fields = []
    for one in given:
        label, said = clean_line(one.label), clean_line(one.help)
        if is_blank(label) or len(label) > MOST_LABEL or len(said) > MOST_HELP:
            raise Refused(gettext("Jede Angabe braucht einen kurzen Namen."))
        name = one.name or _free(_name(label), taken)
        taken.add(name)
        fields.append(replace(one, name=name, label=label, help=said))
    labels = [one.label.casefold() for one in fields]
    if len(set(labels)) < len(labels):
        raise Refused(gettext("Zwei Angaben haben denselben Namen."))
    return tuple(_ended(one, fields) for one in fields)


def _ended(field: KindField, fields: Sequence[KindField]) -> KindField:
    """Return a field that ends what another of its type begins; raises Refused."""
    if not field.ends:
        return field
    begins = next((one for one in fields if field.ends in (one.name, one.label)), None)
    if begins is None or begins.name == field.name or begins.type is not field.type:
        raise Refused(
            gettext("„%(field)s“ kann nur nach einer Angabe derselben Sorte liegen.")
            % {"field": field.label}
        )
    if field.type not in {FieldType.DAY, FieldType.MOMENT}:
        raise Refused(gettext("Nur Tage und Uhrzeiten haben eine Reihenfolge."))
    return replace(field, ends=begins.name)


def _name(label: str) -> str:
    """Return a name of small letters for a label: it never changes, whatever the label becomes."""
    plain = slugify(clean_line(label).casefold().translate(_LETTERS)).replace("-", "_")
    return re.sub("[^a-z_]", "", plain)[:LONGEST_NAME].strip("_") or "angabe"


def _free(name: str, taken: Collection[str]) -> str:
    """Return the name, or the first of name_b, name_c … name_bb that is free."""
    endings = ("_" + chr(ord("a") + one % 26) * (one // 26 + 1) for one in count(1))
    named = (f"{name}{ending}" for ending in endings)
    return next(one for one in chain((name,), named) if one not in taken)


def _said(kind: Kind) -> str:
    return ", ".join(one.label for one in kind.fields) or gettext("ohne Angaben")


def _locked(member: Member, own: OwnKind) -> OwnKind:
    administrator(member)
    return OwnKind.objects.select_for_update(of=("self",)).get(pk=own.pk)


def _saved(own: OwnKind, member: Member) -> None:
    own.changed_at, own.changed_by = now(), member
    own.save()


def _record(entry: str, member: Member, own: OwnKind, **said: str) -> None:
    record(entry, actor=member.actor, subject=own.subject, name=own.kind.label, **said)
