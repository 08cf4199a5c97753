"""The pages about the whole site: front page, archive, ways to follow, sitemap, robots."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape

from ausrufer.hub.site import dates
from ausrufer.hub.site.index import Index, Shelf
from ausrufer.hub.site.render import Renderer

FRONT_LENGTH = 20
FOLLOW = "auf-dem-laufenden/"
ARCHIVE, TOPICS, DEPARTMENTS = "archiv/", "thema/", "amt/"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the archive."""

    path: str
    name: str
    count: int


def overview_pages(renderer: Renderer, index: Index) -> Iterator[tuple[str, bytes]]:
    """Return the pages that any new message may change."""
    topics, departments = _in_use(index, TOPICS), _in_use(index, DEPARTMENTS)
    months = _in_use(index, ARCHIVE)
    yield (
        "index.html",
        renderer.page(
            "hub/front.html",
            "",
            cards=index.cards("", first=0, most=FRONT_LENGTH),
            topics=topics,
            departments=departments,
            last_change=index.last_change(),
            more=sum(month.count for month in months) > FRONT_LENGTH,
        ),
    )
    yield (
        ARCHIVE + "index.html",
        renderer.page("hub/archive.html", ARCHIVE, years=_years(renderer, months)),
    )
    yield (
        FOLLOW + "index.html",
        renderer.page("hub/follow.html", FOLLOW, topics=topics, departments=departments),
    )
    yield "sitemap.xml", _sitemap_index(renderer, months)


def month_sitemap(renderer: Renderer, index: Index, month: str) -> tuple[str, bytes]:
    """Return the sitemap of the messages of a month, given by its path in the archive."""
    address = renderer.settings.address
    lines = (
        f"<url><loc>{escape(address(path))}</loc><lastmod>{_second(updated)}</lastmod></url>\n"
        for path, updated in index.addresses(month)
    )
    body = f'<urlset xmlns="{_SITEMAP}">\n{"".join(lines)}</urlset>\n'
    return _sitemap_path(month), _xml(body)


def standing_files(renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """Return the files that depend on the settings alone."""
    yield from renderer.assets.below_root().items()
    yield "404.html", renderer.page_for_any_path("hub/not_found.html")
    sitemap = renderer.settings.address("sitemap.xml")
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode()


def month_name(renderer: Renderer, path: str) -> str:
    """Return the name of a month by its path in the archive, `archiv/2026/11/`."""
    _, year, number, _ = path.split("/")
    with renderer.language():
        return dates.month(int(year), int(number))


def _in_use(index: Index, prefix: str) -> list[Shelf]:
    return [shelf for shelf in index.shelves(prefix) if shelf.count]


def _years(renderer: Renderer, months: list[Shelf]) -> list[tuple[str, list[Month]]]:
    newest_first = [
        Month(shelf.path, month_name(renderer, shelf.path), shelf.count)
        for shelf in reversed(months)
    ]
    return [
        (year, list(found))
        for year, found in groupby(newest_first, key=lambda month: month.path.split("/")[1])
    ]


def _sitemap_index(renderer: Renderer, months: list[Shelf]) -> bytes:
    address = renderer.settings.address
    lines = (
        f"<sitemap><loc>{escape(address(_sitemap_path(month.path)))}</loc></sitemap>\n"
        for month in months
    )
    return _xml(f'<sitemapindex xmlns="{_SITEMAP}">\n{"".join(lines)}</sitemapindex>\n')


def _sitemap_path(month: str) -> str:
    return f"{month}sitemap.xml"


def _second(updated: str) -> str:
    return f"{updated[:19]}+00:00"


def _xml(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode()
