"""Where links and mentions stand in a plain text, found as Mastodon finds them.

The pattern follows Mastodon's changes to twitter-text (config/initializers/twitter_regex.rb) and
its Account::MENTION_RE, written anew. Two things differ on purpose: there is no list of top-level
domains (any name with a dot and a last label of letters counts, so that `.example` stands for a
real town), and addresses without such a name (`intranet`, numbers) are links here although Mastodon
leaves them alone; `Entity.public` tells them apart.
"""

from dataclasses import dataclass

import regex

# U+FEFF and the direction overrides end a name, as in twitter-text
_INVALID = "\ufffe\ufeff\uffff\u202a-\u202e"
_LABEL = rf"[^\s\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f{_INVALID}]"
_NAME = rf"(?:{_LABEL}(?:[_-]*{_LABEL})*+\.)+(?:xn--[0-9a-z]+|[^\W\d_]{{2,}})(?![0-9a-z@])"
_BARE_HOST = (
    rf"(?:{_LABEL}(?:[_-]*{_LABEL})*+|\d{{1,3}}(?:\.\d{{1,3}}){{3}}|\[[0-9a-f:.]+\])(?![0-9a-z@.])"
)
_PATH_SIGN = r"[^\s<>()?]"
_PARENTHESES = rf"\((?:{_PATH_SIGN}++|{_PATH_SIGN}*+\({_PATH_SIGN}++\){_PATH_SIGN}*+)\)"
_PATH_END = r"""[^\s()?!*"'「」<>;:=,.$%\[\]~&|@]"""
_PATH = rf"/(?:(?:{_PATH_SIGN}|{_PARENTHESES})*(?:{_PATH_END}|{_PARENTHESES}))?"
_BEYOND = r"\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\uffef\U00010000-\U0010fffd"
_QUERY = rf"\?[a-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@\^{_BEYOND}]*[a-z0-9_&=#/\-{_BEYOND}]"
_ENTITY = regex.compile(
    # Arabic number signs and their like draw the next sign into their own cluster
    r"(?<!\p{GCB=Prepend})(?:"
    rf"(?<![A-Z0-9@＠$#＃{_INVALID}])"
    rf"(?P<link>https?://(?:(?P<name>{_NAME})|{_BARE_HOST})(?::[0-9]+)?(?:{_PATH})?(?:{_QUERY})?)"
    r"|(?<![=/\w])@(?P<user>[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)(?:@\w+(?:[.-]+\w+)*)?"
    r"(?![@＠\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]|://))",
    regex.IGNORECASE,
)
_QUOTES = "“”»«’‘›‹"  # a link in German quotes ends before them, whatever Mastodon thinks


@dataclass(frozen=True, slots=True)
class Entity:
    """A link or a mention at text[start:end]; `user` is empty for links."""

    start: int
    end: int
    user: str = ""
    public: bool = True


def entities(text: str) -> list[Entity]:
    """Return links and mentions in order; they do not overlap."""
    if "://" not in text and "@" not in text:
        return []
    return [
        Entity(found.start(), found.end(), found["user"] or "", bool(found["name"]))
        for found in _ENTITY.finditer(text)
    ]


def link_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of every link, as a reader would mark it."""
    return [
        (one.start, one.start + len(text[one.start : one.end].rstrip(_QUOTES)))
        for one in entities(text)
        if not one.user
    ]


def has_link(text: str, link: str) -> bool:
    """Tell whether `link` stands in `text` by itself, not as a part of a longer one."""
    if link not in text:
        return False
    if any(text[start:end] == link for start, end in link_spans(text)):
        return True
    # an address that ends in punctuation is not recognised whole
    return regex.search(rf"(?<!\S){regex.escape(link)}(?!\S)", text) is not None
