"""Log-ins: short-lived tokens for requests, long-lived ones to renew them. Not remembered."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

_LIFETIME = timedelta(hours=2)


class Pair(NamedTuple):
    """What a log-in hands out."""

    access: str
    refresh: str


@dataclass(slots=True)
class Tokens:
    """Which token stands for which account, and until when."""

    _access: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    _refresh: dict[str, str] = field(default_factory=dict)
    _ended: set[str] = field(default_factory=set)

    def issue(self, did: str, now: datetime) -> Pair:
        """Return new tokens for an account."""
        pair = Pair(secrets.token_urlsafe(24), secrets.token_urlsafe(24))
        self._access[pair.access] = (did, now + _LIFETIME)
        self._refresh[pair.refresh] = did
        return pair

    def holder(self, token: str) -> tuple[str, datetime] | None:
        """Return whom a token stands for and until when; None where it is unknown."""
        return self._access.get(token)

    def renewed_by(self, refresh: str) -> str | None:
        """Return whose log-in may be renewed; empty where that was ended, None where unknown."""
        return "" if refresh in self._ended else self._refresh.get(refresh)

    def expire(self, now: datetime) -> None:
        """Let every token for requests run out."""
        self._access = {token: (did, now) for token, (did, _) in self._access.items()}

    def end(self, did: str) -> None:
        """End every log-in of an account as far as that takes effect: at its next renewal."""
        self._ended |= {token for token, holder in self._refresh.items() if holder == did}
