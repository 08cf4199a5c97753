"""Which films a channel sends, and what becomes of their files there: pure."""

from collections.abc import Iterator

from ausrufer.announcements.adaptation.finding import Finding, Severity
from ausrufer.announcements.adaptation.source import Source, SourceFilm
from ausrufer.channels.appearance import Needs
from ausrufer.channels.contract import Captions, Film, FilmRules, Form, Manifest
from ausrufer.channels.films import wanted
from ausrufer.foundation.films.plans import NeverFits, burns_in_time, fits, plan, shape_fits

_PLACE = "films"
_MINUTE = 60


def films(source: Source, manifest: Manifest) -> tuple[Film, ...]:
    """Return what goes out: nothing where the network takes none, or none that long or short."""
    taken = [one for one in source.films if not _obstacle(one, manifest.films)]
    rules, language = manifest.films, source.language
    return tuple(_film(one, burnt(one, rules, language)) for one in taken[: rules.most])


def beside_films(source: Source, manifest: Manifest) -> bool:
    """Tell whether pictures go out with the film: pages show both, a post is one or the other."""
    return manifest.form is not Form.POST or not films(source, manifest)


def about_films(source: Source, manifest: Manifest) -> Iterator[Finding]:
    """Yield what is to be known about the films of a message on one channel."""
    if not source.films:
        return
    rules = manifest.films
    if rules.most == 0:
        yield Finding.of("film_not_shown", Severity.HINTS, _PLACE)
        return
    for one in source.films:
        code = _obstacle(one, rules)
        if code:
            yield _kept_back(code, one, manifest)
        else:
            yield from _about_file(one, rules)
            yield from _about_captions(one, rules, source.language)
    if source.pictures and not beside_films(source, manifest):
        yield Finding.of("pictures_beside_film", Severity.WARNS, _PLACE)


def _obstacle(film: SourceFilm, rules: FilmRules) -> str:
    """Return why a film cannot go out however its file is made; empty where it can."""
    seconds = film.facts.seconds
    if rules.longest_seconds is not None and seconds > rules.longest_seconds:
        return "film_too_long"
    if rules.shortest_seconds is not None and seconds < rules.shortest_seconds:
        return "film_too_short"
    if not fits(film.facts, wanted(rules)):
        try:
            plan(film.facts, wanted(rules))
        except NeverFits:
            return "film_too_large"
    return ""


def _kept_back(code: str, film: SourceFilm, manifest: Manifest) -> Finding:
    """A network that needs the film gets nothing without it; the others get the rest."""
    rules = manifest.films
    severity = Severity.STOPS if manifest.needs is Needs.FILM else Severity.WARNS
    values = {
        "film_too_long": {
            "length": _length(film.facts.seconds),
            "most": _length(rules.longest_seconds or 0),
        },
        "film_too_short": {"least": _length(rules.shortest_seconds or 0)},
        "film_too_large": {"most": f"{(rules.bytes or 0) // 1_000_000} MB"},
    }
    return Finding.of(code, severity, _PLACE, **values[code])


def _about_file(film: SourceFilm, rules: FilmRules) -> Iterator[Finding]:
    facts, asked = film.facts, wanted(rules)
    if not shape_fits(facts.width, facts.height, asked):
        yield Finding.of("film_gets_bars", Severity.WARNS, _PLACE)
    if facts.media_type not in rules.formats or not facts.plays_everywhere:
        yield Finding.of("film_converted", Severity.HINTS, _PLACE)
    elif rules.bytes is not None and facts.size > rules.bytes:
        yield Finding.of("film_made_smaller", Severity.HINTS, _PLACE)


def _about_captions(film: SourceFilm, rules: FilmRules, language: str) -> Iterator[Finding]:
    if not film.captions or rules.captions_beside:
        return
    spoken, _ = _spoken_in(film, language)
    if burnt(film, rules, language):
        yield Finding.of("captions_burnt_in", Severity.HINTS, _PLACE)
    elif spoken in film.unburnable:
        yield Finding.of("captions_unburnable", Severity.WARNS, _PLACE)
    elif spoken:
        yield Finding.of("captions_too_much", Severity.WARNS, _PLACE)
    else:
        yield Finding.of("captions_stay_behind", Severity.WARNS, _PLACE)


def burnt(film: SourceFilm, rules: FilmRules, language: str) -> str:
    """Return the SHA-256 of the captions drawn into the film for a network; empty where none are.

    They are where it takes no file of captions and there are some in the message's language. A film
    that fits as it is never stays behind for them.
    """
    spoken, sha256 = _spoken_in(film, language)
    if rules.captions_beside or not sha256 or spoken in film.unburnable:
        return ""
    try:
        burns = burns_in_time(film.facts, wanted(rules, burnt=sha256))
    except NeverFits:
        return ""
    return sha256 if burns else ""


def _spoken_in(film: SourceFilm, language: str) -> tuple[str, str]:
    """Return the captions of the message's language, else of a kind of it (`de-AT` for `de`).

    Those that can be drawn into the pictures come first: no word is lost with them.
    """
    main = language.partition("-")[0]
    kinds = [one for one in film.captions if one[0].partition("-")[0] == main]
    kinds.sort(key=lambda one: (one[0] in film.unburnable, one[0] != language))
    return next(iter(kinds), ("", ""))


def _film(one: SourceFilm, burnt_in: str) -> Film:
    facts = one.facts
    return Film(
        sha256=one.sha256,
        media_type=facts.media_type,
        width=facts.width,
        height=facts.height,
        seconds=facts.seconds,
        size=facts.size,
        alt_text=one.alt_text,
        captions=tuple(Captions(language, sha256) for language, sha256 in one.captions),
        burnt=burnt_in,
    )


def _length(seconds: float) -> str:
    """Return a length as people read it: `90 s`, `12 min`."""
    whole = round(seconds)
    if whole < 2 * _MINUTE:
        return f"{whole} s"
    minutes, rest = divmod(whole, _MINUTE)
    return f"{minutes} min" if not rest else f"{minutes}:{rest:02d} min"
