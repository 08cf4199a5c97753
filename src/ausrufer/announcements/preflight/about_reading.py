"""What makes a text hard to read."""

from collections.abc import Iterator
from functools import cache

import regex

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.preflight.message import Message
from ausrufer.announcements.preflight.passage import Passage
from ausrufer.announcements.preflight.readability import readability
from ausrufer.announcements.preflight.wordlists import pairs, words

HARDEST_YEAR = 12.0  # of the Wiener Sachtextformel: newspapers stay below
_NOMINAL = regex.compile(r"\b\p{Lu}\p{Ll}+(?:ung|heit|keit|tion|ierung)(?:en|s)?\b")
_NOMINAL_WORDS, _NOMINAL_SENTENCE = 4, 12
_SHORT = regex.compile(r"(?<![\w./@#-])\p{Lu}{2,6}(?![\w/@-])")
_SHOUTED = regex.compile(r"\p{Lu}{2,}\s+\p{Lu}{2,}")


def about_reading(message: Message) -> Iterator[Finding]:
    """Yield long sentences, words of offices, nouns in a heap, short forms; then the figures."""
    for passage in message.passages:
        yield from _office_german(passage)
        yield from _short_forms(passage)
    yield from _long_sentences(message)
    yield from _nominal(message.body)
    yield from _abbreviations(message)
    yield from _figures(message.body)


def _long_sentences(message: Message) -> Iterator[Finding]:
    if message.source.easy:
        return  # easier words have shorter limits of their own (`about_easy_read`)
    most = message.circumstances.longest_sentence
    for start, end in message.body.sentences:
        said = sum(1 for _word in message.body.spoken(start, end))
        if said > most:
            yield message.body.finding("sentence_long", start, end, number=said, most=most)


def _nominal(passage: Passage) -> Iterator[Finding]:
    for start, end in passage.sentences:
        heavy = [one for one in _NOMINAL.findall(passage.words[start:end]) if not _everyday(one)]
        if (
            len(heavy) >= _NOMINAL_WORDS
            and sum(1 for _word in passage.spoken(start, end)) >= _NOMINAL_SENTENCE
        ):
            yield passage.finding("nominal_style", start, end, nouns=", ".join(heavy[:6]))


def _everyday(noun: str) -> bool:
    single = noun.removesuffix("en").removesuffix("s").casefold()
    return single.endswith(tuple(one.casefold() for one in words("everyday_nouns")))


def _office_german(passage: Passage) -> Iterator[Finding]:
    better = {word.casefold(): said for word, said in pairs("office_german").items()}
    for found in _sought("office_german").finditer(passage.words):
        known = better[" ".join(found[0].split()).casefold()]
        yield passage.finding("office_german", *found.span(), better=known)


def _short_forms(passage: Passage) -> Iterator[Finding]:
    spelt = pairs("short_forms")
    for found in _sought("short_forms").finditer(passage.words):
        yield passage.finding("short_form", *found.span(), spelt=spelt[found[0]])


def _abbreviations(message: Message) -> Iterator[Finding]:
    known = set(words("abbreviations"))
    for passage in message.passages:
        for found in _SHORT.finditer(passage.words):
            if found[0] not in known and not _shouted(passage, found):
                known.add(found[0])
                if not _explained(message, found[0]):
                    yield passage.finding("abbreviation", *found.span())


def _explained(message: Message, short: str) -> bool:
    """Tell whether a text says what a short word means, before or behind it."""
    signs = regex.compile(
        rf"\({short}\)|\b{short}\s*\(\p{{L}}{{4,}}|\b{short}\s*[=–:]\s*\p{{Lu}}\p{{Ll}}"
    )
    return any(signs.search(passage.words) for passage in message.passages)


def _shouted(passage: Passage, found: "regex.Match[str]") -> bool:
    """Tell whether a word stands among others in capitals: a headline, not a short form."""
    around = passage.words[max(0, found.start() - 12) : found.end() + 12]
    return bool(_SHOUTED.search(around))


def _figures(passage: Passage) -> Iterator[Finding]:
    found = readability(passage)
    if found is None or found.school_year < HARDEST_YEAR:
        return
    yield passage.finding(
        "hard_to_read",
        0,
        len(passage.text),
        year=_german(found.school_year),
        flesch=_german(found.flesch),
    )


def _german(figure: float) -> str:
    return f"{figure:.1f}".replace(".", ",")


@cache
def _sought(name: str) -> "regex.Pattern[str]":
    longest_first = sorted(pairs(name), key=len, reverse=True)
    one_of = "|".join(regex.escape(one).replace(r"\ ", r"\s+") for one in longest_first)
    flags = regex.IGNORECASE if name == "office_german" else 0
    return regex.compile(rf"(?<![\w-])(?:{one_of})(?![\w-])", flags)
