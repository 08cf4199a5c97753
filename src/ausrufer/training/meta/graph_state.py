"""What the emulated Graph remembers: pages and accounts, posts, containers, media, comments."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from ausrufer.training.faults import Faults
from ausrufer.training.meta.consent import Codes

TASKS = ("ANALYZE", "ADVERTISE", "MESSAGING", "MODERATE", "CREATE_CONTENT", "MANAGE")
SCOPES = (
    "pages_show_list",
    "pages_manage_posts",
    "pages_read_engagement",
    "pages_manage_engagement",
    "pages_read_user_content",
    "read_insights",
    "instagram_basic",
    "instagram_content_publish",
    "instagram_manage_comments",
    "instagram_manage_insights",
)


@dataclass(slots=True)
class PracticeAccount:
    """A professional account on Instagram, linked to a page."""

    id: str
    username: str
    used_today: int = 0
    a_day: int = 100


@dataclass(slots=True)
class PracticePage:
    """A page with the token that speaks for it."""

    id: str
    name: str
    token: str = field(repr=False)
    account: PracticeAccount | None = None
    tasks: tuple[str, ...] = TASKS


@dataclass(slots=True)
class Thing:
    """Anything with an id: a post, a photo, a container, a medium, a comment.

    `kind` is the node of the specifications; `owner` the id of a page or an account; `above` what
    a comment stands below, `told` everything else by the names of the interface.
    """

    id: str
    kind: str
    owner: str
    above: str = ""
    told: dict[str, Any] = field(default_factory=dict)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    gone: bool = False

    @property
    def stamp(self) -> str:
        """Return the time as the interface writes it."""
        return self.at.strftime("%Y-%m-%dT%H:%M:%S+0000")


@dataclass(slots=True)
class PracticeGraph:
    """Everything behind the nodes and edges. `slow` is how often a container is asked in vain."""

    pages: list[PracticePage]
    app_id: str = "1001"
    app_secret: str = field(default="geheim", repr=False)
    person_token: str = field(default="EAA-einer-Person", repr=False)
    scopes: tuple[str, ...] = SCOPES
    ends_at: int = 0
    slow: int = 0
    things: dict[str, Thing] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    faults: Faults = field(default_factory=Faults)
    violations: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    codes: Codes = field(init=False)
    _ids: "count[int]" = field(default_factory=lambda: count(17_900_000_000_000_001))

    def __post_init__(self) -> None:
        self.codes = Codes(self.app_id, self.app_secret)

    def new(self, kind: str, owner: str, above: str = "", **told: Any) -> Thing:
        """Remember something new; the id of a page's post begins with that of the page."""
        number = str(next(self._ids))
        prefix = {"PagePost": f"{owner}_", "Comment": f"{above.rpartition('_')[2]}_"}
        thing = Thing(prefix.get(kind, "") + number, kind, owner, above, told)
        self.things[thing.id] = thing
        return thing

    def like(self, node: str, who: str) -> None:
        """Remember that somebody likes a post or a medium; twice is once."""
        liked = self.things[node].told.setdefault("liked", [])
        liked.extend([who] if who not in liked else [])

    def keep(self, content: bytes) -> str:
        """Remember a file; returns its SHA-256."""
        name = hashlib.sha256(content).hexdigest()
        self.files[name] = content
        return name

    def thing(self, node: str) -> Thing | None:
        """Return what is there under an id."""
        found = self.things.get(node)
        return found if found and not found.gone else None

    def all(self, kind: str, *, owner: str = "", above: str = "") -> list[Thing]:
        """Return what is there of a kind, oldest first."""
        return [
            one
            for one in self.things.values()
            if one.kind == kind
            and not one.gone
            and owner in ("", one.owner)
            and above in ("", one.above)
        ]

    def page(self, token: str) -> PracticePage | None:
        """Return the page a token speaks for; None where it is unknown or revoked."""
        known = (one for one in self.pages if one.token == token and token not in self.revoked)
        return next(known, None)

    def a_day_passes(self) -> None:
        """Let every account have its full number of posts again."""
        for one in self.pages:
            if one.account is not None:
                one.account.used_today = 0

    def proof(self, token: str) -> str:
        """Return what `appsecret_proof` must be for a token."""
        return hmac.new(self.app_secret.encode(), token.encode(), "sha256").hexdigest()

    def received(self) -> list[Mapping[str, Any]]:
        """Return every post and medium ever taken, for those who count what arrived."""
        return [
            {"id": one.id, "kind": one.kind, "deleted": one.gone, **one.told}
            for one in self.things.values()
            if one.kind in ("PagePost", "IGMedia", "AdVideo") and one.told.get("public", True)
        ]
