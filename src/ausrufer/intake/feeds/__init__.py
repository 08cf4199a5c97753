"""Reading RSS and Atom: pure, strict about what is broken, friendly about what is only unusual."""

from ausrufer.intake.feeds.body import to_body
from ausrufer.intake.feeds.changes import differences
from ausrufer.intake.feeds.parsing import read_feed
from ausrufer.intake.feeds.shapes import Enclosure, Feed, FeedItem, FeedRefused, Skipped

__all__ = [
    "Enclosure",
    "Feed",
    "FeedItem",
    "FeedRefused",
    "Skipped",
    "differences",
    "read_feed",
    "to_body",
]
