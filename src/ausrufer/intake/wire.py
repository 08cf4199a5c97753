"""Feed items as JSON, as receipts keep them."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from ausrufer.intake.feeds import Enclosure, FeedItem

_TIMES = ("published_at", "updated_at")


def to_json(item: FeedItem) -> dict[str, Any]:
    """Return plain JSON values."""
    plain = asdict(item)
    for name in _TIMES:
        plain[name] = plain[name].isoformat() if plain[name] else None
    return plain


def from_json(plain: Mapping[str, Any]) -> FeedItem:
    """Return the item that `to_json` wrote."""
    values = {field.name: plain[field.name] for field in fields(FeedItem) if field.name in plain}
    for name in _TIMES:
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    values["categories"] = tuple(values["categories"])
    values["enclosures"] = tuple(Enclosure(**one) for one in values["enclosures"])
    return FeedItem(**values)
