"""Plans as iCalendar: every event is a line, what comes again is written out for a year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext, gettext_noop
from icalendar import Calendar, Event

from ausrufer.announcements.calendar.recurrence import MOST_TIMES
from ausrufer.announcements.planning.repeating import Unrepeatable, repeated
from ausrufer.announcements.planning.rough import Rough, written
from ausrufer.announcements.planning.separated import decoded
from ausrufer.announcements.planning.table import (
    MOST_CELL,
    MOST_ROWS,
    Row,
    Table,
    Unreadable,
)
from ausrufer.foundation.clock import TOWN_TIME
from ausrufer.foundation.text import clean_line, clean_text

COLUMNS = ("SUMMARY", "DESCRIPTION", "DTSTART", "CATEGORIES", "UID")
AHEAD = timedelta(days=366)
MOST_REPEATING = 100
_BROKEN = gettext_noop("Der Kalender ist nicht lesbar. Bitte exportieren Sie ihn noch einmal.")
_BEGIN = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Happening:
    """One time of an event: local, with or without a clock; `again` tells it from its others."""

    event: Event
    begins: date | datetime
    again: str = ""


def is_calendar(content: bytes) -> bool:
    """Tell whether a file is in the format iCalendar."""
    return _BEGIN.match(content) is not None


def read_calendar(content: bytes, *, today: date) -> Table:
    """Return the events of a calendar file; raises Unreadable."""
    if content.upper().count(b"BEGIN:VEVENT") > MOST_ROWS:
        raise Unreadable(_too_many())
    try:
        calendars = Calendar.from_ical(decoded(content), multiple=True)
        events = [
            one
            for calendar in calendars
            for one in calendar.walk("VEVENT")
            if isinstance(one, Event)
        ]
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as broken:
        raise Unreadable(gettext(_BROKEN)) from broken
    if not events:
        raise Unreadable(gettext("In diesem Kalender steht kein Termin."))
    rows = list(_rows(events, today))
    if len(rows) > MOST_ROWS:
        raise Unreadable(_too_many())
    if not rows:
        raise Unreadable(gettext("In diesem Kalender steht kein Termin im nächsten Jahr."))
    return Table(COLUMNS, tuple(rows))


def _too_many() -> str:
    said = gettext("Der Kalender hat zu viele Termine: höchstens %(most)d sind möglich.")
    return said % {"most": MOST_ROWS}


def _rows(events: list[Event], today: date) -> Iterator[Row]:
    moved = {(_text(one, "UID"), _again(one)) for one in events if one.get("RECURRENCE-ID")}
    repeating = 0
    for number, event in enumerate(events, start=1):
        if _text(event, "STATUS").upper() == "CANCELLED":
            continue
        repeating += event.get("RRULE") is not None
        if repeating > MOST_REPEATING and event.get("RRULE") is not None:
            too_many = gettext("Zu viele Wiederholungen in einem Kalender.")
            yield Row(number, _cells(event, "", ""), too_many)
            continue
        try:
            for one in _happenings(event, today):
                if event.get("RECURRENCE-ID") or (_text(event, "UID"), one.again) not in moved:
                    yield _row(number, one)
        except Unrepeatable as odd:
            yield Row(number, _cells(event, "", ""), str(odd))
        except (ValueError, KeyError, AttributeError, TypeError, OverflowError):
            yield Row(number, _cells(event, "", ""), gettext("Der Beginn ist nicht lesbar."))


def _happenings(event: Event, today: date) -> Iterator[_Happening]:
    begins = _local(event.decoded("DTSTART"))
    if event.get("RECURRENCE-ID"):
        yield _Happening(event, begins, _again(event))
        return
    if event.get("RRULE") is None:
        yield _Happening(event, begins)
        return
    start = begins if isinstance(begins, datetime) else datetime.combine(begins, time())
    rules = event.get("RRULE")
    if isinstance(rules, list):
        raise Unrepeatable(gettext("Mehrere Wiederholungen an einem Termin lesen wir nicht."))
    without = {_plain(one) for one in _listed(event, "EXDATE")}
    times = repeated(
        rules.to_ical().decode(), start, first=today, last=today + AHEAD, most=MOST_TIMES
    )
    for local in times:
        if local not in without:
            at = local if isinstance(begins, datetime) else local.date()
            yield _Happening(event, at, local.isoformat(timespec="minutes"))


def _row(number: int, one: _Happening) -> Row:
    if isinstance(one.begins, datetime):
        shown = one.begins.strftime("%Y-%m-%dT%H:%M")
    else:
        shown = written(_days(one.event, one.begins))
    cells = _cells(one.event, shown, one.again)
    if any(len(cell) > MOST_CELL for cell in cells):
        too_long = gettext("Ein Feld dieser Zeile ist viel zu lang.")
        return Row(number, tuple(cell[:100] for cell in cells), too_long)
    return Row(number, cells)


def _days(event: Event, first: date) -> Rough:
    """Return whole weeks and months as such; else the first day of an event counts."""
    end = event.decoded("DTEND", None)
    if isinstance(end, date) and not isinstance(end, datetime) and end > first:
        last = end - timedelta(days=1)
        whole_week = first.isoweekday() == 1 and (last - first).days == 6  # noqa: PLR2004 - Sunday
        whole_month = first.day == 1 and end.day == 1 and (last - first).days < 31  # noqa: PLR2004
        if whole_week or whole_month:
            return Rough(first, last)
    return Rough(first, first)


def _cells(event: Event, shown: str, again: str) -> tuple[str, ...]:
    key = _text(event, "UID")
    return (
        clean_line(_text(event, "SUMMARY")),
        clean_text(_text(event, "DESCRIPTION")).strip(),
        shown,
        clean_line(_categories(event)),
        clean_line(f"{key} {again}") if key else "",
    )


def _categories(event: Event) -> str:
    found = event.get("CATEGORIES")
    first = found[0] if isinstance(found, list) and found else found
    names = getattr(first, "cats", None) or []
    return str(names[0]) if names else ""


def _text(event: Event, name: str) -> str:
    found = event.get(name)
    if isinstance(found, list):
        found = found[0]
    return "" if found is None else str(found)


def _again(event: Event) -> str:
    return _plain(event.decoded("RECURRENCE-ID")).isoformat(timespec="minutes")


def _listed(event: Event, name: str) -> Iterator[date | datetime]:
    found = event.get(name)
    for one in found if isinstance(found, list) else [found] if found is not None else []:
        for entry in one.dts:
            yield entry.dt


def _plain(at: date | datetime) -> datetime:
    local = _local(at)
    return local if isinstance(local, datetime) else datetime.combine(local, time())


def _local(at: date | datetime) -> date | datetime:
    """Return a time as the town's clocks show it, without a zone; floating ones are the town's."""
    if not isinstance(at, date):
        raise TypeError
    if not isinstance(at, datetime) or at.tzinfo is None:
        return at
    return at.astimezone(TOWN_TIME).replace(tzinfo=None)
