"""Which days a view of the calendar shows: German weeks, Monday first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
DECEMBER = 12


class View(StrEnum):
    """How much of the calendar is looked at, named as in addresses."""

    MONTH = "monat"
    WEEK = "woche"
    LIST = "liste"
    DAY = "tag"


@dataclass(frozen=True, slots=True)
class Span:
    """The days `first` to `last`, both included; `day` is the one that was asked for."""

    view: View
    day: date
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Return the days in order."""
        return (self.first + number * DAY for number in range((self.last - self.first).days + 1))

    def weeks(self) -> list[list[date]]:
        """Return whole weeks from Monday; only month and week consist of such."""
        shown = list(self.days())
        return [shown[start : start + 7] for start in range(0, len(shown), 7)]

    def holds(self, day: date) -> bool:
        """Tell whether a day belongs to it: the month view also shows ends of its neighbours."""
        if self.view is View.MONTH:
            return (day.year, day.month) == (self.day.year, self.day.month)
        return self.first <= day <= self.last

    @property
    def before(self) -> date:
        """A day of the span before."""
        if self.view in {View.MONTH, View.LIST}:
            return bounded(self.day.replace(day=1) - DAY).replace(day=1)
        return bounded(self.day - (WEEK if self.view is View.WEEK else DAY))

    @property
    def after(self) -> date:
        """A day of the span behind."""
        if self.view in {View.MONTH, View.LIST}:
            return bounded(_end_of_month(self.day) + DAY)
        return bounded(self.day + (WEEK if self.view is View.WEEK else DAY))


def span_of(view: View, day: date) -> Span:
    """Return the days a view shows around a day within the calendar's bounds."""
    if view is View.DAY:
        return Span(view, day, day, day)
    if view is View.WEEK:
        return Span(view, day, _monday(day), _monday(day) + 6 * DAY)
    first, last = day.replace(day=1), _end_of_month(day)
    if view is View.LIST:
        return Span(view, day, first, last)
    return Span(view, day, _monday(first), _monday(last) + 6 * DAY)


def bounded(day: date) -> date:
    """Return the day, or the nearest one the calendar knows."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def week_number(day: date) -> int:
    """Return the number of the calendar week (ISO 8601, as DIN counts)."""
    return day.isocalendar().week


def is_working_day(day: date) -> bool:
    """Tell whether town halls are open: Monday to Friday."""
    return day.isoweekday() <= 5  # noqa: PLR2004 - Friday


def _monday(day: date) -> date:
    return day - (day.isoweekday() - 1) * DAY


def _end_of_month(day: date) -> date:
    following = day.month % DECEMBER + 1
    return date(day.year + (day.month == DECEMBER), following, 1) - DAY
