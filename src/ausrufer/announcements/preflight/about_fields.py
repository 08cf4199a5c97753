"""The own fields of a kind of message against its text and the present."""

from collections.abc import Iterator
from datetime import date, datetime, time

import regex

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.preflight.days import days
from ausrufer.announcements.preflight.message import Message
from ausrufer.announcements.preflight.passage import Passage
from ausrufer.announcements.preflight.rules import rule

_BEGIN, _END = "starts_at", "ends_at"
# days on which something else is due than what the fields speak of
_ELSE = regex.compile(r"\bbis\b|[Aa]nmeld|[Bb]ewerb|[Vv]orverkauf|[Kk]arten|seit\b|[Uu]rsprünglich")
_STARTS = regex.compile(
    r"\b(?:Beginn|beginnt|Anfang|Start|startet)\b[^.!?\n]{0,20}?"
    r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d))?\s*Uhr\b"
)


def about_own_moments(message: Message) -> Iterator[Finding]:
    """Yield the last moment of the fields where it is over when the message goes out."""
    given = message.circumstances.moments
    last = max(given, key=lambda name: given[name], default=None)
    if last is not None and given[last] < message.circumstances.moment:
        severity = rule("field_past").severity
        yield Finding.of("field_past", severity, f"details.{last}", day=_written(given[last]))


def about_gaps(message: Message) -> Iterator[Finding]:
    """Yield what the kind asks for and nobody has filled in: fields, words of its skeleton."""
    for name, label in message.circumstances.missing.items():
        severity = rule("field_missing").severity
        yield Finding.of("field_missing", severity, f"details.{name}", field=label)
    for passage in message.passages:
        for words in message.circumstances.placeholders:
            place = passage.text.find(words)
            if place >= 0:
                yield passage.finding("placeholder_left", place, place + len(words))


def about_fields(message: Message) -> Iterator[Finding]:
    """Yield what a text says otherwise than the fields."""
    given = message.circumstances.moments
    if _BEGIN in given:
        first, until = given[_BEGIN], given.get(_END, given[_BEGIN])
        for passage in message.passages:
            yield from _about_days(passage, first, until, message.circumstances.moment.date())
            yield from _about_hours(passage, first)


def _about_days(
    passage: Passage, first: datetime, until: datetime, today: date
) -> Iterator[Finding]:
    """Yield a day of the text outside of what the fields say, where no other is inside."""
    named = [one for one in days(passage, today) if one.on and not _is_else(passage, one.start)]
    inside = [one for one in named if one.on and first.date() <= one.on <= until.date()]
    if named and not inside:
        one = named[0]
        yield passage.finding("field_differs", one.start, one.end, day=_written(first))


def _about_hours(passage: Passage, first: datetime) -> Iterator[Finding]:
    begins = [
        (one, (int(one["hour"]), int(one["minute"] or 0)))
        for one in _STARTS.finditer(passage.words)
    ]
    if begins and all(at != (first.hour, first.minute) for _one, at in begins):
        yield passage.finding("field_differs", *begins[0][0].span(), day=_written(first))


def _is_else(passage: Passage, place: int) -> bool:
    return bool(_ELSE.search(passage.words[slice(*passage.sentence_at(place))]))


def _written(moment: datetime) -> str:
    if moment.time() == time.max:  # a day without a time lasts until its end
        return f"{moment.day}.{moment.month}.{moment.year}"
    return f"{moment.day}.{moment.month}.{moment.year}, {moment:%H:%M} Uhr"
