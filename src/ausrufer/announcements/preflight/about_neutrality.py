"""What an administration leaves to parties, shops and candidates, above all before an election."""

from collections.abc import Iterator
from functools import cache

import regex

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.preflight.message import Message
from ausrufer.announcements.preflight.passage import Passage
from ausrufer.announcements.preflight.wordlists import words

_NAME = (
    r"(?:(?:Dr\.|Prof\.)\s+)*\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s+\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?"
)
_QUOTE = regex.compile(r"[„“»«\"”][^„“»«\"”]*[“”«»\"]")
_I_SPEAK = regex.compile(
    r"\b(?:Ich\s+(?:freue|bin|werde|habe|danke|wünsche|verspreche|setze|bitte|lade)|"
    r"(?:mir|mich)\s+persönlich|[Mm]ein(?:e)?\s+(?:Versprechen|Politik|Wahlprogramm))\b"
)


def about_neutrality(message: Message) -> Iterator[Finding]:
    """Yield words that praise, sell, promise or take sides."""
    quiet = message.circumstances.quiet_period
    for passage in message.passages:
        said = _unquoted(passage.words)
        yield from _each(passage, "campaign_words", "campaign", passage.words)
        yield from _each(passage, "advertising", "advertising", passage.words)
        yield from _about_promises(passage)
        for found in _I_SPEAK.finditer(said):
            yield passage.finding("speaks_as_person", *found.span())
        if quiet is None:
            yield from _each(passage, "party_named", "parties", passage.words, most=1)
        else:
            yield from _about_quiet(passage, quiet.election, quiet.ends_on.strftime("%d.%m.%Y"))


def _about_promises(passage: Passage) -> Iterator[Finding]:
    for office in _sought("offices").finditer(passage.words):
        start, end = passage.sentence_at(office.start())
        promise = _sought("promises").search(passage.words, office.end(), end)
        if promise:
            yield passage.finding("promise_of_person", start, end)


def _about_quiet(passage: Passage, election: str, until: str) -> Iterator[Finding]:
    """Yield what counts as advertising for those who govern while people decide about them."""
    touched = [
        *_officials().finditer(passage.words),
        *_sought("praise").finditer(passage.words),
        *_sought("parties").finditer(passage.words),
    ]
    for found in sorted(touched, key=lambda one: one.start()):
        yield passage.finding("quiet_period", *found.span(), election=election, until=until)


def _each(
    passage: Passage, code: str, name: str, text: str, most: int | None = None
) -> Iterator[Finding]:
    for number, found in enumerate(_sought(name).finditer(text)):
        if most is None or number < most:
            yield passage.finding(code, *found.span())


def _unquoted(text: str) -> str:
    """Return a text of the same length in which quotations are blank."""
    return _QUOTE.sub(lambda found: " " * len(found[0]), text)


@cache
def _sought(name: str) -> "regex.Pattern[str]":
    """Return a pattern of the list `name`; capitals count only where a name is sought."""
    one_of = "|".join(regex.escape(one).replace(r"\ ", r"\s+") for one in words(name))
    flags = 0 if name in ("parties", "offices") else regex.IGNORECASE
    return regex.compile(rf"(?<![\w-])(?:{one_of})(?![\w-])", flags)


@cache
def _officials() -> "regex.Pattern[str]":
    one_of = "|".join(regex.escape(one) for one in words("offices"))
    return regex.compile(rf"\b(?:{one_of})\s+{_NAME}")
