"""A usage concept as it is read: sections of plain blocks, the same for page, PDF and ODT. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands to one question; `is_open`: nothing does, or not what is needed."""

    term: str
    text: str
    url: str = ""
    is_open: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The lines of the text that are not empty."""
        return paragraphs(self.text)


@dataclass(frozen=True, slots=True)
class Text:
    """Running text."""

    text: str
    kind: str = "text"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The lines of the text that are not empty."""
        return paragraphs(self.text)


@dataclass(frozen=True, slots=True)
class Answers:
    """Questions with what stands to them."""

    items: tuple[Answer, ...]
    kind: str = "answers"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first cell of each row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = "grid"

    @property
    def lines(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The rows, each cell with the head of its column."""
        return tuple(tuple(zip(self.head, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: tuple[str, ...]
    kind: str = "points"


Block = Text | Answers | Grid | Points


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of level 1 or 2 and what stands below it."""

    title: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """What is open for one channel, or (`channel_id` None) for all."""

    name: str
    words: tuple[str, ...]
    channel_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """A whole usage concept, and what is open in it."""

    title: str
    town: str
    as_of: date
    stated: str
    sections: tuple[Section, ...]
    gaps: tuple[Gap, ...]


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a text that are not empty."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
