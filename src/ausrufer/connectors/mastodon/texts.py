"""Comparing the text we sent with the HTML an instance made of it."""

import re
import unicodedata
from html.parser import HTMLParser

_DOMAIN_OF_MENTION = re.compile(r"(?<![\w/.@])(@[\w.-]+)@[\w-]+(?:\.[\w-]+)+")
_BREAKING = frozenset({"br", "p", "div", "li", "blockquote"})


def essence_of_text(text: str) -> str:
    """Return what must be equal in a plain text, however an instance lays it out.

    White space goes (paragraphs and line breaks are the instance's affair), so do the domains of
    mentions (a known account is shown without).
    """
    shown = _DOMAIN_OF_MENTION.sub(r"\1", unicodedata.normalize("NFC", text))
    return "".join(shown.split())


def essence_of_html(html: str) -> str:
    """Return what must be equal in the HTML of a status; hidden parts of links count as text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return essence_of_text("".join(reader.pieces))


def text_of_html(html: str) -> str:
    """Return a status as people read it: paragraphs and breaks as line ends, links in full."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces).strip()


class _Reader(HTMLParser):
    """Collects the text of a page; `pieces` joined is the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _BREAKING:
            self.pieces.append("\n")
