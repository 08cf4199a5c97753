"""Rough days in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ausrufer.announcements.planning.rough import Rough

WEEK = 6  # days between Monday and Sunday


def said_rough(rough: Rough) -> str:
    """Return when something is meant for: "KW 49 (30.11. bis 6.12.2026)"; empty without days."""
    first, last = rough.first, rough.last
    if first is None or last is None:
        return ""
    if first == last:
        day = date_format(first, pgettext("date format", "D., j. F Y"))
        clock = _("%(clock)s Uhr") % {"clock": f"{rough.at:%H:%M}"} if rough.at else ""
        return ", ".join(filter(None, (day, clock)))
    if (last - first).days == WEEK and first.isoweekday() == 1:
        values = {"week": first.isocalendar().week, "days": _span(first, last)}
        return _("KW %(week)d (%(days)s)") % values
    return _part_of_month(first, last)


def short_rough(rough: Rough) -> str:
    """Return the same as short as a calendar needs it: "KW 49", "10:00"; empty for whole days."""
    first, last = rough.first, rough.last
    if first is None or last is None:
        return ""
    if first == last:
        return f"{rough.at:%H:%M}" if rough.at else ""
    if (last - first).days == WEEK:
        return _("KW %(week)d") % {"week": first.isocalendar().week}
    return _part_of_month(first, last)


def _part_of_month(first: date, last: date) -> str:
    month = date_format(first, pgettext("date format", "F Y"))
    if (last - first).days > WEEK + 6:
        return month
    said = {1: _("Anfang %(month)s"), 11: _("Mitte %(month)s")}.get(first.day, _("Ende %(month)s"))
    return said % {"month": month}


def _span(first: date, last: date) -> str:
    short = date_format(first, pgettext("date format", "j.n."))
    return _("%(first)s bis %(last)s") % {
        "first": short,
        "last": date_format(last, pgettext("date format", "j.n.Y")),
    }
