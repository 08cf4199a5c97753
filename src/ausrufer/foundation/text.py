"""Texts as databases, feeds and networks take them: pure."""

import re
import unicodedata

# PostgreSQL stores no NUL, XML carries none of these, and nobody can see them. Marks that turn the
# direction of reading around (U+202A and so on) go too: scripts bring their own direction, and what
# a second person approves must read everywhere as it does before their eyes.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")  # word processors use all of them
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def clean_text(text: str) -> str:
    """Return text of any number of lines in its stored form: NFC, line feeds, nothing unseen."""
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)))


def clean_line(text: str) -> str:
    """Return text in its stored form on one line, without runs of white space."""
    return " ".join(clean_text(text).split())


def is_blank(text: str) -> bool:
    """Tell whether a reader would see nothing, although there may be characters."""
    return all(unicodedata.category(sign) in _UNSEEN for sign in text)
