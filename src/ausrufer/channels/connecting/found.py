"""What a consent brought, sealed between the answer of the platform and the choice of a person."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ausrufer.channels.contract import Grant, Tokens


@dataclass(frozen=True, slots=True)
class Brought:
    """Fresh tokens, and the accounts they open."""

    tokens: Tokens
    grants: Sequence[Grant]

    def to_text(self) -> str:
        """Return the form that is sealed; what only the platform understands is left out."""
        tokens = self.tokens
        times = [tokens.expires_at, tokens.renewal_expires_at]
        grants = [
            [one.account, dict(one.settings), dict(one.secrets), _said(one.expires_at)]
            for one in self.grants
        ]
        return json.dumps([[tokens.access, tokens.renewal, *map(_said, times)], grants])

    @classmethod
    def from_text(cls, text: str) -> "Brought":
        """Read the form that was sealed."""
        tokens, grants = json.loads(text)
        access, renewal, expires, renewal_expires = tokens
        return cls(
            Tokens(access, renewal, _moment(expires), _moment(renewal_expires)),
            [_grant(*one) for one in grants],
        )


def _grant(account: str, settings: Any, secrets: Any, expires_at: str | None) -> Grant:
    return Grant(account, settings, secrets, _moment(expires_at))


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
