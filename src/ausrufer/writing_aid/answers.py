"""What a writing aid answered, as plain text that can be shown: pure."""

import html
import re
from dataclasses import dataclass
from typing import Any

import nh3

from ausrufer.foundation.text import clean_line, clean_text, is_blank

MOST = 20_000  # characters, as long as a message may be
MOST_HEADLINES, MOST_OF_HEADLINE = 5, 200
_FENCE = re.compile(r"^```[^\n]*\n(.*?)\n?```$", re.DOTALL)
_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_MARKED = re.compile(r"!?\[([^\[\]\n]*)\]\(\s*<?([^()\s<>]*)>?[^()\n]*\)")
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|tel:|javascript:|data:)\S+", re.IGNORECASE
)
_POINT = re.compile(r"^\s*(?:[-*–•]|\d+[.)])\s+")
_LABEL = re.compile(
    r"^(?:#+\s*|\*\*)?(?:(?:Überschrift|Titel|Headline|Title)\s*:\s*)?", re.IGNORECASE
)


class Unusable(ValueError):
    """What came is no answer; the text is for logs and quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion; `removed` counts addresses it brought along that are not in the text."""

    text: str
    title: str = ""
    removed: int = 0


def said_in(answer: Any) -> str:
    """Return the words of a chat completion; raises Unusable where there are none."""
    try:
        said = answer["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError) as missing:
        raise Unusable("no choices[0].message.content") from missing
    if isinstance(said, list):  # parts, as some servers write them
        said = "".join(one.get("text", "") for one in said if isinstance(one, dict))
    if not isinstance(said, str):
        raise Unusable("content is no text")
    said = _plain(said)
    if is_blank(said):
        raise Unusable("nothing was said")
    if len(said) > MOST:
        raise Unusable(f"{len(said)} characters")
    return said


def one_text(said: str, source: str) -> Suggestion:
    """Return an answer that is one text."""
    text, removed = _without_strange_addresses(said, source)
    return Suggestion(text, removed=removed)


def one_line(said: str, source: str) -> Suggestion:
    """Return an answer that is one line, such as an alternative text."""
    found = one_text(said, source)
    return Suggestion(clean_line(found.text).strip('"„“”'), removed=found.removed)


def titled(said: str, source: str) -> Suggestion:
    """Return an answer whose first line is a headline."""
    first, _, rest = said.partition("\n")
    if not rest.strip():
        raise Unusable("a headline alone")
    title, in_title = _without_strange_addresses(clean_line(first), source)
    text, in_text = _without_strange_addresses(rest.strip(), source)
    return Suggestion(text, _headline(title), in_title + in_text)


def headlines(said: str, source: str) -> list[Suggestion]:
    """Return the headlines of an answer, each once."""
    lines = [_headline(_POINT.sub("", one)) for one in said.split("\n")]
    kept = list(dict.fromkeys(one for one in lines if not is_blank(one)))[:MOST_HEADLINES]
    return [Suggestion(*_pair(one, source)) for one in kept]


def _pair(line: str, source: str) -> tuple[str, str, int]:
    text, removed = _without_strange_addresses(line, source)
    return text, "", removed


def _headline(line: str) -> str:
    bare = _LABEL.sub("", clean_line(line), count=1).strip('"„“”').removesuffix("**").strip()
    return bare[:MOST_OF_HEADLINE]


def _plain(said: str) -> str:
    said = clean_text(_THOUGHT.sub("", said)).strip()
    fenced = _FENCE.match(said)
    said = fenced[1] if fenced else said
    # tags go, their words stay; what was written as "&" or "<" reads so again
    return html.unescape(nh3.clean(said, tags=set(), attributes={})).strip()


def _without_strange_addresses(said: str, source: str) -> tuple[str, int]:
    """Take out every address that is not in the text: nobody may smuggle one in."""
    removed = 0

    def marked(found: "re.Match[str]") -> str:
        nonlocal removed
        if found[2] and found[2] in source and not found[0].startswith("!"):
            return found[0]
        removed += 1
        return found[1]

    def bare(found: "re.Match[str]") -> str:
        nonlocal removed
        if found[0].rstrip(".,;:!?)>\"'“") in source:
            return found[0]
        removed += 1
        return ""

    kept = _ADDRESS.sub(bare, _MARKED.sub(marked, said))
    return kept.strip(), removed
