"""What the emulated X remembers: accounts, media and every post ever taken."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.training.consent import PracticeConsent
from ausrufer.training.faults import Faults

_FIRST = 1_700_000_000_000_000_000


def present() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


@dataclass(slots=True)
class PracticeXAccount:
    """An account and the token that opens it; a town's own or a resident's."""

    username: str
    name: str
    token: str = field(repr=False)
    number: str = "4711"
    subscribed: bool = True  # X lets only those edit who pay for it


@dataclass(slots=True)
class Medium:
    """One picture; `polls` questions are answered "in progress" first."""

    number: str
    content: bytes = field(repr=False)
    alt_text: str = ""
    polls: int = 0
    expected: int = 0
    pieces: dict[int, bytes] = field(default_factory=dict, repr=False)

    @property
    def sha256(self) -> str:
        """Return the fingerprint of the picture."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(slots=True)
class Post:
    """One version of a post; `over` is the post it answers, `history` the ids of all versions."""

    number: str
    author: PracticeXAccount
    text: str
    at: datetime
    over: str = ""
    root: str = ""
    media: list[Medium] = field(default_factory=list)
    hidden: bool = False
    deleted: bool = False
    history: list[str] = field(default_factory=list)  # the same list in each, oldest first
    liked: list[str] = field(default_factory=list)

    @property
    def newest(self) -> bool:
        """Tell whether this is the version readers see."""
        return self.history[-1] == self.number


@dataclass(slots=True)
class PracticeX:
    """Everything behind the interface."""

    accounts: list[PracticeXAccount]
    posts: list[Post] = field(default_factory=list)
    media: dict[str, Medium] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    violations: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    slow: int = 0  # how often a picture is still being processed when asked for
    page: int = 100
    edits: int = 5  # how often a post can be edited
    editable: timedelta = timedelta(minutes=30)
    answers_newest: bool = False  # when asked for an older version; X's pages say both
    consent: PracticeConsent | None = None  # hands out tokens of its own, for accounts by name
    clock: Callable[[], datetime] = present

    def account(self, token: str) -> PracticeXAccount | None:
        """Return the account a token opens; None where it is unknown or revoked."""
        name = self.consent.opened_by(token) if self.consent else ""
        found = (one for one in self.accounts if one.token == token or one.username == name)
        return None if token in self.revoked else next(found, None)

    def take(
        self,
        author: PracticeXAccount,
        text: str,
        *,
        over: str = "",
        media: Sequence[Medium] = (),
        before: Post | None = None,
    ) -> Post:
        """Remember a new post, or the version of a post that follows `before`."""
        number = str(_FIRST + len(self.posts))
        above = self.post(over)
        root = above.root if above else number
        history = before.history if before else []
        history.append(number)
        at = self.clock()
        post = Post(number, author, text, at, over, root, list(media), history=history)
        self.posts.append(post)
        return post

    def keep(self, content: bytes) -> Medium:
        """Remember a picture that no post names yet."""
        medium = Medium(str(_FIRST + 10**9 + len(self.media)), content, polls=self.slow)
        self.media[medium.number] = medium
        return medium

    def post(self, number: str) -> Post | None:
        """Return a version of a post that is there, the newest or an older one."""
        return next((one for one in self.posts if one.number == number and not one.deleted), None)

    def newest(self, number: str) -> Post | None:
        """Return what readers see of the post that has, or had, this id."""
        return next((one for one in self.there() if number in one.history), None)

    def there(self) -> Iterator[Post]:
        """Return what readers see, oldest first."""
        return (one for one in self.posts if one.newest and not one.deleted)

    def received(self) -> list[Mapping[str, Any]]:
        """Return every post ever taken, for those who count what arrived."""
        return [
            {
                "id": one.number,
                "text": one.text,
                "reply_to": one.over,
                "media": [medium.sha256 for medium in one.media],
                "deleted": one.deleted or not one.newest,
            }
            for one in self.posts
            if one.author in self.accounts  # not what residents say
        ]
