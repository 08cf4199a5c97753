"""What the emulated Threads remembers: a profile, containers, posts and answers of residents."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from ausrufer.training.faults import Faults
from ausrufer.training.meta.consent import Codes


@dataclass(slots=True)
class PracticeProfile:
    """A profile, the token that speaks for it, and what it has used up today."""

    id: str
    username: str
    token: str = field(repr=False)
    used_today: int = 0
    a_day: int = 250


@dataclass(slots=True)
class Container:
    """What is prepared: `waits` is how often it is asked in vain, `state` when that is over."""

    id: str
    sent: Mapping[str, str]
    pictures: list[tuple[str, str]]
    waits: int
    state: str = "FINISHED"


@dataclass(slots=True)
class Thread:
    """A post or an answer; `pictures` are SHA-256 and alternative text."""

    id: str
    username: str
    text: str
    above: str = ""
    link: str = ""
    control: str = ""
    pictures: list[tuple[str, str]] = field(default_factory=list)
    hidden: bool = False
    gone: bool = False
    liked: list[str] = field(default_factory=list)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(slots=True)
class PracticeThreads:
    """Everything behind the interface."""

    profile: PracticeProfile
    app_secret: str = field(default="geheim", repr=False)
    app_id: str = "2002"
    short_token: str = field(default="TH-kurz", repr=False)
    scopes: tuple[str, ...] = ("threads_basic", "threads_content_publish")
    ends_at: int = 0
    slow: int = 0
    containers: dict[str, Container] = field(default_factory=dict)
    threads: dict[str, Thread] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    faults: Faults = field(default_factory=Faults)
    violations: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    renewed: int = 0
    codes: Codes = field(init=False)
    _ids: "count[int]" = field(default_factory=lambda: count(18_000_000_000_000_001))

    def __post_init__(self) -> None:
        self.codes = Codes(self.app_id, self.app_secret)

    def prepare(self, sent: Mapping[str, str], pictures: list[tuple[str, str]]) -> Container:
        """Remember a new container."""
        made = Container(str(next(self._ids)), dict(sent), pictures, self.slow)
        self.containers[made.id] = made
        return made

    def take(self, **fields: Any) -> Thread:
        """Remember a new post or answer."""
        thread = Thread(str(next(self._ids)), **fields)
        self.threads[thread.id] = thread
        return thread

    def a_day_passes(self) -> None:
        """Let the profile have its full number of posts again."""
        self.profile.used_today = 0

    def keep(self, content: bytes) -> str:
        """Remember a file; returns its SHA-256."""
        name = hashlib.sha256(content).hexdigest()
        self.files[name] = content
        return name

    def own(self, *, answers: bool) -> list[Thread]:
        """Return what the profile wrote and did not delete, newest first."""
        return [
            one
            for one in reversed(self.threads.values())
            if one.username == self.profile.username and not one.gone and bool(one.above) is answers
        ]

    def resident_answers(self, above: str, text: str, username: str) -> Thread:
        """Let a resident answer."""
        return self.take(username=username, text=text, above=above)

    def received(self) -> list[Mapping[str, Any]]:
        """Return every post ever taken, for those who count what arrived."""
        return [
            {"id": one.id, "text": one.text, "above": one.above, "deleted": one.gone}
            for one in self.threads.values()
            if one.username == self.profile.username
        ]
