"""Where the sentences of a German text end.

Own rules, because no library was good enough. Of the 111 texts in the unit test (November 2026)
sentencex 1.0.32 parts 20 wrongly, sentence-splitter 1.4 29, pysbd 0.3.4 34, syntok 1.4.4 39 and
nupunkt 0.8.0 41, most behind ordinals ("das 2. Obergeschoss") and abbreviations, where a post must
never be cut. Of 36 texts these rules had not seen they parted 5 wrongly, sentencex 7, pysbd 15.
Approvals bind to the cut as well: the update of a library must not move it.
In doubt a sentence goes on: a cut too early reads worse than one sentence less.
"""

import regex

from ausrufer.announcements.adaptation.german import (
    ABBREVIATIONS,
    AFTER_ORDINALS,
    BEFORE_ORDINALS,
    BETWEEN_ORDINALS,
    STREETS,
    UNITS,
)

_END = regex.compile(r"(?<mark>[.!?…]++)(?<closing>[\"“”»«’‘)\]]*+)(?=\s|$)")
_OPENING = regex.compile(r"[(\[„“\"»«‚‘]")
_REACH = 60  # characters before and behind a dot that may say what it means
_LINE_END = regex.compile(r"[^\s:,;][ \t]*(?=\n(?:\s*\n|\s*\P{Ll}))")
_NEXT = regex.compile(r"\s*(?<opening>[„“\"»«‚‘(\[]*)(?<word>[\p{L}\p{M}\p{N}]*)")
_SHORT_WITH_DOTS = regex.compile(r"(?:\p{L}{1,3}\.)+\p{L}{1,3}")  # z.B, i.d.R
_ROMAN = regex.compile(r"[IVXLC]{2,}")
_MIXED_CASE = regex.compile(r"\p{Ll}\p{Lu}")  # iPad


def sentence_ends(text: str, start: int = 0, stop: int | None = None) -> list[int]:
    """Return where sentences end: the offsets behind their last sign, start < offset ≤ stop.

    A line ends a sentence too, unless the next one goes on in small letters. The end of the text
    without white space behind it is always one.
    """
    stop = len(text) if stop is None else stop
    whole = len(text.rstrip())
    horizon = min(len(text), stop + _REACH)  # what follows a dot says what it means
    ends = {found.end() for found in _END.finditer(text, start, horizon) if _is_end(text, found)}
    ends.update(found.start() + 1 for found in _LINE_END.finditer(text, start, horizon))
    ends.add(whole)
    return sorted(end for end in ends if start < end <= min(stop, whole))


def _is_end(text: str, found: "regex.Match[str]") -> bool:
    following = _NEXT.match(text, found.end())
    upcoming = following["word"] if following else ""
    if upcoming[:1].islower() and not _MIXED_CASE.match(upcoming):
        return False
    if found["mark"] != ".":
        return True
    before = text[max(0, found.start() - _REACH) : found.start()]
    word = _last_word(before)
    before = before[: len(before) - len(word)]
    if word.isdecimal() and not found["closing"]:
        return not _is_ordinal(word, before, upcoming)
    if word in UNITS:
        return before.rstrip()[-1:].isdecimal()
    return not _abbreviates(word)


def _last_word(before: str) -> str:
    """Return what stands directly before a dot, without opening brackets and quotes."""
    if not before or before[-1].isspace():
        return ""
    return _OPENING.split(before.rsplit(maxsplit=1)[-1])[-1]


def _abbreviates(word: str) -> bool:
    """Tell whether the dot behind `word` belongs to it."""
    small = word.casefold().rsplit("-", 1)[-1]  # Dr.-Ing
    return (
        (len(small) == 1 and small.isalpha())
        or small in ABBREVIATIONS
        or small.endswith(STREETS)
        or bool(_SHORT_WITH_DOTS.fullmatch(word) or _ROMAN.fullmatch(word))
    )


def _is_ordinal(number: str, before: str, upcoming: str) -> bool:
    """Tell whether a number with a dot stands for "second" rather than for the end."""
    if len(number) > 2:  # noqa: PLR2004 - years and amounts
        return False
    if AFTER_ORDINALS.fullmatch(upcoming):
        return True
    line = before.rsplit("\n", 1)[-1].split()
    if not line:
        return True  # a line that begins with a number
    last = line[-1].casefold()
    if last in BETWEEN_ORDINALS:
        return len(line) > 1 and line[-2].endswith(".")
    return last in BEFORE_ORDINALS
