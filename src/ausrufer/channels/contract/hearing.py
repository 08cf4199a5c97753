"""What comes back from a platform: contributions of other people, and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

NUMBERS = frozenset(
    {
        *("views", "reach", "clicks", "likes", "saves"),
        *("shares", "reposts", "quotes", "comments", "replies"),
    }
)
"""What the house calls what platforms count; how many did something, never who."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What somebody wrote below a post of the house, as the platform told it; nothing is cleaned.

    `post_id` is the part of ours it belongs to, `answers` the contribution it answers, if any.
    `hidden` None: the platform does not tell. Times are aware.
    """

    remote_id: str
    post_id: str
    text: str
    author: str
    author_id: str = ""
    written_at: datetime | None = None
    url: str = ""
    answers: str = ""
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """One page of contributions; `cursor` asks for what follows, empty at the end."""

    contributions: tuple[Contribution, ...]
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """Numbers of one publication by the names of `NUMBERS`; what nobody told is absent."""

    numbers: Mapping[str, int] = field(default_factory=dict)
