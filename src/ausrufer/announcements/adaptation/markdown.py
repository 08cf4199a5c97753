"""The Markdown subset of a message, read into tokens.

Paragraphs, line breaks, bold, italic, links, lists, quotes and headings; nothing else of
CommonMark, and no HTML. Three habits of German press offices are respected: the gender star
("Bürger*innen") is no emphasis, a line that begins with a date ("24. Dezember: geschlossen") is no
list, and an address in the text is a link without any signs around it.
"""

from urllib.parse import urlsplit

import regex
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ausrufer.announcements.adaptation.german import MONTH
from ausrufer.announcements.adaptation.links import link_spans

KEPT = 32  # texts whose reading is remembered: a page asks for the same one on every channel
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_RULES = [
    *("normalize", "block", "inline", "text_join", "bare_links"),
    *("blockquote", "list", "heading", "paragraph"),
    *("text", "newline", "escape", "gender_star", "emphasis", "link", "autolink", "entity"),
    *("balance_pairs", "fragments_join"),
]
_NUMBER = regex.compile(r"(\d{1,9})\.[ \t]+(?P<word>\w*)")
_MONTH = regex.compile(MONTH, regex.IGNORECASE)


def tokens(text: str) -> list[Token]:
    """Return the tokens of markdown-it-py; inline tokens carry their children."""
    return _READER.parse(text)


def markup(found: list[Token]) -> str:
    """Return tokens as HTML, not yet sanitised."""
    rendered: str = _READER.renderer.render(found, _READER.options, {})
    return rendered


def normalized(address: str) -> str:
    """Return an address as it stands in the tokens: host in punycode, path percent-encoded."""
    return _READER.normalizeLink(address)


def is_allowed(address: str) -> bool:
    """Tell whether a message may link to `address`."""
    try:
        parts = urlsplit(address)
        scheme, host = parts.scheme, parts.hostname
    except ValueError:
        return False
    return scheme in SCHEMES and (bool(host) or scheme in ("mailto", "tel"))


def is_web(address: str) -> bool:
    """Tell whether `address` is one a browser opens."""
    return address.startswith(("https://", "http://")) and is_allowed(address)


def _star_inside_word(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it
    """Take a single star between letters as it is written."""
    at, text = state.pos, state.src
    if not (0 < at < state.posMax - 1) or text[at] != "*":
        return False
    if not (text[at - 1].isalnum() and text[at + 1].isalnum()):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def _list_but_no_date(state: StateBlock, line: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    """Read a list; an ordered one begins with 1 and not with a day of a month."""
    start = state.bMarks[line] + state.tShift[line]
    number = _NUMBER.match(state.src, start, state.eMarks[line])
    next_item = silent and state.sCount[line] < state.blkIndent  # ends the one before it
    if number and not next_item and (int(number[1]) != 1 or _MONTH.fullmatch(number["word"])):
        return False
    return list_block(state, line, last, silent)


def _link_bare_addresses(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and "://" in block.content:
            block.children = list(_with_links(block.children or []))


def _with_links(children: list[Token]) -> list[Token]:
    found: list[Token] = []
    depth = 0
    for child in children:
        depth += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type == "text" and not depth:
            found += _pieces(child.content)
        else:
            found.append(child)
    return found


def _pieces(text: str) -> list[Token]:
    pieces, end = [], 0
    for start, stop in link_spans(text):
        address = normalized(text[start:stop])
        if is_allowed(address):
            pieces += [_text(text[end:start]), *_linked(address, text[start:stop])]
            end = stop
    return [*pieces, _text(text[end:])]


def _linked(address: str, words: str) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": address}, markup="autolink")
    return [opening, _text(words), Token("link_close", "a", -1, markup="autolink")]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _reader() -> MarkdownIt:
    # maxNesting keeps lists inside lists inside lists harmless
    reader = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20})
    reader.block.ruler.at("list", _list_but_no_date, {"alt": ["paragraph", "blockquote"]})
    reader.inline.ruler.before("emphasis", "gender_star", _star_inside_word)
    reader.core.ruler.push("bare_links", _link_bare_addresses)
    reader.enable(_RULES)
    reader.validateLink = is_allowed  # type: ignore[assignment]
    return reader


_READER = _reader()
