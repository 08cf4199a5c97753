"""What a feed says, in one form for every dialect."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime


class FeedRefused(Exception):
    """A feed or one of its pictures cannot be taken in; `for_staff` is a German sentence."""

    def __init__(self, for_staff: str) -> None:
        super().__init__(for_staff)
        self.for_staff = for_staff


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that belongs to an item; `length` in bytes as the feed claims, None if it does not."""

    url: str
    media_type: str
    length: int | None = None
    alt_text: str = ""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item. `html` is sanitised, its addresses are absolute; all other texts are plain.

    `summary` is empty where the item has only one text. Times are aware, in UTC.
    """

    guid: str
    title: str
    html: str = ""
    summary: str = ""
    link: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    language: str = ""

    @property
    def revision(self) -> str:
        """SHA-256 in hex of what a reader would notice; times and claimed sizes do not count."""
        meaning = [
            self.title,
            self.html,
            self.summary,
            self.link,
            self.categories,
            [(one.url, one.alt_text) for one in self.enclosures],
            self.language,
        ]
        return hashlib.sha256(json.dumps(meaning).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that was left out; `reason` is a German sentence that names it."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A whole feed; `language` is a tag such as "de" or "de-DE", or empty."""

    title: str
    language: str
    items: tuple[FeedItem, ...]
    skipped: tuple[Skipped, ...] = ()
