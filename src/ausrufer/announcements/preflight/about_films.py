"""Whether films may be shown on that day, and whether everybody learns what they say and show."""

from collections.abc import Iterator
from datetime import date, timedelta

from ausrufer.announcements.adaptation.finding import Finding, Severity
from ausrufer.announcements.adaptation.source import SourceFilm
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

SOON = timedelta(days=30)
_PLACE = "films"
_STOPPING = {
    Obstacle.RIGHTS_OVER: "film_rights_over",
    Obstacle.CONSENT_OVER: "film_consent_over",
    Obstacle.CONSENT_MISSING: "film_consent_missing",
}


def about_films(message: Message) -> Iterator[Finding]:
    """Yield what is missing beside a film, and what the library knows against showing it."""
    day = message.circumstances.moment.date()
    for unread in message.source.unread_films:
        code = "film_refused" if unread.reason else "film_unread"
        told = {"reason": unread.reason} if unread.reason else {}
        yield Finding.of(code, Severity.STOPS, _PLACE, **told)
    for film in message.source.films:
        yield from _about_words(film)
        if film.asset is not None:
            yield from _about_rights(film.asset, day)


def _about_words(film: SourceFilm) -> Iterator[Finding]:
    # a film without sound says nothing that captions could repeat
    if film.facts.audio and not film.captions:
        yield _tunable("film_without_captions")
    if not film.alt_text.strip():
        yield _tunable("film_not_described")


def _about_rights(facts: AssetFacts, day: date) -> Iterator[Finding]:
    stopped = obstacles(facts, day)
    for obstacle in stopped:
        ends = facts.rights_until if obstacle is Obstacle.RIGHTS_OVER else facts.consent_until
        told = {} if obstacle is Obstacle.CONSENT_MISSING else {"day": _written(ends)}
        yield Finding.of(_STOPPING[obstacle], Severity.STOPS, _PLACE, **told)
    if rights_open(facts):
        yield _tunable("film_rights_open")
    if facts.consent is Consent.UNKNOWN:
        yield _tunable("film_consent_open")
    ends_on = usable_until(facts)
    if not stopped and ends_on is not None and ends_on - day <= SOON:
        yield _tunable("film_ends_soon", day=_written(ends_on))


def _tunable(code: str, **values: str | int) -> Finding:
    return Finding.of(code, rule(code).severity, _PLACE, **values)


def _written(day: date | None) -> str:
    return f"{day.day}.{day.month}.{day.year}" if day else ""
