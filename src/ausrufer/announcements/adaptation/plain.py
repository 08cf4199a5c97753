"""The formatted text of a message as plain text, for posts and for letters."""

from collections.abc import Sequence
from functools import lru_cache

from markdown_it.token import Token

from ausrufer.announcements.adaptation.markdown import KEPT, normalized, tokens

_SPOKEN = ("mailto:", "tel:")


@lru_cache(maxsize=KEPT)
def to_plain(text: str, *, without_address: str = "") -> str:
    """Return the words of the Markdown subset; paragraphs are parted by one empty line.

    Links become "words (address)", lists "– words" or "1. words", quotes "> words". The address
    `without_address` is left out behind its words: the caller shows it elsewhere.
    """
    return _blocks(tokens(text), normalized(without_address)).strip("\n")


def _blocks(found: Sequence[Token], known: str) -> str:
    """Return the blocks of a list of tokens, one below the other."""
    pieces: list[str] = []
    tight = False
    at = 0
    while at < len(found):
        end = _closing(found, at)
        token, inner = found[at], found[at + 1 : end]
        if token.type == "inline":
            pieces.append(_inline(token.children or [], known))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            pieces.append(_list(inner, known, ordered=token.tag == "ol"))
        elif token.type == "blockquote_open":
            pieces.append(_prefixed(_blocks(inner, known), "> ", "> "))
        elif token.type in ("paragraph_open", "heading_open"):
            tight = tight or token.hidden
            pieces.append(_blocks(inner, known))
        at = end + 1
    return ("\n" if tight else "\n\n").join(piece for piece in pieces if piece)


def _list(items: Sequence[Token], known: str, *, ordered: bool) -> str:
    lines: list[str] = []
    at = 0
    while at < len(items):
        end = _closing(items, at)
        marker = f"{len(lines) + 1}. " if ordered else "– "
        lines.append(_prefixed(_blocks(items[at + 1 : end], known), marker, " " * len(marker)))
        at = end + 1
    return "\n".join(lines)


def _prefixed(text: str, first: str, further: str) -> str:
    lines = text.split("\n")
    marked = ((further if number else first) + line for number, line in enumerate(lines))
    return "\n".join(line.rstrip() for line in marked)


def _closing(found: Sequence[Token], at: int) -> int:
    """Return the index of the token that closes found[at]; itself where it opens nothing."""
    depth = 0
    for index in range(at, len(found)):
        depth += found[index].nesting
        if depth == 0:
            return index
    return len(found) - 1


def _inline(children: Sequence[Token], known: str) -> str:
    pieces: list[str] = []
    address, start = "", 0
    for child in children:
        if child.type == "link_open":
            address, start = str(child.attrs.get("href", "")), len(pieces)
        elif child.type == "link_close":
            words = "".join(pieces[start:])
            pieces[start:] = [_link(words, address, known, bare=child.markup == "autolink")]
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        else:
            pieces.append(child.content)
    return "".join(pieces)


def _link(words: str, address: str, known: str, *, bare: bool) -> str:
    shown = address
    for scheme in _SPOKEN:
        shown = shown.removeprefix(scheme)
    if bare or not words.strip() or words.strip() in (shown, address):
        return words if words.strip() else shown
    return words if address == known else f"{words} ({shown})"
