"""Whether pictures may be shown on that day, and whether everybody learns the text in them."""

from collections.abc import Iterator
from datetime import date, timedelta

import regex

from ausrufer.announcements.adaptation.finding import Finding, Severity
from ausrufer.announcements.adaptation.source import SourcePicture
from ausrufer.announcements.preflight.message import Message
from ausrufer.announcements.preflight.rules import rule
from ausrufer.library.policy import (
    AssetFacts,
    Consent,
    Obstacle,
    obstacles,
    rights_open,
    usable_until,
)

SOON = timedelta(days=30)  # a page stays where it is: whoever publishes must come back in time
SMALLEST = 32  # pixels: below that nobody recognises anything
LONGEST = 4  # times as long as broad: networks show a piece of it
SHORT = 60  # signs of an alternative text that surely leaves out most of a poster
_PLACE = "pictures"
_WORD = regex.compile(r"\p{N}+(?:[.:,]\p{N}+)*|\p{L}[\p{L}\p{M}]{2,}")
_MOST_NAMED = 5


def about_pictures(message: Message) -> Iterator[Finding]:
    """Yield what the library knows against showing a picture; nothing of those it does not hold."""
    day = message.circumstances.moment.date()
    for number, picture in enumerate(message.source.pictures, start=1):
        yield from _about_size(picture, number)
        if picture.asset is not None:
            yield from _about_rights(picture.asset, number, day)
            yield from _about_text(message, picture, picture.asset, number)


def _about_size(picture: SourcePicture, number: int) -> Iterator[Finding]:
    """Yield what is too small to show anything, or so long that every network cuts it."""
    short, long = sorted((picture.width, picture.height))
    size = f"{picture.width} × {picture.height}"
    if short < SMALLEST:
        yield _tunable("picture_small", picture=number, size=size)
    elif long > LONGEST * short:
        yield _tunable("picture_long", picture=number, size=size)


def _about_rights(facts: AssetFacts, number: int, day: date) -> Iterator[Finding]:
    stopped = obstacles(facts, day)
    for obstacle in stopped:
        yield _stopping(obstacle, facts, number)
    if rights_open(facts):
        yield _tunable("picture_rights_open", picture=number)
    if facts.consent is Consent.UNKNOWN:
        yield _tunable("picture_consent_open", picture=number)
    ends = usable_until(facts)
    if not stopped and ends is not None and ends - day <= SOON:
        yield _tunable("picture_ends_soon", picture=number, day=_written(ends))


def _stopping(obstacle: Obstacle, facts: AssetFacts, number: int) -> Finding:
    """No organisation can allow what others have not: these are not among the rules to tune."""
    match obstacle:
        case Obstacle.RIGHTS_OVER:
            ended = {"day": _written(facts.rights_until)}
            return Finding.of(
                "picture_rights_over", Severity.STOPS, _PLACE, picture=number, **ended
            )
        case Obstacle.CONSENT_OVER:
            ended = {"day": _written(facts.consent_until)}
            return Finding.of(
                "picture_consent_over", Severity.STOPS, _PLACE, picture=number, **ended
            )
        case Obstacle.CONSENT_MISSING:
            return Finding.of("picture_consent_missing", Severity.STOPS, _PLACE, picture=number)


def _about_text(
    message: Message, picture: SourcePicture, facts: AssetFacts, number: int
) -> Iterator[Finding]:
    """Yield text of a picture that stands nowhere else; nobody reads pictures here: people say it.

    Where its wording was entered, its words are looked for in alternative text, title and body;
    else only the length of the alternative text can be judged.
    """
    if not facts.has_text:
        return
    if not facts.shown_text:
        if len(picture.alt_text) < SHORT:
            yield _tunable("text_in_picture", picture=number)
        return
    told = _words(f"{picture.alt_text} {message.title.words} {message.body.words}")
    shown = [one for one in _WORD.findall(facts.shown_text) if one.casefold() not in told]
    if missing := list(dict.fromkeys(shown)):
        named = ", ".join(missing[:_MOST_NAMED])
        yield _tunable("text_of_picture_missing", picture=number, words=named)


def _words(text: str) -> frozenset[str]:
    return frozenset(one.casefold() for one in _WORD.findall(text))


def _tunable(code: str, **values: str | int) -> Finding:
    return Finding.of(code, rule(code).severity, _PLACE, **values)


def _written(day: date | None) -> str:
    return f"{day.day}.{day.month}.{day.year}" if day else ""
