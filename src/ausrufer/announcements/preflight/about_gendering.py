"""Whether a text names women and men the way its organisation has decided to."""

from collections.abc import Iterator
from functools import cache

import regex

from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.preflight.circumstances import Gendering
from ausrufer.announcements.preflight.message import Message
from ausrufer.announcements.preflight.passage import Passage
from ausrufer.announcements.preflight.wordlists import pairs

_ENDING = r"(?:innen|in|r|n|e|m)\b"
_SIGNS = {
    "star": rf"\p{{L}}{{3,}}\*{_ENDING}",
    "colon": rf"\p{{L}}{{3,}}:{_ENDING}",
    "line": rf"\p{{L}}{{3,}}_{_ENDING}",
    "dot": rf"\p{{L}}{{3,}}[·•]{_ENDING}",
    "capital": r"\b\p{Lu}\p{Ll}{2,}Innen\b",
    "slash": r"\p{L}{3,}/-?(?:innen|in)\b",
    "bracket": r"\p{L}{3,}\((?:innen|in)\)",
}
_ALWAYS = frozenset({"line", "dot", "capital"})
_UNWANTED = {
    Gendering.NO_SIGNS: _ALWAYS | {"star", "colon"},
    Gendering.PAIRS: _ALWAYS | {"star", "colon", "slash", "bracket"},
    Gendering.STAR: _ALWAYS | {"colon", "slash", "bracket"},
    Gendering.COLON: _ALWAYS | {"star", "slash", "bracket"},
}
_BETTER = {
    Gendering.NO_SIGNS: "Bürgerinnen und Bürger",
    Gendering.PAIRS: "Bürgerinnen und Bürger",
    Gendering.STAR: "Bürger*innen",
    Gendering.COLON: "Bürger:innen",
}


def about_gendering(message: Message) -> Iterator[Finding]:
    """Yield signs the organisation does not use, and plurals of men only where it names both."""
    wanted = message.circumstances.gendering
    if wanted is Gendering.FREE:
        return
    better = _BETTER[wanted]
    for passage in message.passages:
        for found in _unwanted(wanted).finditer(passage.words):
            yield passage.finding("gender_sign", *found.span(), better=better)
        if wanted is not Gendering.NO_SIGNS:
            yield from _about_men(passage, better)


def _about_men(passage: Passage, better: str) -> Iterator[Finding]:
    women = pairs("masculine")
    for found in _men().finditer(passage.words):
        start, end = passage.sentence_at(found.start())
        if women[found[0]] not in passage.words[start:end]:
            yield passage.finding("masculine_only", *found.span(), better=better)


@cache
def _unwanted(wanted: Gendering) -> "regex.Pattern[str]":
    return regex.compile("|".join(_SIGNS[name] for name in sorted(_UNWANTED[wanted])))


@cache
def _men() -> "regex.Pattern[str]":
    # behind a star or a colon the word goes on, within a compound it names a thing
    return regex.compile(rf"(?<![\w-])(?:{'|'.join(pairs('masculine'))})(?![\w*:/(-]|·)")
