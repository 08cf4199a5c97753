"""Days and hours a German text names, without knowing today: only the nearest year is taken.

Own rules: dateparser reads "Mai" and "so" as dates and costs tens of milliseconds a message, Babel
parses a known format only; neither says where in the text a weekday belongs to which date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from ausrufer.announcements.preflight.passage import Passage

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_MONTH = (
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|(?:Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\.)"
)
_DAY = (
    r"(?<![\d.,:/])(?<!Nr\. )(?<!Version )(?<!Abs\. )(?<!Absatz )(?P<day>0?[1-9]|[12]\d|3[01])\."
    rf"(?:\s*(?P<month>{_MONTH}|(?:0?[1-9]|1[0-2])\.)(?!\d+\.)(?:\s*(?P<year>(?:19|20)\d\d)\b"
    r"|(?P<short>[0-9]{2})(?![\d.:]|\s*Uhr))?)?(?!\d)"
)
_DAYS = regex.compile(_DAY)
_WEEKDAY = (
    r"(?:\b(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)"
    r"(?:vormittag|mittag|nachmittag|abend|nacht|früh|morgen)?s?\b"
    r"|\b(?:Mo|Di|Mi|Do|Fr|Sa|So)(?:\.,?|,))"
)
_JOINED = r"\s*(?:,|und|oder|sowie|bis(?:\s+zum)?|–|-|/)\s*"
_WEEKDAYS = regex.compile(_WEEKDAY)
_RUN = regex.compile(rf"{_WEEKDAY}(?:{_JOINED}{_WEEKDAY})*")
_BETWEEN = regex.compile(r"\s*,?\s*(?:(?:dem|den|der|am|vom|von)\s+)?")
_LINK = regex.compile(rf"{_JOINED}(?:(?:dem|den|der|am|zum)\s+)?")
_BEHIND = regex.compile(rf"\s*\((?P<weekday>{_WEEKDAY}|Mo|Di|Mi|Do|Fr|Sa|So)\)")
_HALF_YEAR = 183


@dataclass(frozen=True, slots=True)
class Day:
    """A day at words[start:end]; `on` is None where there is no such day in the calendar."""

    on: date | None
    start: int
    end: int
    named: str
    sure_year: bool


def days(passage: Passage, today: date) -> list[Day]:
    """Return the days a text names in full; one without month takes that of the next in the row."""
    found = list(_DAYS.finditer(passage.words))
    named: list[Day] = []
    following: tuple[int, int | None, int] | None = None  # month, year, where it stands
    for one in reversed(found):
        month, year = _month(one["month"]), _year(one)
        if month is None and following and following[2] - one.end() <= _reach(passage, one.end()):
            month, year = following[0], following[1]
        elif month is not None and year is None and following and _joined(passage, one, following):
            year = following[1]
        if month is not None:
            named.append(_day(one, month, year, today))
            following = (month, year, one.start())
    return named[::-1]


def weekdays_beside(passage: Passage, found: list[Day]) -> Iterator[tuple[int, Day, int, int]]:
    """Yield (weekday, day, start, end) where a text says which weekday a day is."""
    by_start = {one.start: one for one in found}
    for run in _RUN.finditer(passage.words):
        said = [weekday(one[0]) for one in _WEEKDAYS.finditer(run[0])]
        between = _BETWEEN.match(passage.words, run.end())
        row = _row(passage, by_start, between.end() if between else run.end())
        if len(row) == len(said) or (len(said) == 1 and row):
            for number, day in zip(said, row, strict=False):
                yield number, day, run.start(), day.end
    for day in found:
        behind = _BEHIND.match(passage.words, day.end)
        if behind:
            yield weekday(behind["weekday"]), day, day.start, behind.end()


def weekday(word: str) -> int:
    """Return the number of a weekday by its first letters; Monday is 0."""
    beginnings = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5}
    small = word.casefold()
    return 5 if small.startswith("sonnabend") else beginnings.get(small[:2], 6)


def _row(passage: Passage, by_start: dict[int, Day], start: int) -> list[Day]:
    row = []
    while day := by_start.get(start):
        row.append(day)
        link = _LINK.match(passage.words, day.end)
        if link is None:
            break
        start = link.end()
    return row


def _reach(passage: Passage, end: int) -> int:
    """Return how far behind a day its month may stand: never beyond its sentence."""
    return min(45, passage.sentence_at(end)[1] - end)


def _joined(
    passage: Passage, one: "regex.Match[str]", following: tuple[int, int | None, int]
) -> bool:
    between = passage.words[one.end() : following[2]]
    return len(between) <= 30 and "\n\n" not in between  # noqa: PLR2004 - letters


def _day(one: "regex.Match[str]", month: int, year: int | None, today: date) -> Day:
    named = " ".join(one[0].split())
    on = _on(year, month, int(one["day"])) if year else _nearest(month, int(one["day"]), today)
    return Day(on, one.start(), one.end(), named, sure_year=year is not None)


def _nearest(month: int, day: int, today: date) -> date | None:
    near = (_on(today.year + shift, month, day) for shift in (-1, 0, 1))
    there = [one for one in near if one is not None]
    # announcements look forward: what is more than half a year back is meant for next year
    ahead = today + timedelta(days=_HALF_YEAR - 60)
    return min(there, key=lambda one: abs(one - ahead), default=None)


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str | None) -> int | None:
    if word is None:
        return None
    if word[:1].isdecimal():
        return int(word.rstrip("."))
    beginning = word[:3].casefold()
    return 1 if beginning == "jän" else _MONTHS.index(beginning) + 1


def _year(one: "regex.Match[str]") -> int | None:
    if one["year"]:
        return int(one["year"])
    return 2000 + int(one["short"]) if one["short"] else None
