"""The formatted text of a message as safe HTML."""

from functools import lru_cache

import nh3

from ausrufer.announcements.adaptation.markdown import KEPT, SCHEMES, markup, tokens

_TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h2", "h3"}


@lru_cache(maxsize=KEPT)
def to_html(text: str) -> str:
    """Return the Markdown subset as sanitised HTML; headings are h2 and h3 only."""
    found = tokens(text)
    for token in found:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h2" if token.tag == "h1" else "h3"
    return clean_html(markup(found))


def clean_html(html: str) -> str:
    """Return only what a message may contain; cleaning twice changes nothing."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "*": set()},  # without "*" nh3 lets titles through
        url_schemes=set(SCHEMES),
        link_rel=None,
    ).strip()
