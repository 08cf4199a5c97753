"""What the emulated TikTok remembers: an account, its tokens, posts on their way and posts."""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ausrufer.training.consent import PracticeConsent
from ausrufer.training.faults import Faults

EVERYBODY, SELF_ONLY = "PUBLIC_TO_EVERYONE", "SELF_ONLY"
_FIRST = 7_460_000_000_000_000_000


@dataclass(slots=True)
class PracticeCreator:
    """An account; the app of an unaudited client may only post for the account itself."""

    name: str
    username: str
    token: str = field(repr=False)
    renewal: str = field(default="rft.first", repr=False)
    audited: bool = True
    longest_seconds: int = 600
    can_post_more: bool = True
    privacies: tuple[str, ...] = (EVERYBODY, "FOLLOWER_OF_CREATOR", SELF_ONLY)


@dataclass(slots=True)
class Post:
    """One post, on its way or there; `slow` questions are still answered with "processing"."""

    publish_id: str
    caption: str
    privacy: str  # empty: for the inbox
    size: int = 0
    piece: int = 0
    count: int = 0
    content: bytearray = field(default_factory=bytearray, repr=False)
    pictures: tuple[str, ...] = ()
    number: int = 0
    created: int = 0
    slow: int = 0
    failure: str = ""
    liked: list[str] = field(default_factory=list)

    @property
    def is_there(self) -> bool:
        """Tell whether everything of it arrived."""
        return bool(self.number)

    @property
    def sha256(self) -> str:
        """The film's digest."""
        return hashlib.sha256(bytes(self.content)).hexdigest()


@dataclass(slots=True)
class PracticeTikTok:
    """Everything behind the methods; new posts take `slow` questions, and fail with `failure`."""

    creator: PracticeCreator
    posts: list[Post] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    violations: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)
    slow: int = 0
    failure: str = ""
    consent: PracticeConsent | None = None  # hands out tokens of its own
    _count: int = 0

    def knows(self, token: str) -> bool:
        """Tell whether a token opens the account."""
        granted = self.consent is not None and bool(self.consent.opened_by(token))
        return granted or (token == self.creator.token and token not in self.revoked)

    def begin(self, caption: str, privacy: str, **fields: Any) -> Post:
        """Open a post."""
        self._count += 1
        publish_id = f"v_pub_file~v2-1.{self._count:06d}"
        post = Post(publish_id, caption, privacy, slow=self.slow, failure=self.failure, **fields)
        self.posts.append(post)
        return post

    def arrived(self, post: Post) -> None:
        """Note that everything of a post is there: it appears by itself."""
        self._count += 1
        post.number, post.created = _FIRST + self._count, int(time.time())

    def post(self, publish_id: object) -> Post | None:
        """Return a post by its id."""
        return next((one for one in self.posts if one.publish_id == publish_id), None)

    def public(self) -> list[Post]:
        """Return what everybody sees, oldest first."""
        there = [one for one in self.posts if one.is_there and not one.failure]
        return [one for one in there if one.privacy == EVERYBODY]

    def renewed(self) -> Mapping[str, Any]:
        """Exchange both tokens: the old ones are worth nothing from now on."""
        self._count += 1
        self.creator.token = f"act.renewed-{self._count}"
        self.creator.renewal = f"rft.renewed-{self._count}"
        return {
            "access_token": self.creator.token,
            "refresh_token": self.creator.renewal,
            "expires_in": 7200,
            "refresh_expires_in": 15_552_000,
            "open_id": "practice-open-id",
            "scope": "user.info.basic,video.publish,video.upload,video.list",
            "token_type": "Bearer",
        }

    def received(self) -> list[Mapping[str, Any]]:
        """Return every post that is completely there, for those who count what arrived."""
        there = [one for one in self.posts if one.is_there and not one.failure]
        return [{"id": str(o.number), "text": o.caption, "privacy": o.privacy} for o in there]
