"""Rows of a plan become ideas, or sentences about what is wrong and where: pure."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeVar

from django.utils.translation import gettext

from ausrufer.announcements.content import LONGEST
from ausrufer.announcements.kinds import NEWS
from ausrufer.announcements.planning.columns import LABELS, Part
from ausrufer.announcements.planning.rough import Rough, Unclear, read_rough, written
from ausrufer.announcements.planning.table import Row, Table
from ausrufer.foundation.text import clean_line, is_blank

T = TypeVar("T")
MOST_NOTE = 5000
_CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d)(?::\d\d)?)?\s*(?:uhr|h)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class House:
    """What a plan may name, by its name in small letters; `own` may be written for."""

    department_id: int  # where a row names none
    year: int
    today: date
    departments: Mapping[str, int] = field(default_factory=dict)
    own: frozenset[int] = frozenset()
    people: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """One row, read: an idea under its `origin`, or `trouble` in the column `where`."""

    number: int
    title: str
    origin: str = ""
    note: str = ""
    topic: str = ""
    kind: str = NEWS.key
    department_id: int = 0
    person_id: int | None = None
    rough: Rough = field(default_factory=Rough)
    trouble: str = ""
    where: str = ""


class Troubled(ValueError):
    """A cell cannot be taken over; `part` says which."""

    def __init__(self, part: Part, said: str) -> None:
        super().__init__(said)
        self.part = part


def read_rows(table: Table, assigned: Mapping[Part, int], house: House) -> list[Found]:
    """Return every row of a plan as an idea or as a trouble, in order."""
    return [_read(row, table.columns, assigned, house) for row in table.rows]


def _read(row: Row, columns: Sequence[str], assigned: Mapping[Part, int], house: House) -> Found:
    said = {part: row.cells[place] for part, place in assigned.items() if place < len(row.cells)}
    title = clean_line(said.get(Part.TITLE, ""))
    if row.trouble:
        return Found(row.number, title, trouble=row.trouble)
    try:
        return _idea(row.number, title, said, house)
    except Troubled as troubled:
        place = assigned.get(troubled.part)
        where = columns[place] if place is not None else gettext(LABELS[troubled.part])
        return Found(row.number, title, trouble=str(troubled), where=where)


def _idea(number: int, title: str, said: Mapping[Part, str], house: House) -> Found:
    if is_blank(title):
        raise Troubled(Part.TITLE, gettext("Ohne Titel wird daraus keine Idee."))
    _bound(Part.TITLE, title, LONGEST["title"])
    note, topic = said.get(Part.NOTE, ""), clean_line(said.get(Part.TOPIC, ""))
    _bound(Part.NOTE, note, MOST_NOTE)
    _bound(Part.TOPIC, topic, LONGEST["topic"])
    rough = _rough(said, house)
    department = _department(said.get(Part.DEPARTMENT, ""), house)
    return Found(
        number,
        title,
        origin=_origin(said.get(Part.KEY, ""), title, department, rough),
        note=note,
        topic=topic,
        kind=_named(Part.KIND, said, house.kinds) or NEWS.key,
        department_id=department,
        person_id=_named(Part.PERSON, said, house.people),
        rough=rough,
    )


def _bound(part: Part, text: str, most: int) -> None:
    if len(text) > most:
        raise Troubled(part, gettext("Zu lang: höchstens %(most)d Zeichen.") % {"most": most})


def _rough(said: Mapping[Part, str], house: House) -> Rough:
    try:
        rough = read_rough(said.get(Part.DAY, ""), year=house.year)
    except Unclear as unclear:
        raise Troubled(Part.DAY, str(unclear)) from unclear
    clock = clean_line(said.get(Part.CLOCK, ""))
    if not clock or rough.first is None or rough.first != rough.last:
        return rough
    found = _CLOCK.fullmatch(clock)
    if found is None:
        raise Troubled(
            Part.CLOCK, gettext("„%(words)s“ ist keine Uhrzeit.") % {"words": clock[:40]}
        )
    return Rough(rough.first, rough.last, time(int(found["hour"]), int(found["minute"] or 0)))


def _department(said: str, house: House) -> int:
    name = clean_line(said)
    if not name:
        return house.department_id
    known = house.departments.get(name.casefold())
    if known is None:
        raise Troubled(
            Part.DEPARTMENT, gettext("Das Amt „%(name)s“ gibt es nicht.") % {"name": name[:80]}
        )
    if known not in house.own:
        raise Troubled(
            Part.DEPARTMENT, gettext("Für „%(name)s“ schreiben Sie nicht.") % {"name": name}
        )
    return known


def _named(part: Part, said: Mapping[Part, str], known: Mapping[str, T]) -> T | None:
    name = clean_line(said.get(part, ""))
    if not name:
        return None
    if name.casefold() not in known:
        raise Troubled(part, gettext("„%(name)s“ ist hier nicht bekannt.") % {"name": name[:80]})
    return known[name.casefold()]


def _origin(key: str, title: str, department_id: int, rough: Rough) -> str:
    """Return the name under which the same row is known again: its key, else what it says."""
    name = clean_line(key)
    whole = f"key {name}" if name else f"row {title.casefold()} {department_id} {written(rough)}"
    return hashlib.sha256(whole.encode()).hexdigest()
