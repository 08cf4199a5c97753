"""Texts at the border of the site: cleaned once more, whatever the sender promised. Pure."""

import html
import re

import nh3

_TAGS = {
    *("p", "br", "hr", "strong", "b", "em", "i", "s", "sub", "sup", "a", "code", "pre"),
    *("ul", "ol", "li", "dl", "dt", "dd", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "lang", "hreflang"}, "*": {"lang"}, "ol": {"start"}, "th": {"scope"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
# What XML 1.0 cannot carry would break every feed that contains it; page and feed say the same.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|tr|dt|dd|blockquote|pre)>|<br>|<hr>")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")


def clean_line(text: str) -> str:
    """Return one line of text without control characters and runs of white space."""
    return " ".join(_NOT_IN_XML.sub(" ", text).split())


def clean_lines(text: str) -> str:
    """Return text of several lines without control characters."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_html(markup: str, *, base_url: str) -> str:
    """Return safe markup for the body of a page: absolute links, headings from the second level."""
    safe = nh3.clean(
        _NOT_IN_XML.sub("", markup),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener",
        url_relative=("rewrite_with_base", base_url),
    )
    return _headings_in_order(safe).strip()


def html_of(text: str) -> str:
    """Return plain text as markup: paragraphs at blank lines, web addresses as links."""
    paragraphs = re.split(r"\n\s*\n", clean_lines(text))
    return "".join(f"<p>{_linked(block)}</p>" for block in paragraphs if block.strip())


def plain_of(markup: str) -> str:
    """Return the words of cleaned markup, one line per block."""
    lines = nh3.clean(_BLOCK_END.sub("\\g<0>\n", markup), tags=set()).split("\n")
    return "\n".join(line for raw in lines if (line := " ".join(html.unescape(raw).split())))


def teaser(text: str, *, most: int = 220) -> str:
    """Return the start of a text, at most `most` characters, cut at a sentence or a word."""
    line = clean_line(text)
    if len(line) <= most:
        return line
    start = line[: most - 1]
    sentence = max(start.rfind(mark) for mark in (". ", "! ", "? "))
    if sentence >= most // 2:
        return start[: sentence + 1]
    return start.rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def _headings_in_order(markup: str) -> str:
    """Shift headings below the page's own, without gaps: a screen reader walks them as a tree."""
    levels = sorted({int(level) for _, level in _HEADING.findall(markup)})
    place = {str(level): min(2 + rank, 6) for rank, level in enumerate(levels)}
    return _HEADING.sub(lambda match: f"<{match[1]}h{place[match[2]]}", markup)


def _linked(block: str) -> str:
    parts, end = [], 0
    for match in _WEB_ADDRESS.finditer(block):
        address = html.escape(match[0])
        parts.append(html.escape(block[end : match.start()]))
        parts.append(f'<a href="{address}" rel="noopener">{address}</a>')
        end = match.end()
    parts.append(html.escape(block[end:]))
    return "".join(parts).replace("\n", "<br>")
