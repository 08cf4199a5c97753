"""What the page of an emulated network shows, whichever network it is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote below a post; `depth` 1 answers the comment before it, `ours` the town.

    What the town hid is told to whoever practises, and marked.
    """

    who: str
    text: str
    at: datetime | None = None
    depth: int = 0
    ours: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """One post as readers see it; `pictures` are the SHA-256 and the alternative text.

    `path` is that of its permalink on the real network, `likes` how many residents like it.
    """

    text: str
    at: datetime | None = None
    title: str = ""
    link: str = ""
    pictures: Sequence[tuple[str, str]] = ()
    place: str = ""  # where on the network it stands, where there are several places
    path: str = ""
    likes: int = 0
    comments: Sequence[Said] = ()


@dataclass(frozen=True, slots=True)
class Wall:
    """All posts, oldest first, and the pictures the network kept, by their SHA-256."""

    posts: Sequence[Post]
    files: Mapping[str, bytes] = field(default_factory=dict)
