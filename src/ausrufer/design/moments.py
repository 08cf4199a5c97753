"""Times as German readers expect them: "Di., 24. November 2026, 14:30 Uhr"."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

# In translations these are formats of Django's date filter, not words.


def moment(at: datetime | None) -> SafeString | str:
    """Day and time in full, as `<time>`."""
    return _time(at, pgettext("date format", r"D., j. F Y, H:i \U\h\r"))


def moment_short(at: datetime | None) -> SafeString | str:
    """Day and time for table rows: "24.11.2026, 14:30"; the year always shows."""
    return _time(at, pgettext("date format", r"d.m.Y, H:i"))


def day(at: date | datetime | None) -> SafeString | str:
    """The day in full: "Dienstag, 24. November 2026"."""
    return _time(at, pgettext("date format", "l, j. F Y"))


def clock(at: datetime | None) -> SafeString | str:
    """The time of day: "14:30 Uhr"."""
    return _time(at, pgettext("date format", r"H:i \U\h\r"))


def in_words(at: datetime) -> str:
    """Day and time in full, as plain text."""
    return date_format(timezone.localtime(at), pgettext("date format", r"D., j. F Y, H:i \U\h\r"))


def day_in_words(day: date) -> str:
    """Return the day in full, as plain text."""
    return date_format(day, pgettext("date format", "D., j. F Y"))


def _time(at: date | datetime | None, shape: str) -> SafeString | str:
    if at is None:
        return gettext("kein Zeitpunkt")
    local = timezone.localtime(at) if isinstance(at, datetime) else at
    shown = date_format(local, shape)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), shown)
