"""Moments as the interface writes them."""

from datetime import UTC, datetime


def moment(at: datetime) -> str:
    """Return a time as ISO 8601 in UTC with milliseconds and Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
