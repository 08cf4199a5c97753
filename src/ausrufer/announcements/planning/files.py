"""Plans from files: what kind of file it is, is seen by its content and never by its name."""

from datetime import date

from django.utils.translation import gettext

from ausrufer.announcements.planning.calendars import is_calendar, read_calendar
from ausrufer.announcements.planning.separated import read_separated
from ausrufer.announcements.planning.sheets import is_archive, read_sheet
from ausrufer.announcements.planning.table import MOST_BYTES, Table, Unreadable


def read_file(content: bytes, *, today: date) -> Table:
    """Return the plan in a CSV, ODS or iCalendar file; raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(gettext("Die Datei ist zu groß: höchstens 5 MB sind möglich."))
    if is_archive(content):
        return read_sheet(content)
    if is_calendar(content):
        return read_calendar(content, today=today)
    return read_separated(content)
