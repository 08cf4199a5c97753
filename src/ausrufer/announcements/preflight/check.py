"""All checks of a message in one call."""

from collections import Counter
from collections.abc import Iterator

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.adaptation.source import Source
from ausrufer.announcements.preflight.about_days import about_days
from ausrufer.announcements.preflight.about_documents import about_documents
from ausrufer.announcements.preflight.about_easy_read import about_easy_read
from ausrufer.announcements.preflight.about_fields import (
    about_fields,
    about_gaps,
    about_own_moments,
)
from ausrufer.announcements.preflight.about_films import about_films
from ausrufer.announcements.preflight.about_gendering import about_gendering
from ausrufer.announcements.preflight.about_links import about_links
from ausrufer.announcements.preflight.about_neutrality import about_neutrality
from ausrufer.announcements.preflight.about_numbers import about_numbers
from ausrufer.announcements.preflight.about_people import about_people
from ausrufer.announcements.preflight.about_pictures import about_pictures
from ausrufer.announcements.preflight.about_reading import about_reading
from ausrufer.announcements.preflight.about_signs import about_signs
from ausrufer.announcements.preflight.about_times import about_times
from ausrufer.announcements.preflight.circumstances import Circumstances
from ausrufer.announcements.preflight.message import Message
from ausrufer.announcements.preflight.rules import rule, tuned

MOST_OF_A_KIND = 5  # a list of thirty helps nobody; what is left shows when these are mended
_IN_ANY_LANGUAGE = (
    *(about_times, about_gaps, about_own_moments, about_links),
    *(about_signs, about_numbers, about_pictures, about_films),
    about_documents,
)
_IN_GERMAN = (
    about_days,
    about_fields,
    about_people,
    about_neutrality,
    about_reading,
    about_gendering,
)


def check(source: Source, circumstances: Circumstances) -> tuple[Finding, ...]:
    """Return what to know about the one text of a message, in the order of the text."""
    message = Message.read(source, circumstances)
    german = source.language.startswith("de")
    checks = (
        *_IN_ANY_LANGUAGE,
        *(_IN_GERMAN if german else ()),
        *((about_easy_read,) if source.easy else ()),
    )
    found = [*_about_reach(message), *(one for about in checks for one in about(message))]
    in_order = sorted(dict.fromkeys(found), key=_place)
    return tuned(_few_of_a_kind(in_order), circumstances.severities)


def _few_of_a_kind(found: list[Finding]) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for one in found:
        seen[one.code] += 1
        if seen[one.code] <= MOST_OF_A_KIND:
            yield one


def _about_reach(message: Message) -> Iterator[Finding]:
    if message.circumstances.own_ground_missed:
        severity = rule("own_ground_missed").severity
        yield Finding.of("own_ground_missed", severity, "channels")


def _place(finding: Finding) -> tuple[bool, int]:
    return finding.place != "title", finding.start or 0
