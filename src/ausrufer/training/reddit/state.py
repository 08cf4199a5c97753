"""What the emulated Reddit remembers: accounts, communities, posts and comments."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ausrufer.training.consent import PracticeConsent
from ausrufer.training.faults import Faults

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FIRST = 36**5


def present() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Redditor:
    """An account and the token that opens it; a town's own or a resident's."""

    name: str
    token: str = field(repr=False)
    suspended: bool = False


@dataclass(slots=True)
class Community:
    """A community; `flairs` are the ids of those it knows."""

    name: str
    moderators: set[str]
    kind: str = "public"
    flairs: frozenset[str] = frozenset()
    flair_needed: bool = False


@dataclass(slots=True)
class Thing:
    """A post or a comment; `over` is what a comment answers, `link` what a link post shows."""

    name: str
    author: Redditor
    community: Community
    at: datetime
    text: str
    title: str = ""
    link: str = ""
    flair: str = ""
    over: str = ""
    post: str = ""
    edited: bool = False
    deleted: bool = False
    removed: bool = False
    liked: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PracticeReddit:
    """Everything behind the interface. `shown` comments are listed, the others are "more"."""

    redditors: list[Redditor]
    communities: list[Community]
    things: list[Thing] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)  # the User-Agents that came by
    faults: Faults = field(default_factory=Faults)
    violations: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    page: int = 100
    shown: int = 500
    consent: PracticeConsent | None = None  # hands out tokens of its own, for accounts by name
    clock: Callable[[], datetime] = present

    def redditor(self, token: str) -> Redditor | None:
        """Return the account a token opens; None where it is unknown or revoked."""
        name = self.consent.opened_by(token) if self.consent else ""
        found = (one for one in self.redditors if one.token == token or one.name == name)
        return None if token in self.revoked else next(found, None)

    def community(self, name: str) -> Community | None:
        """Return a community by its name, whatever its case."""
        return next((one for one in self.communities if one.name.lower() == name.lower()), None)

    def take(self, kind: str, **fields: Any) -> Thing:
        """Remember a new post ("t3") or comment ("t1")."""
        name = f"{kind}_{_base36(_FIRST + len(self.things))}"
        thing = Thing(name=name, at=self.clock(), **fields)
        self.things.append(thing)
        return thing

    def thing(self, name: str) -> Thing | None:
        """Return a post or comment, also a deleted one."""
        return next((one for one in self.things if one.name == name), None)

    def posts(self) -> Iterator[Thing]:
        """Return the posts that are there, oldest first."""
        return (one for one in self.things if one.name.startswith("t3_") and not one.deleted)

    def received(self) -> list[Mapping[str, Any]]:
        """Return every post and comment ever taken, for those who count what arrived."""
        return [
            {
                "id": one.name,
                "title": one.title,
                "text": one.text,
                "link": one.link,
                "over": one.over,
                "deleted": one.deleted,
            }
            for one in self.things
            if one.author in self.redditors  # not what residents say
        ]


def _base36(number: int) -> str:
    told = ""
    while number:
        number, digit = divmod(number, 36)
        told = _DIGITS[digit] + told
    return told
