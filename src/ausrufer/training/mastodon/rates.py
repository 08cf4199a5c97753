"""How many requests an account may still make: the headers, and the refusal where enforced."""

from datetime import UTC, datetime

from aiohttp import web

from ausrufer.training.mastodon.instance import PracticeInstance
from ausrufer.training.mastodon.moments import moment
from ausrufer.training.mastodon.requests import Refused

_PERIOD = 300


class Rates:
    """Counts per token and period of five minutes."""

    def __init__(self) -> None:
        self._counts: dict[str, tuple[int, int]] = {}

    def count(self, instance: PracticeInstance, token: str) -> dict[str, str]:
        """Count a request and return the headers that tell what is left."""
        now, limit = int(instance.clock().timestamp()), instance.limits.requests
        period = now - now % _PERIOD
        known_period, made = self._counts.get(token, (period, 0))
        made = made + 1 if known_period == period else 1
        self._counts[token] = (period, made)
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(limit - made, 0)),
            "X-RateLimit-Reset": moment(datetime.fromtimestamp(period + _PERIOD, UTC)),
        }

    def refusal(self, instance: PracticeInstance, token: str) -> Refused | None:
        """Return the refusal where the limit is enforced and reached."""
        _, made = self._counts.get(token, (0, 0))
        if instance.limits.enforce_requests and made > instance.limits.requests:
            return Refused(429, "Too many requests")
        return None


RATES: web.AppKey[Rates] = web.AppKey("rates", Rates)
