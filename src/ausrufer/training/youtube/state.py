"""What the emulated YouTube remembers: a channel, its films, their captions and comments."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.training.consent import PracticeConsent
from ausrufer.training.faults import Faults


@dataclass(slots=True)
class PracticeChannel:
    """A channel and the token of its owner; films of an unaudited project stay private."""

    name: str
    token: str = field(repr=False)
    number: str = "UCpractice-town-4711-abcd"
    audited: bool = True


@dataclass(slots=True)
class Session:
    """One upload on its way."""

    number: int
    about: Mapping[str, Any]
    size: int
    content: bytearray = field(default_factory=bytearray, repr=False)
    video: str = ""


@dataclass(slots=True)
class Video:
    """One film."""

    number: str
    snippet: dict[str, Any]
    status: dict[str, Any]
    sha256: str
    added: datetime
    captions: dict[str, bytes] = field(default_factory=dict, repr=False)
    deleted: bool = False
    released: int = 0  # how often it became public
    liked: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Comment:
    """What somebody wrote below a film."""

    number: str
    video: str
    text: str
    author: str
    above: str = ""
    state: str = "published"
    at: datetime = datetime(2026, 11, 21, 8, tzinfo=UTC)


@dataclass(slots=True)
class PracticeYouTube:
    """Everything behind the methods."""

    channel: PracticeChannel
    sessions: dict[int, Session] = field(default_factory=dict)
    videos: list[Video] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    violations: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)
    behind_seconds: int = 0  # how slow the platform's clock is
    consent: PracticeConsent | None = None  # hands out tokens of its own
    _count: int = 0

    def knows(self, token: str) -> bool:
        """Tell whether a token opens the channel."""
        granted = self.consent is not None and bool(self.consent.opened_by(token))
        return granted or (token == self.channel.token and token not in self.revoked)

    def now(self) -> datetime:
        """Return the time by the platform's clock."""
        return datetime.now(UTC) - timedelta(seconds=self.behind_seconds)

    def number(self) -> int:
        """Return a number nobody had before."""
        self._count += 1
        return self._count

    def begin(self, about: Mapping[str, Any], size: int) -> Session:
        """Open an upload."""
        session = Session(self.number(), about, size)
        self.sessions[session.number] = session
        return session

    def finish(self, session: Session) -> Video:
        """Turn a complete upload into a film."""
        number = f"vid{self.number():08d}"
        digest = hashlib.sha256(bytes(session.content)).hexdigest()
        snippet, status = dict(session.about["snippet"]), dict(session.about["status"])
        status["uploadStatus"] = "uploaded"
        video = Video(number, snippet, status, digest, self.now())
        session.video = number
        self.videos.append(video)
        return video

    def video(self, number: object) -> Video | None:
        """Return a film that is there."""
        found = (one for one in self.videos if one.number == number and not one.deleted)
        return next(found, None)

    def says(self, video: str, text: str, *, author: str = "Eva", above: str = "") -> str:
        """Let somebody comment; returns the comment's id."""
        number = f"Ugx{self.number():08d}"
        number = f"{above}.{number}" if above else number
        self.comments.append(Comment(number, video, text, author, above, at=self.now()))
        return number

    def received(self) -> list[Mapping[str, Any]]:
        """Return every film ever taken, for those who count what arrived."""
        return [
            {
                "id": one.number,
                "text": one.snippet.get("description", ""),
                "privacy": one.status["privacyStatus"],
                "deleted": one.deleted,
            }
            for one in self.videos
        ]
