"""Is it a feed at all, and a harmless one? Everything else is refused with a German sentence."""

import re
from html.entities import html5
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from ausrufer.intake.feeds.decoding import decoded
from ausrufer.intake.feeds.shapes import FeedRefused
from ausrufer.intake.feeds.webpages import feed_address, looks_like_page

MOST_BYTES = 5_000_000
_DEEPEST, _MOST_ELEMENTS = 200, 200_000
_ROOTS = frozenset(
    {
        "rss",
        "{http://www.w3.org/2005/Atom}feed",
        "{http://purl.org/atom/ns#}feed",
        "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF",
    }
)
# expat's numbers: no element found, unclosed token, partial character, unclosed CDATA section
_ENDED_EARLY = frozenset({3, 5, 6, 20})
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")


def guarded_tree(content: bytes, content_type: str, base_url: str) -> Element:
    """Return the feed's root element; raises FeedRefused."""
    if len(content) > MOST_BYTES:
        raise FeedRefused(
            f"Der Feed ist zu groß: höchstens {MOST_BYTES // 1_000_000} MB werden gelesen."
        )
    if not content.strip(b"\x00 \t\r\n"):
        raise FeedRefused("Der Feed ist leer.")
    if looks_like_page(content):
        raise _page(content, base_url)
    text = decoded(content, content_type)
    if not text.strip():
        raise FeedRefused("Der Feed ist leer.")
    root = _parsed(_without_html_entities(text))
    if root.tag.rpartition("}")[2].lower() == "html":
        raise _page(content, base_url)
    if root.tag not in _ROOTS:
        raise FeedRefused("Das ist XML, aber kein RSS- oder Atom-Feed.")
    return root


class _Sparing:
    """Builds the tree, but not into depths and numbers that no feed needs."""

    def __init__(self) -> None:
        self._tree = TreeBuilder()
        self._depth = self._count = 0
        self.data = self._tree.data
        self.close = self._tree.close

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > _DEEPEST:
            raise FeedRefused("Der Feed ist ungewöhnlich tief verschachtelt.")
        if self._count > _MOST_ELEMENTS:
            raise FeedRefused("Der Feed hat ungewöhnlich viele Elemente.")
        self._tree.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._tree.end(tag)


def _parsed(text: str) -> Element:
    parser = DefusedXMLParser(target=_Sparing())
    try:
        parser.feed(text)
        root: Any = parser.close()
    except DefusedXmlException:
        raise FeedRefused(
            "Der Feed enthält eigene Textersetzungen (XML-Entitäten), mit denen sich Rechner "
            "angreifen lassen. Er wird deshalb nicht gelesen."
        ) from None
    except ParseError as error:
        raise FeedRefused(_what_is_wrong(error, text)) from None
    except (ValueError, LookupError):  # lone surrogates and the like
        raise FeedRefused("Der Feed enthält Zeichen, die in XML nicht erlaubt sind.") from None
    return root  # type: ignore[no-any-return]


def _what_is_wrong(error: ParseError, text: str) -> str:
    line, column = error.position
    if not text.lstrip().startswith("<"):
        return "Das ist kein Feed: Der Inhalt ist kein XML."
    if error.code in _ENDED_EARLY:
        return f"Der Feed ist unvollständig: Er bricht in Zeile {line} ab."
    return (
        f"Der Feed ist kein gültiges XML (Zeile {line}, Zeichen {column + 1}). "
        "Bitte lassen Sie ihn auf der Website berichtigen."
    )


def _without_html_entities(text: str) -> str:
    """Return the text with HTML's names such as &nbsp; as numbers, which XML knows too.

    In CDATA, and in markup that was escaped, the number means the same as the name.
    """

    def number(found: re.Match[str]) -> str:
        characters = "" if found[1] in _XML_ENTITIES else html5.get(f"{found[1]};", "")
        return "".join(f"&#{ord(character)};" for character in characters) or found[0]

    return _ENTITY.sub(number, text)


def _page(content: bytes, base_url: str) -> FeedRefused:
    address = feed_address(content, base_url)
    if address:
        return FeedRefused(f"Das ist eine Webseite, kein Feed. Ihr Feed steht unter {address}")
    return FeedRefused("Das ist eine Webseite, kein Feed. Einen Feed nennt sie nicht.")
