"""What a network wants of a film's file, as those who make it read it: pure."""

from collections.abc import Mapping
from dataclasses import replace

from ausrufer.channels.contract import FilmRules
from ausrufer.foundation.films.plans import Wanted


def wanted(rules: FilmRules, *, burnt: str = "") -> Wanted:
    """Return the demands on a film's file; `burnt` is the SHA-256 of captions to burn in."""
    return Wanted(
        formats=rules.formats,
        most_bytes=rules.bytes,
        narrowest=rules.narrowest,
        widest=rules.widest,
        burnt=burnt,
    )


def film_limits(rules: FilmRules, limits: Mapping[str, int]) -> FilmRules:
    """Return the limits of films with those read from the platform put in."""
    return replace(
        rules,
        most=limits.get("films_most", rules.most),
        bytes=limits.get("film_bytes", rules.bytes),
        longest_seconds=limits.get("film_seconds", rules.longest_seconds),
    )
