"""Messages that come again: rules of RFC 5545 over local times, which clock changes do not move."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from dateutil.rrule import rrulestr
from django.utils.translation import gettext, gettext_noop

from ausrufer.foundation.clock import TOWN_TIME
from ausrufer.organisations.errors import Refused

MOST_TIMES, MOST_YEARS, MOST_APART = 520, 10, 52
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SAFE_DAY = 28  # every month has it
_END = gettext_noop(
    "Bitte sagen Sie, wann die Wiederholung endet: mit einem Tag oder einer Anzahl."
)
_ONE = gettext_noop("Bitte geben Sie den letzten Tag oder die Anzahl an, nicht beides.")
_LONG = gettext_noop("Eine Wiederholung endet nach spätestens %(years)d Jahren.")
_EARLY = gettext_noop("Der letzte Tag liegt vor der ersten Mitteilung.")
_TIMES = gettext_noop("Möglich sind 2 bis %(most)d Mitteilungen.")
_APART = gettext_noop("Der Abstand muss zwischen 1 und %(most)d liegen.")


class Rhythm(StrEnum):
    """How often something comes again; the last two are read off the first day."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY_DAY = "monthly_day"  # on the 24th, or the last day of shorter months
    MONTHLY_WEEKDAY = "monthly_weekday"  # on the fourth Tuesday, or the last where it was the fifth
    YEARLY = "yearly"


_WORDS = {
    Rhythm.DAILY: "täglich",
    Rhythm.WEEKLY: "wöchentlich",
    Rhythm.MONTHLY_DAY: "monatlich am selben Tag",
    Rhythm.MONTHLY_WEEKDAY: "monatlich am selben Wochentag",
    Rhythm.YEARLY: "jährlich",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for; `weekdays` are 1 (Monday) to 7 and count for weekly rhythms only."""

    rhythm: Rhythm
    apart: int = 1
    weekdays: frozenset[int] = frozenset()
    last_day: date | None = None
    times: int | None = None


def rule_of(wish: Wish, start: datetime) -> str:
    """Return the RRULE of a wish whose first time is `start` (local, naive); raises Refused."""
    if not 1 <= wish.apart <= MOST_APART:
        raise Refused(gettext(_APART) % {"most": MOST_APART})
    parts = [*_rhythm(wish, start), f"INTERVAL={wish.apart}", _end(wish, start)]
    return ";".join(parts)


def words_of(wish: Wish) -> str:
    """Return a wish in German words, for the journal: "wöchentlich, jedes 2. Mal, 8-mal"."""
    said = [_WORDS[wish.rhythm]]
    if wish.apart > 1:
        said.append(f"jedes {wish.apart}. Mal")
    if wish.times is not None:
        said.append(f"{wish.times}-mal")
    elif wish.last_day is not None:
        said.append(f"bis {wish.last_day:%d.%m.%Y}")
    return ", ".join(said)


def local_times(rule: str, start: datetime, *, until: datetime) -> Iterator[datetime]:
    """Return the naive local times from `start` to `until`, both included; `start` is the first.

    `rule` is one that `rule_of` made.
    """
    yield start
    for local in rrulestr(rule, dtstart=start):
        if local > until:
            return
        if local > start:
            yield local


def moment_of(local: datetime) -> datetime:
    """Return the moment (UTC) of a naive local time.

    As RFC 5545 (3.3.5) has it: a time that the spring change skips is read with the offset before
    it, 02:30 becomes 03:30; one that autumn repeats means its first run.
    """
    return local.replace(tzinfo=TOWN_TIME, fold=0).astimezone(UTC)


def moved_end(start: datetime, end: datetime | None, new_start: datetime) -> datetime | None:
    """Return another moment as far from the new start, in local time, as it was before."""
    if end is None:
        return None
    moved = moment_of(_naive(new_start) + (_naive(end) - _naive(start)))
    # in the night of a clock change the later of two may come out first: then by the real distance
    kept = (moved > new_start) is (end > start)
    return moved if kept else new_start + (end - start)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(TOWN_TIME).replace(tzinfo=None)


def _rhythm(wish: Wish, start: datetime) -> Collection[str]:
    match wish.rhythm:
        case Rhythm.DAILY:
            return ("FREQ=DAILY",)
        case Rhythm.WEEKLY:
            days = sorted(wish.weekdays | {start.isoweekday()})
            return ("FREQ=WEEKLY", "WKST=MO", f"BYDAY={','.join(_code(day) for day in days)}")
        case Rhythm.MONTHLY_DAY:
            return ("FREQ=MONTHLY", *_day_of_month(start.day))
        case Rhythm.MONTHLY_WEEKDAY:
            number = (start.day - 1) // 7 + 1
            place = number if number <= 4 else -1  # noqa: PLR2004 - only some months have a fifth
            return ("FREQ=MONTHLY", f"BYDAY={place}{_code(start.isoweekday())}")
        case Rhythm.YEARLY:
            return ("FREQ=YEARLY", f"BYMONTH={start.month}", *_day_of_month(start.day))


def _day_of_month(day: int) -> tuple[str, ...]:
    if day <= _SAFE_DAY:
        return (f"BYMONTHDAY={day}",)
    days = ",".join(str(one) for one in range(_SAFE_DAY, day + 1))
    return (f"BYMONTHDAY={days}", "BYSETPOS=-1")


def _end(wish: Wish, start: datetime) -> str:
    if wish.times is not None and wish.last_day is not None:
        raise Refused(gettext(_ONE))
    if wish.times is not None:
        if not 2 <= wish.times <= MOST_TIMES:  # noqa: PLR2004 - one is no repetition
            raise Refused(gettext(_TIMES) % {"most": MOST_TIMES})
        return f"COUNT={wish.times}"
    if wish.last_day is None:
        raise Refused(gettext(_END))
    if wish.last_day <= start.date():
        raise Refused(gettext(_EARLY))
    if wish.last_day > start.date() + timedelta(days=366 * MOST_YEARS):
        raise Refused(gettext(_LONG) % {"years": MOST_YEARS})
    return f"UNTIL={wish.last_day:%Y%m%d}T235959"


def _code(weekday: int) -> str:
    return DAY_CODES[weekday - 1]
