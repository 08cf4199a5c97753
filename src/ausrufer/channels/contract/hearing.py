"""What comes back from a platform: contributions of other people, numbers, and calls of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

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


class NotSigned(Exception):
    """A call does not come from the platform it names; nothing of it is believed or kept."""


class Change(StrEnum):
    """What a platform's call may mean to the house."""

    ACCESS = "access"  # whether the access still holds has to be seen
    REMOVED = "removed"  # an own post is gone over there
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Told:
    """One change a platform told in a call of its own, without any words or names of people.

    `subject` names the kind of change in the platform's words ("page/feed/comment/add"); `account`
    is the page or profile it is about, `post` the own post that is gone; empty where nobody told.
    """

    subject: str
    change: Change = Change.OTHER
    account: str = ""
    post: str = ""
