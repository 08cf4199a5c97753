"""Whether films may be shown on that day, and whether everybody learns what they say and show."""

from collections.abc import Iterator

from ausrufer.announcements.adaptation.finding import Finding, Severity
from ausrufer.announcements.adaptation.source import SourceFilm
from ausrufer.announcements.preflight.about_rights import about_rights, tunable
from ausrufer.announcements.preflight.message import Message

_PLACE = "films"


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
            yield from about_rights("film", film.asset, day, _PLACE)


def _about_words(film: SourceFilm) -> Iterator[Finding]:
    # a film without sound says nothing that captions could repeat
    if film.facts.audio and not film.captions:
        yield tunable("film_without_captions", _PLACE)
    if not film.alt_text.strip():
        yield tunable("film_not_described", _PLACE)
