"""The handbook of the house: Markdown files, read once, as safe HTML with links inside the desk.

In the wheel the pages lie in this package (`pyproject.toml`), in a checkout below `docs`.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

START = "index"
_SHIPPED = Path(__file__).parent / "handbook_pages"
_CHECKED_OUT = Path(__file__).parents[3] / "docs" / "handbuch"
_READER = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `key` is its file without ending, folders parted by dots."""

    key: str
    title: str
    source: str = field(repr=False)  # Markdown below the title

    @property
    def folder(self) -> str:
        """The folder of the file, for links relative to it."""
        return posixpath.dirname(self.key.replace(".", "/"))


@cache
def pages() -> Mapping[str, Page]:
    """Return all pages by their keys; none where no handbook was shipped."""
    folder = _SHIPPED if _SHIPPED.is_dir() else _CHECKED_OUT
    found = (_read(path, folder) for path in sorted(folder.glob("**/*.md")))
    return {one.key: one for one in found}


def html_of(page: Page) -> str:
    """Return a page as HTML. Its source is ours; raw HTML in it is shown as text all the same."""
    tokens = _READER.parse(page.source)
    for token in tokens:
        if token.type == "table_open":  # may scroll sideways, also by keyboard
            token.attrSet("tabindex", "0")
        if token.type == "inline":
            token.children = _inside(token.children or [], page)
    return str(_READER.renderer.render(tokens, _READER.options, {}))


def _read(path: Path, folder: Path) -> Page:
    first, _, rest = path.read_text("utf-8").partition("\n")
    key = ".".join(path.relative_to(folder).with_suffix("").parts)
    return Page(key, first.removeprefix("#").strip(), rest.strip())


def _inside(children: list[Token], page: Page) -> list[Token]:
    """Return the words of a line without pictures; links lead to pages of the desk or away."""
    kept: list[Token] = []
    dead = 0  # a link to what people on the desk cannot open keeps its words only
    for token in children:
        if token.type == "image":
            continue
        if token.type == "link_open":
            address = _address(str(token.attrGet("href") or ""), page)
            dead += not address
            token.attrSet("href", address)
            if not address:
                continue
        if token.type == "link_close" and dead:
            dead -= 1
            continue
        kept.append(token)
    return kept


def _address(href: str, page: Page) -> str:
    if href.startswith("https://"):
        return href
    path, _, _place = href.partition("#")
    key = posixpath.normpath(posixpath.join(page.folder, path)).removesuffix(".md")
    key = key.replace("/", ".")
    return reverse("handbook_page", args=[key]) if key in pages() else ""
