"""What the emulated LinkedIn remembers: pages, posts, files and comments."""

import hashlib
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from ausrufer.training.consent import PracticeConsent
from ausrufer.training.faults import Faults

SOMEBODY = "urn:li:person:aB3"
DOCUMENT = "urn:li:document:"
_FIRST = 7_400_000_000_000_000_000
_LONG_AGO = 1_795_000_000_000
_TEMPLATE = re.compile(r"\{hashtag\|\\#\|((?:\\.|[^}\\])*)\}")
_ESCAPED = re.compile(r"\\([|{}@\[\]()<>#\\*_~])")
_BARE = re.compile(r"(?<!\\)[|{}@\[\]()<>#*_~]")


@dataclass(slots=True)
class PracticePage:
    """A page and the token of the person who administers it."""

    number: int
    name: str
    token: str = field(repr=False)

    @property
    def urn(self) -> str:
        """How LinkedIn calls the page."""
        return f"urn:li:organization:{self.number}"


PAGE = web.RequestKey("page", PracticePage)


@dataclass(slots=True)
class Post:
    """One post; `pictures` are pairs of SHA-256 and alternative text, `documents` and title."""

    urn: str
    author: str
    commentary: str
    content: Mapping[str, Any]
    pictures: tuple[tuple[str, str], ...]
    created: int  # milliseconds
    edited: int = 0
    deleted: bool = False
    documents: tuple[tuple[str, str], ...] = ()
    liked: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What readers see; like LinkedIn it ends at a sign that should have been escaped."""
        plain = _TEMPLATE.sub(r"\\#\1", self.commentary)
        bare = _BARE.search(plain)
        return _ESCAPED.sub(r"\1", plain[: bare.start()] if bare else plain)


@dataclass(slots=True)
class Comment:
    """What somebody wrote below a post."""

    number: int
    post: str
    actor: str
    text: str
    above: str = ""
    deleted: bool = False
    created: int = _LONG_AGO  # milliseconds
    name: str = ""  # what readers see; the interface tells the URN only

    @property
    def urn(self) -> str:
        """How LinkedIn calls the comment."""
        return f"urn:li:comment:({self.post},{self.number})"


@dataclass(slots=True)
class PracticeLinkedIn:
    """Everything behind the interface."""

    pages: list[PracticePage]
    posts: list[Post] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict, repr=False)  # by URN
    faults: Faults = field(default_factory=Faults)
    violations: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    consent: PracticeConsent | None = None  # hands out tokens of its own, for the first page
    behind_seconds: int = 0  # how slow the platform's clock is
    oldest_version: str = "202511"
    _count: int = 0

    def page(self, token: str) -> PracticePage | None:
        """Return whose token it is; None where it is unknown or revoked."""
        if self.consent and self.consent.opened_by(token):
            return self.pages[0]
        found = (one for one in self.pages if one.token == token and token not in self.revoked)
        return next(found, None)

    def now(self) -> float:
        """Return the time by the platform's clock."""
        return time.time() - self.behind_seconds

    def number(self) -> int:
        """Return a number nobody had before."""
        self._count += 1
        return _FIRST + self._count

    def take(self, author: str, commentary: str, content: Mapping[str, Any]) -> Post:
        """Remember a new post."""
        images = content.get("multiImage", {}).get("images") or [content.get("media")]
        shown = [one for one in images if one]
        papers = [one for one in shown if one["id"].startswith(DOCUMENT)]
        pictures = tuple(
            (self._sha256(one["id"]), one.get("altText", "")) for one in shown if one not in papers
        )
        urn = f"urn:li:share:{self.number()}"
        post = Post(urn, author, commentary, content, pictures, int(self.now() * 1000))
        post.documents = tuple((self._sha256(one["id"]), one["title"]) for one in papers)
        self.posts.append(post)
        return post

    def post(self, urn: str) -> Post | None:
        """Return a post that is there."""
        return next((one for one in self.posts if one.urn == urn and not one.deleted), None)

    def same(self, author: str, commentary: str) -> Post | None:
        """Return a post with the same words, deleted ones included: LinkedIn remembers ghosts."""
        there = (p for p in self.posts if (p.author, p.commentary) == (author, commentary))
        return next(there, None)

    def says(
        self, post: str, text: str, *, actor: str = SOMEBODY, above: str = "", name: str = ""
    ) -> str:
        """Let somebody comment; returns the comment's URN."""
        comment = Comment(self.number(), post, actor, text, above)
        comment.created, comment.name = int(self.now() * 1000), name
        self.comments.append(comment)
        return comment.urn

    def received(self) -> list[Mapping[str, Any]]:
        """Return every post ever taken, for those who count what arrived."""
        return [{"id": one.urn, "text": one.text, "deleted": one.deleted} for one in self.posts]

    def _sha256(self, urn: str) -> str:
        return hashlib.sha256(self.files.get(urn, b"")).hexdigest()
