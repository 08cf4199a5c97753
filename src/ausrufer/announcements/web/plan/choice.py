"""What of the plan a person looks at; the address carries all of it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ausrufer.announcements.calendar.spans import View, bounded, span_of
from ausrufer.announcements.planned import Wanted

FOUR_WEEKS = timedelta(days=27)


def _this_month(today: date) -> tuple[date, date]:
    span = span_of(View.LIST, today)
    return span.first, span.last


def _next_month(today: date) -> tuple[date, date]:
    span = span_of(View.LIST, bounded(_this_month(today)[1] + timedelta(days=1)))
    return span.first, span.last


def _this_week(today: date) -> tuple[date, date]:
    span = span_of(View.WEEK, today)
    return span.first, span.last


TIMES: Mapping[str, tuple[object, Callable[[date], tuple[date, date]]]] = {
    "woche": (_("diese Woche"), _this_week),
    "vier-wochen": (_("die nächsten vier Wochen"), lambda day: (day, day + FOUR_WEEKS)),
    "monat": (_("diesen Monat"), _this_month),
    "folgemonat": (_("nächsten Monat"), _next_month),
}
WITHOUT = "ohne"


def read_choice(query: QueryDict, *, today: date) -> Wanted:
    """Read an address; what it does not say or says wrongly is left open."""
    time = query.get("zeit", "")
    first, last = TIMES[time][1](today) if time in TIMES else (None, None)
    return Wanted(
        department_id=_number(query.get("amt", "")),
        topic=query.get("thema", "").replace("\x00", "")[:60],
        person_id=_number(query.get("wer", "")),
        first=first,
        last=last,
        without_day=time == WITHOUT,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None  # noqa: PLR2004 - bigint
