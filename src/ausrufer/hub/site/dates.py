"""Dates as readers of a site see them: town time, never relative, since pages stay as they are."""

from datetime import datetime

from django.utils import dateformat
from django.utils.translation import gettext

from ausrufer.foundation.clock import in_town_time


def day(moment: datetime) -> str:
    """Return for example `Di., 24. November 2026`."""
    return _formatted(moment, gettext("D., j. F Y"))


def day_and_time(moment: datetime) -> str:
    """Return for example `Di., 24. November 2026, 14:30 Uhr`; the last space does not break."""
    return _formatted(moment, gettext("D., j. F Y, H:i\u00a0\\U\\h\\r"))


def short_day(moment: datetime) -> str:
    """Return for example `24.11.2026`."""
    return _formatted(moment, gettext("d.m.Y"))


def month(year: int, number: int) -> str:
    """Return for example `November 2026`."""
    return dateformat.format(datetime(year, number, 1), gettext("F Y"))  # noqa: DTZ001 - a name, no moment


def _formatted(moment: datetime, style: str) -> str:
    return dateformat.format(in_town_time(moment), style)
