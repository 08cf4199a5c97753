"""Days and hours that contradict each other, the calendar or the present."""

from collections.abc import Iterator
from datetime import date

import regex

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.preflight.days import WEEKDAYS, Day, days, weekdays_beside
from ausrufer.announcements.preflight.message import Message
from ausrufer.announcements.preflight.passage import Passage
from ausrufer.announcements.preflight.rules import rule

_AHEAD = regex.compile(
    r"\b(?:findet|finden|beginnt|beginnen|startet|starten|lädt|laden|öffnet|öffnen|eröffnet|"
    r"schließt|schließen|ist|sind|bleibt|bleiben|kann|können|wird|werden|gibt|tagt|berät|kommt|"
    r"gilt|gelten|bitte|treffen|zeigt|liest|lesen|sperrt|feiert|tritt|spielt)\b",
    regex.IGNORECASE,
)
_BEHIND = regex.compile(
    r"\b(?:war|waren|wurde|wurden|hat|hatte|haben|hatten|fand|fanden|seit|gab|kam|kamen|beschloss|"
    r"beschlossen|worden|gewesen|ging|gingen|zuletzt|rückwirkend|Stand|gegründet|begann|begannen|"
    r"endete|endeten|vergangenen?|letzten|aufgehoben|mit Wirkung)\b",
    regex.IGNORECASE,
)
_FROM_TO = regex.compile(
    r"\b(?:von\s+)?(?<![\d.,:])(?P<from>[01]?\d|2[0-4])(?:[.:](?P<fm>[0-5]\d))?(?:\s*Uhr)?"
    r"(?:\s+bis\s+|\s*[–-]\s*)(?P<to>[01]?\d|2[0-4])(?:[.:](?P<tm>[0-5]\d))?\s*Uhr\b"
)
_DAY_SPAN = regex.compile(
    r"\bvom\s+(?P<from>\d{1,2})\.\s*(?:bis|–|-)\s*(?:zum\s+)?(?P<to>\d{1,2})\.\s*\p{Lu}"
)
_OVERNIGHT = regex.compile(r"Nacht|nächst|Folgetag|folgenden|früh|Morgen|morgens|darauf")
_HOUR = regex.compile(r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d))?\s*Uhr\b")
_LONG_AGO = 400  # days from which a date tells of history
_EARLY = 8 * 60  # minutes: what ends before has begun the evening before
_EVENING = 16 * 60


def about_days(message: Message) -> Iterator[Finding]:
    """Yield days that are no days, wrong weekdays, days gone by and ends before beginnings."""
    today = message.circumstances.moment.date()
    for passage in message.passages:
        found = days(passage, today)
        yield from _about_calendar(passage, found)
        yield from _about_past(passage, found, today)
        yield from _about_order(passage)
    yield from _about_title(message, today)
    yield from _about_last_moment(message, today)


def _about_calendar(passage: Passage, found: list[Day]) -> Iterator[Finding]:
    for day in found:
        if day.on is None:
            yield passage.finding("day_impossible", day.start, day.end)
    for said, day, start, end in weekdays_beside(passage, found):
        if day.on is not None and day.on.weekday() != said:
            right = WEEKDAYS[day.on.weekday()]
            full = _written(day.on)
            yield passage.finding("weekday_wrong", start, end, day=full, weekday=right)


def _about_past(passage: Passage, found: list[Day], today: date) -> Iterator[Finding]:
    by_sentence: dict[tuple[int, int], list[Day]] = {}
    for day in found:
        by_sentence.setdefault(passage.sentence_at(day.start), []).append(day)
    for (start, end), named in by_sentence.items():
        dated = [(day.on, day) for day in named if day.on is not None]
        if not dated or any(on >= today for on, _day in dated):
            continue
        on, last = max(dated, key=lambda one: one[0])
        said = passage.words[start:end]
        recent = (today - on).days < _LONG_AGO
        if recent and _AHEAD.search(said) and not _BEHIND.search(said):
            yield passage.finding("day_past", last.start, last.end, day=_written(on))


def _about_order(passage: Passage) -> Iterator[Finding]:
    for span in _FROM_TO.finditer(passage.words):
        begins, ends = _minutes(span["from"], span["fm"]), _minutes(span["to"], span["tm"])
        overnight = ends <= _EARLY and begins >= _EVENING
        around = passage.words[slice(*passage.sentence_at(span.start()))]
        if ends < begins and not overnight and not _OVERNIGHT.search(around):
            yield passage.finding("ends_first", *span.span())
    for span in _DAY_SPAN.finditer(passage.words):
        if int(span["to"]) < int(span["from"]):
            yield passage.finding("ends_first", *span.span())


def _about_title(message: Message, today: date) -> Iterator[Finding]:
    """Yield what the title says otherwise than the text."""
    in_title = [day for day in days(message.title, today) if day.on]
    in_text = [day.on for day in days(message.body, today) if day.on]
    if in_title and in_text:
        first, last = in_title[0].on, in_title[-1].on
        if first and last and not any(first <= on <= last for on in in_text):
            yield message.title.finding("title_differs", in_title[0].start, in_title[-1].end)
    title_hours = list(_HOUR.finditer(message.title.words))
    text_hours = _hours(message.body)
    if title_hours and text_hours and not _hours(message.title) & text_hours:
        yield message.title.finding("title_differs", *title_hours[0].span())


def _hours(passage: Passage) -> set[int]:
    single = {_minutes(one["hour"], one["minute"]) for one in _HOUR.finditer(passage.words)}
    spans = {_minutes(one["from"], one["fm"]) for one in _FROM_TO.finditer(passage.words)}
    return single | spans


def _about_last_moment(message: Message, today: date) -> Iterator[Finding]:
    """Yield that the message could still go out when everything it tells of is over."""
    last_moment = message.source.not_after
    named = [day.on for passage in message.passages for day in days(passage, today) if day.on]
    if last_moment is None or not named or max(named) < today:
        return
    if max(named) < last_moment.astimezone(message.circumstances.moment.tzinfo).date():
        severity = rule("sent_too_late").severity
        yield Finding.of("sent_too_late", severity, "not_after", day=_written(max(named)))


def _minutes(hour: str, minute: str | None) -> int:
    return int(hour) * 60 + int(minute or 0)


def _written(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
