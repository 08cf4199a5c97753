"""When somebody enters the address of a page: recognise it and find the feed it points to."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})
_MOST_LOOKED_AT = 200_000
# HTMLParser alone takes quadratic time over some broken pages.
_LINK = re.compile(r"<link\s[^<>]{1,1000}>", re.IGNORECASE)
_UNFIT = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]")
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


def looks_like_page(content: bytes) -> bool:
    """Tell whether the bytes begin as an HTML page does."""
    return _PAGE.match(content[:4096].replace(b"\x00", b"")) is not None


def feed_address(content: bytes, base_url: str) -> str:
    """Return the absolute address of the first feed the page names, or nothing."""
    text = content[:_MOST_LOOKED_AT].replace(b"\x00", b"").decode("utf-8", "replace")
    reader = _FeedLinks()
    for found in _LINK.finditer(text):
        reader.feed(found[0])
    for href in reader.found:
        address = web_address(href, base_url)
        if address:
            return address
    return ""


def web_address(reference: str, base_url: str) -> str:
    """Return the absolute http(s) address a reference means, or nothing where it means none."""
    if not reference.strip():
        return ""
    try:
        address = urljoin(base_url, reference.strip())
        parts = urlsplit(address)
        fine = parts.scheme in {"http", "https"} and parts.hostname and not parts.username
    except ValueError:
        return ""
    return address if fine and not _UNFIT.search(address) else ""


class _FeedLinks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        named = "alternate" in values.get("rel", "").lower().split()
        if tag == "link" and named and values.get("type", "").lower() in _FEED_TYPES:
            self.found.append(values.get("href", "").strip())
