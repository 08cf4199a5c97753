"""When YouTube counts anew: at midnight Pacific time. Pure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_PACIFIC = ZoneInfo("America/Los_Angeles")
_MARGIN = timedelta(minutes=1)


def until_midnight(now: datetime) -> timedelta:
    """Return how long the day of YouTube's quota still lasts."""
    tomorrow = now.astimezone(_PACIFIC).date() + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time(), _PACIFIC)
    return midnight.astimezone(UTC) - now.astimezone(UTC) + _MARGIN
