"""A post on its way: what TikTok was told, what of the film arrived, what became of it.

TikTok publishes by itself once the last byte is there. Until then nothing is public and every
attempt goes on where the last one stopped; from then on only TikTok knows, and it is asked.
"""

import json
from collections.abc import MutableMapping
from dataclasses import asdict, dataclass, replace
from typing import Self

PUBLISHED, IN_INBOX, FAILED = "PUBLISH_COMPLETE", "SEND_TO_USER_INBOX", "FAILED"

Session = MutableMapping[str, str]


@dataclass(frozen=True, slots=True)
class Sending:
    """One post TikTok knows under `publish_id`; `sent` of `size` bytes are there for certain."""

    publish_id: str
    username: str
    address: str = ""
    size: int = 0
    sent: int = 0

    @property
    def is_complete(self) -> bool:
        """Tell whether every byte is there for certain."""
        return self.sent >= self.size

    @classmethod
    def kept(cls, session: Session, key: str) -> Self | None:
        """Return the post an earlier attempt of this process began."""
        told = session.get(_place(key))
        return cls(**json.loads(told)) if told else None

    def keep(self, session: Session, key: str) -> Self:
        """Remember for the next attempt."""
        session[_place(key)] = json.dumps(asdict(self))
        return self

    def gone_on(self, sent: int) -> Self:
        """Return the post with so many bytes there."""
        return replace(self, sent=sent)


def forget(session: Session, key: str) -> None:
    """Begin anew at the next attempt."""
    session.pop(_place(key), None)


def _place(key: str) -> str:
    return f"tiktok:{key}"
