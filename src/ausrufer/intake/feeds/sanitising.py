"""HTML from outside: only what a message needs, addresses absolute, nothing that acts."""

import html
import re

import nh3

_DEEPEST = 60
_TAGS = frozenset((
    "a", "abbr", "address", "article", "aside", "b", "blockquote", "br", "caption", "cite",
    "code", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main",
    "mark", "ol", "p", "pre", "q", "s", "section", "small", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
))  # fmt: skip
# Their content is never text for readers.
_GONE = frozenset({"script", "style", "template", "svg", "math", "title", "textarea", "select"})
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan"},
    "th": {"colspan"},
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# These never hold anything, or end by themselves when the next one begins.
_NO_DEPTH = frozenset((
    "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "li", "p", "dd", "dt",
    "td", "th", "tr",
))  # fmt: skip
_BLOCK_EDGE = re.compile(
    r"<(?:/(?:p|div|li|h[1-6]|td|th|tr|dd|dt|blockquote)|br|hr)\b", re.IGNORECASE
)


def too_deep(markup: str) -> bool:
    """Tell whether tags are nested as no text is; sanitising that takes quadratic time."""
    depth = 0
    for closing, name in _TAG.findall(markup):
        if name.lower() not in _NO_DEPTH:
            depth = max(0, depth - 1) if closing else depth + 1
            if depth > _DEEPEST:
                return True
    return False


def sanitised(markup: str, base_url: str) -> str:
    """Return harmless HTML; relative addresses are resolved against `base_url` or taken out."""
    try:
        return _cleaner(base_url).clean(markup).strip()
    except ValueError:  # an address that browsers would not take either
        return _cleaner("").clean(markup).strip()


def _cleaner(base_url: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_GONE),
        attributes=_ATTRIBUTES,
        url_schemes=set(_SCHEMES),
        url_relative=("rewrite_with_base", base_url) if base_url else "deny",
        link_rel=None,
    )


def as_text(markup: str) -> str:
    """Return the words of some HTML on one line."""
    spaced = _BLOCK_EDGE.sub(lambda edge: f" {edge[0]}", markup)
    bare = nh3.clean(spaced, tags=set(), clean_content_tags=set(_GONE))
    return one_line(html.unescape(bare))


def one_line(text: str) -> str:
    """Return the text without line breaks, doubled spaces and NUL."""
    return " ".join(text.replace("\x00", "").split())


def paragraphs(text: str) -> str:
    """Return plain text as HTML paragraphs."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\x00", "").strip())
    lines = (html.escape(block.strip(), quote=False).replace("\n", "<br>") for block in blocks)
    return "".join(f"<p>{line}</p>" for line in lines if line)
