"""Bringing a plan into the house: uploading, assigning columns, looking, reading it in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from ausrufer.announcements import plan_journal
from ausrufer.announcements.models import Idea, PlanUpload
from ausrufer.announcements.own_kinds import offered_kinds
from ausrufer.announcements.plan_access import KEPT_FOR
from ausrufer.announcements.planning.columns import Part, guessed
from ausrufer.announcements.planning.files import read_file
from ausrufer.announcements.planning.reading import Found, House, read_rows
from ausrufer.announcements.planning.table import Table, Unreadable
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.scope import across_organisations
from ausrufer.foundation.sealing import Seal
from ausrufer.foundation.text import clean_line
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.policy import may_write
from ausrufer.organisations.queries import departments, departments_to_write, members
from ausrufer.records.actions import record


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"  # an idea nobody has touched since it was read
    SAME = "same"
    TOUCHED = "touched"  # somebody has worked on it: it stays as it is
    DROPPED = "dropped"
    TWICE = "twice"  # the same as a row above
    PAST = "past"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row with what becomes of it, and the idea it is already."""

    found: Found
    fate: Fate
    idea: Idea | None = None


@transaction.atomic
def upload_plan(
    *, member: Member, department: Department, content: bytes, file_name: str, year: int
) -> PlanUpload:
    """Read a file and keep its rows sealed for a day; raises Refused for what cannot be read."""
    if not may_write(member.rights, department.pk):
        raise NotForYou
    today = in_town_time(now()).date()
    try:
        table = read_file(content, today=today)
    except Unreadable as unreadable:
        raise Refused(str(unreadable)) from unreadable
    PlanUpload.objects.filter(member=member).delete()
    return PlanUpload.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        department=department,
        file_name=clean_line(file_name)[:200],
        sealed_rows=_seal().close({"table": table.to_json()}),
        assigned=dict(guessed(table.columns)),
        year=year,
        uploaded_at=now(),
    )


@transaction.atomic
def assign_columns(
    *, upload: PlanUpload, assigned: Mapping[Part, int], department: Department, year: int
) -> None:
    """Keep which column says what."""
    upload.assigned = {str(part): place for part, place in assigned.items()}
    upload.department, upload.year = department, year
    upload.save()


def table_of(upload: PlanUpload) -> Table:
    """Return the rows of an uploaded plan."""
    return Table.from_json(_seal().open(bytes(upload.sealed_rows))["table"])


def outcomes(*, member: Member, upload: PlanUpload, table: Table) -> list[Outcome]:
    """Return what would become of every row now; four queries, whatever the plan."""
    assigned = {Part(part): place for part, place in upload.assigned.items()}
    found = read_rows(table, assigned, _house(member, upload))
    known = Idea.objects.filter(origin__in=[one.origin for one in found if one.origin])
    by_origin = {one.origin: one for one in known.select_related("announcement")}
    today, seen = in_town_time(now()).date(), set[str]()
    judged = []
    for one in found:
        idea = by_origin.get(one.origin)
        fate = Fate.TWICE if one.origin in seen else _fate(one, idea)
        if fate is Fate.NEW and one.rough.last is not None and one.rough.last < today:
            fate = Fate.PAST
        judged.append(Outcome(one, fate, idea))
        seen.add(one.origin) if one.origin else None
    return judged


def read_in(*, member: Member, upload: PlanUpload) -> Mapping[Fate, int]:
    """Do what was shown, all of it or nothing; raises Refused where somebody is doing the same."""
    try:
        with transaction.atomic():
            return _read_in(member, upload)
    except IntegrityError as same:
        raise Refused(
            gettext("Jemand liest gerade denselben Plan ein. Bitte sehen Sie sich den Plan an.")
        ) from same


def forget_uploads() -> None:
    """Delete the plans nobody has read in within a day."""
    with across_organisations(reason="uploads of every organisation end after a day"):
        PlanUpload.objects.filter(uploaded_at__lt=now() - KEPT_FOR).delete()


def _read_in(member: Member, upload: PlanUpload) -> Mapping[Fate, int]:
    locked = PlanUpload.objects.select_for_update().filter(pk=upload.pk).first()
    if locked is None:
        raise Refused(gettext("Dieser Plan ist bereits eingelesen."))
    # nobody changes an idea between the look and the deed
    list(Idea.objects.select_for_update().filter(announcement=None).values_list("pk"))
    judged = outcomes(member=member, upload=locked, table=table_of(locked))
    _create(member, [one.found for one in judged if one.fate is Fate.NEW])
    for one in judged:
        if one.fate is Fate.CHANGED and one.idea is not None:
            _change(one.idea, one.found)
    counted = Counter(one.fate for one in judged)
    record(
        plan_journal.PLAN_READ,
        actor=member.actor,
        subject=f"plan:{locked.public_id}",
        file=locked.file_name,
        created=str(counted[Fate.NEW]),
        changed=str(counted[Fate.CHANGED]),
    )
    locked.delete()
    return counted


def _create(member: Member, found: Sequence[Found]) -> None:
    moment = now()
    Idea.objects.bulk_create(
        Idea(
            organisation_id=member.organisation_id,
            created_by=member,
            created_at=moment,
            changed_at=moment,
            origin=one.origin,
            read_version=1,
            **_values(one),
        )
        for one in found
    )


def _change(idea: Idea, found: Found) -> None:
    for name, value in _values(found).items():
        setattr(idea, name, value)
    idea.version, idea.changed_at = idea.version + 1, now()
    idea.read_version = idea.version
    idea.save()


def _values(found: Found) -> dict[str, object]:
    return {
        "title": found.title,
        "note": found.note,
        "topic": found.topic,
        "kind": found.kind,
        "department_id": found.department_id,
        "person_id": found.person_id,
        "first_on": found.rough.first,
        "last_on": found.rough.last,
        "at": found.rough.at,
    }


def _fate(found: Found, idea: Idea | None) -> Fate:
    if found.trouble:
        return Fate.TROUBLE
    if idea is None:
        return Fate.NEW
    if idea.dropped_at is not None:
        return Fate.DROPPED
    if all(getattr(idea, name) == value for name, value in _values(found).items()):
        return Fate.SAME
    if idea.announcement_id is not None or idea.version != idea.read_version:
        return Fate.TOUCHED
    return Fate.CHANGED


def _house(member: Member, upload: PlanUpload) -> House:
    own = frozenset(one.pk for one in departments_to_write(member))
    return House(
        department_id=upload.department_id,
        year=upload.year,
        today=in_town_time(now()).date(),
        departments={one.name.casefold(): one.pk for one in departments()},
        own=own,
        people={one.name.casefold(): one.pk for one in members().filter(active=True)},
        kinds={
            name.casefold(): one.key
            for one in offered_kinds()
            for name in (one.key, one.label, gettext(one.label))
        },
    )


def _seal() -> Seal:
    return Seal(settings.ENVIRONMENT.sealing_keys())
