"""What Mastodon makes of a text: its length, its HTML, its hashtags.

The rules are those of its StatusLengthValidator and TextFormatter, written anew. Links here may
also lead to addresses without a top-level domain, which the practice town lives on.
"""

import re
from collections.abc import Callable
from html import escape

import regex

_LINK_WEIGHT = 23
_SHOWN_OF_LINK = 30
_ENTITY = re.compile(
    r"(?P<link>https?://[^\s<>\"„“]+)"
    r"|(?<![\w/=)&])[#＃](?P<tag>\w*[^\W\d_]\w*)"
    r"|(?<![\w/=.@])@(?P<user>\w+(?:[.-]\w+)*)(?P<domain>@[\w-]+(?:\.[\w-]+)*)?"
)
_AFTER_LINK = ".,;:!?'*_~"


def length(text: str) -> int:
    """Return the length in grapheme clusters; links weigh 23, mentions count without domain."""

    def weighed(entity: re.Match[str]) -> str:
        if entity["link"]:
            link = _link(entity["link"])
            return "x" * _LINK_WEIGHT + entity["link"][len(link) :]
        return f"@{entity['user']}" if entity["user"] else entity[0]

    return len(regex.findall(r"\X", _ENTITY.sub(weighed, text)))


def hashtags(text: str) -> list[str]:
    """Return the hashtags of a text in lower case, each once, in order."""
    found = [entity["tag"].lower() for entity in _ENTITY.finditer(text) if entity["tag"]]
    return list(dict.fromkeys(found))


def mentions(text: str) -> list[str]:
    """Return the mentioned names without domain, each once, in order."""
    return list(dict.fromkeys(e["user"] for e in _ENTITY.finditer(text) if e["user"]))


def html(text: str, *, origin: str, known: Callable[[str], bool]) -> str:
    """Return the text as Mastodon shows it; `known` tells which names are accounts here."""

    def shown(entity: re.Match[str]) -> str:
        if entity["link"]:
            link = _link(entity["link"])
            return _shown_link(link) + escape(entity["link"][len(link) :])
        if entity["tag"]:
            return _shown_tag(entity["tag"], origin)
        if known(entity["user"]):
            return _shown_mention(entity["user"], origin)
        return escape(entity[0])

    pieces, end = [], 0
    for entity in _ENTITY.finditer(text):
        pieces += [escape(text[end : entity.start()]), shown(entity)]
        end = entity.end()
    pieces.append(escape(text[end:]))
    return _paragraphs("".join(pieces))


def _paragraphs(marked: str) -> str:
    unified = re.sub(r"\r\n?", "\n", marked).strip("\n")
    blocks = re.split(r"\n\n+", unified) if unified else []
    return "".join(f"<p>{block.replace(chr(10), '<br />')}</p>" for block in blocks)


def _link(matched: str) -> str:
    """Return the link without the punctuation of the sentence around it."""
    link = matched.rstrip(_AFTER_LINK)
    while link.endswith(")") and link.count(")") > link.count("("):
        link = link[:-1].rstrip(_AFTER_LINK)
    return link


def _shown_link(link: str) -> str:
    prefix = re.match(r"https?://(?:www\.)?", link)
    hidden = prefix[0] if prefix else ""
    rest = link[len(hidden) :]
    ellipsis = "ellipsis" if len(rest) > _SHOWN_OF_LINK else ""
    return (
        f'<a href="{escape(link)}" target="_blank" rel="nofollow noopener noreferrer">'
        f'<span class="invisible">{escape(hidden)}</span>'
        f'<span class="{ellipsis}">{escape(rest[:_SHOWN_OF_LINK])}</span>'
        f'<span class="invisible">{escape(rest[_SHOWN_OF_LINK:])}</span></a>'
    )


def _shown_tag(tag: str, origin: str) -> str:
    href = escape(f"{origin}/tags/{tag.lower()}")
    return f'<a href="{href}" class="mention hashtag" rel="tag">#<span>{escape(tag)}</span></a>'


def _shown_mention(user: str, origin: str) -> str:
    href = escape(f"{origin}/@{user}")
    return (
        f'<span class="h-card"><a href="{href}" class="u-url mention">'
        f"@<span>{escape(user)}</span></a></span>"
    )
