"""LinkedIn's "little text": what has a meaning there is escaped, hashtags have a form. Pure.

Unescaped signs are why posts were cut without a word.
"""

import re

_RESERVED = re.compile(r"([|{}@\[\]()<>#\\*_~])")
_HASHTAG = re.compile(r"(?<!\S)#(\w*[^\W\d_]\w*)")
_TEMPLATE = re.compile(r"\{hashtag\|\\?#\|((?:\\.|[^}\\])*)\}")
_ESCAPED = re.compile(r"\\([|{}@\[\]()<>#\\*_~])")


def written(plain: str) -> str:
    """Return a plain text in the form LinkedIn takes."""
    found, begin = [], 0
    for tag in _HASHTAG.finditer(plain):
        found += [_escaped(plain[begin : tag.start()]), f"{{hashtag|\\#|{_escaped(tag[1])}}}"]
        begin = tag.end()
    return "".join([*found, _escaped(plain[begin:])])


def read(commentary: str) -> str:
    """Return the plain text of a post as LinkedIn tells it."""
    return _ESCAPED.sub(r"\1", _TEMPLATE.sub(r"#\1", commentary))


def essence(plain: str) -> str:
    """Return what stays the same however LinkedIn stores spaces and line ends."""
    return " ".join(plain.split())


def _escaped(plain: str) -> str:
    return _RESERVED.sub(r"\\\1", plain)
