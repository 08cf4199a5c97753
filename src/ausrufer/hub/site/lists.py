"""The pages of a list: a first page with the newest messages, and older parts that stay put.

A list of n messages has parts of exactly `PART` messages counted from the oldest, and a first page
with what is left over, `FIRST` to `FIRST + PART - 1` messages. So a new message changes the first
page only, and once in a hundred a new part is cut off.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ausrufer.hub.site.card import Card
from ausrufer.hub.site.index import Index, Shelf
from ausrufer.hub.site.render import Renderer

FIRST = 30
PART = 100


@dataclass(frozen=True, slots=True)
class Heading:
    """How the pages of a list introduce themselves."""

    kind: str  # topic | department | month
    title: str


def part_count(count: int) -> int:
    """Return how many parts a list of `count` messages has beside its first page."""
    return max(0, (count - FIRST) // PART)


def part_path(shelf: str, number: int) -> str:
    """Return the page of a part; parts count from 1, the oldest."""
    return f"{shelf}teil-{number}/"


def list_pages(
    renderer: Renderer, index: Index, shelf: Shelf, heading: Heading, *, from_part: int
) -> Iterator[tuple[str, bytes]]:
    """Return the parts of a list from the number `from_part` on, then its first page."""
    parts = part_count(shelf.count)
    for number in range(max(1, from_part), parts + 1):
        cards = index.cards(shelf.path, first=shelf.count - number * PART, most=PART)
        yield _page(renderer, shelf, heading, cards, number=number, parts=parts)
    newest = index.cards(shelf.path, first=0, most=shelf.count - parts * PART)
    yield _page(renderer, shelf, heading, newest, number=0, parts=parts)


def _page(
    renderer: Renderer,
    shelf: Shelf,
    heading: Heading,
    cards: tuple[Card, ...],
    *,
    number: int,
    parts: int,
) -> tuple[str, bytes]:
    """Render one page of a list; `number` 0 is the first page.

    A part leads to the older part and back to the first page, never to the newer part: it must not
    change when that one is cut off.
    """
    path = part_path(shelf.path, number) if number else shelf.path
    older = number - 1 if number else parts
    html = renderer.page(
        "hub/list.html",
        path,
        shelf=shelf,
        heading=heading,
        cards=cards,
        part=number,
        older=part_path(shelf.path, older) if older else "",
    )
    return path + "index.html", html
