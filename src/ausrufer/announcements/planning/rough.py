"""Rough days as people write them in plans: "KW 49", "Mitte Dezember", "3.12.2026, 10 Uhr"."""

import calendar
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from babel.dates import get_day_names, get_month_names
from dateutil import parser
from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements.calendar.spans import FIRST_DAY, LAST_DAY
from ausrufer.foundation.clock import in_town_time
from ausrufer.foundation.text import clean_line

MOST_SIGNS = 60
_WEEK = re.compile(
    r"(?:kw|cw|week|woche|w)\.?\s*(?P<week>\d{1,2})(?:\s*[/.,\s-]\s*(?P<year>\d{4}))?"
    r"|(?P<week_first>\d{1,2})\.?\s*(?:kw|woche)(?:\s*[/.,\s-]?\s*(?P<year_behind>\d{4}))?"
    r"|(?P<year_first>\d{4})\s*-?\s*(?:kw|w)\s*(?P<week_behind>\d{1,2})",
    re.IGNORECASE,
)
_PART = re.compile(r"(?P<part>anfang|mitte|ende|early|mid|late)\s+(?P<rest>.+)", re.IGNORECASE)
_PARTS = {"anfang": 0, "early": 0, "mitte": 1, "mid": 1, "ende": 2, "late": 2}
_NO_YEAR = re.compile(r"(?<![\d.])(?P<date>\d{1,2}\.\s?\d{1,2})\.?(?=$|[\s,]+(?!\d{4}\b))")
_SLASHES = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?:\d{4}|\d{2})\b")
_MONTH_OF_YEAR = re.compile(r"(?P<month>\d{1,2})\s*[/.]\s*(?P<year>\d{4})|(?P<y>\d{4})-(?P<m>\d\d)")
_BARE_HOUR = re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?\s*uhr", re.IGNORECASE)
_UNCLEAR = gettext_noop("„%(words)s“ ist kein Tag, keine Kalenderwoche und kein Monat.")
_SWAPPED = gettext_noop(
    "„%(words)s“ kann zwei Tage meinen. Bitte schreiben Sie den Tag mit Punkten: 3.12.2026."
)
_FAR = gettext_noop("„%(words)s“ liegt außerhalb der Jahre 2000 bis 2100.")


class Unclear(ValueError):
    """A day cannot be read; the message is a German sentence."""


@dataclass(frozen=True, slots=True)
class Rough:
    """The days `first` to `last`, both included, or none at all; `at` only with a single day."""

    first: date | None = None
    last: date | None = None
    at: time | None = None


NO_DAY = Rough()


def read_rough(text: str, *, year: int) -> Rough:
    """Return what a person wrote; `year` counts where none is written. Raises Unclear."""
    words = clean_line(text)
    if not words:
        return NO_DAY
    if len(words) > MOST_SIGNS:
        raise Unclear(gettext(_UNCLEAR) % {"words": f"{words[:MOST_SIGNS]}…"})
    found = _week(words, year) or _part_of_month(words, year) or _month(words) or _day(words, year)
    if found is None:
        raise Unclear(gettext(_UNCLEAR) % {"words": words})
    first, last = found.first or FIRST_DAY, found.last or LAST_DAY
    if not FIRST_DAY <= first <= last <= LAST_DAY:
        raise Unclear(gettext(_FAR) % {"words": words})
    return found


def read_coming(text: str, *, today: date) -> Rough:
    """Return what a person wrote; without a year the next time it comes is meant."""
    found = read_rough(text, year=today.year)
    if found.last is None or found.last >= today:
        return found
    later = read_rough(text, year=today.year + 1)
    return later if later != found else found


def written(rough: Rough) -> str:
    """Return a rough day as a person would type it, so that it can be read again."""
    first, last = rough.first, rough.last
    if first is None or last is None:
        return ""
    if first == last:
        clock = f", {rough.at:%H:%M} Uhr" if rough.at else ""
        return f"{first.day}.{first.month}.{first.year}{clock}"
    if (last - first).days == 6 and first.isoweekday() == 1:  # noqa: PLR2004 - Monday to Sunday
        week = first.isocalendar()
        return f"KW {week.week}/{week.year}"
    month = f"{_month_name(first.month)} {first.year}"
    for part, place in (("Anfang", 0), ("Mitte", 1), ("Ende", 2)):
        if (first, last) == _third(first.year, first.month, place):
            return f"{part} {month}"
    return month


def _week(words: str, year: int) -> Rough | None:
    found = _WEEK.fullmatch(words)
    if found is None:
        return None
    week = found["week"] or found["week_first"] or found["week_behind"]
    of_year = found["year"] or found["year_behind"] or found["year_first"] or year
    try:
        monday = date.fromisocalendar(int(of_year), int(week), 1)
    except ValueError as none:
        raise Unclear(gettext(_UNCLEAR) % {"words": words}) from none
    return Rough(monday, monday + timedelta(days=6))


def _part_of_month(words: str, year: int) -> Rough | None:
    found = _PART.fullmatch(words)
    if found is None:
        return None
    whole = _month(found["rest"]) or _day(found["rest"], year)
    if whole is None or whole.first is None or whole.first == whole.last:
        return None
    return Rough(*_third(whole.first.year, whole.first.month, _PARTS[found["part"].lower()]))


def _month(words: str) -> Rough | None:
    """Read months written in figures, which no parser tells from days."""
    found = _MONTH_OF_YEAR.fullmatch(words)
    if found is None:
        return None
    with suppress(ValueError, calendar.IllegalMonthError):
        return _whole_month(int(found["year"] or found["y"]), int(found["month"] or found["m"]))
    return None


def _day(words: str, year: int) -> Rough | None:
    """Read a day or the name of a month: what two different defaults agree on was written."""
    _refuse_swapped(words)
    if (moment := _moment(words)) is not None:
        return Rough(moment.date(), moment.date(), moment.time().replace(second=0, microsecond=0))
    plain = _BARE_HOUR.sub(lambda one: f"{one['hour']}:{one['minute'] or '00'}", words)
    plain = _NO_YEAR.sub(lambda one: f"{one['date'].replace(' ', '')}.{year}", plain, count=1)
    iso = re.match(r"\d{4}-", plain) is not None
    try:
        one, two = (
            parser.parse(plain, _german(), default=default, dayfirst=not iso, ignoretz=True)
            for default in (datetime(year, 1, 1), datetime(year, 2, 2, 1, 1))  # noqa: DTZ001 - local
        )
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    if one.month != two.month or one.year != two.year:
        return None
    if one.day != two.day:
        return _whole_month(one.year, one.month)
    at = one.time().replace(second=0, microsecond=0) if one.hour == two.hour else None
    return Rough(one.date(), one.date(), at)


def _moment(words: str) -> datetime | None:
    """Read a time with its offset, as programs write it."""
    with suppress(ValueError, OverflowError):
        found = datetime.fromisoformat(words)
        return in_town_time(found) if found.tzinfo else None
    return None


def _refuse_swapped(words: str) -> None:
    found = _SLASHES.match(words)
    if found and found["first"] != found["second"]:
        one, two = int(found["first"]), int(found["second"])
        if max(one, two) <= len(parser.parserinfo.MONTHS):
            raise Unclear(gettext(_SWAPPED) % {"words": words})


def _whole_month(year: int, month: int) -> Rough:
    return Rough(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _third(year: int, month: int, place: int) -> tuple[date, date]:
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = ((1, 10), (11, 20), (21, last))[place]
    return date(year, month, first_day), date(year, month, last_day)


class _German(parser.parserinfo):  # type: ignore[misc] # ships no types
    """The words of German and English dates, from the tables of Unicode."""

    JUMP = [*parser.parserinfo.JUMP, "uhr", "um", "den", "am", "vom"]

    def __init__(self) -> None:
        self.WEEKDAYS = [
            tuple(
                {
                    get_day_names(width, locale=locale)[day].rstrip(".").lower()
                    for width in ("wide", "abbreviated")
                    for locale in ("de", "en")
                }
            )
            for day in range(7)
        ]
        self.MONTHS = [
            tuple(
                {
                    get_month_names(width, context, locale=locale)[month].rstrip(".").lower()
                    for width in ("wide", "abbreviated")
                    for context in ("format", "stand-alone")
                    for locale in ("de", "de_AT", "en")
                }
                | ({"maerz", "mrz"} if month == 3 else set())  # noqa: PLR2004 - March
            )
            for month in range(1, 13)
        ]
        super().__init__(dayfirst=True)


@cache
def _german() -> _German:
    """Return them, read on first use: few processes need the five megabytes they take."""
    return _German()


def _month_name(month: int) -> str:
    return str(get_month_names("wide", locale="de")[month])
