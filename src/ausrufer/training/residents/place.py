"""What an emulated network offers those who live in the practice town."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from ausrufer.training.residents.people import Resident


class Place(Protocol):
    """The posts of the town on one network, by ids of that network; nothing goes over its API."""

    def posts(self) -> Sequence[str]:
        """Return what the town published and did not take back, oldest first."""
        ...

    def like(self, post: str, who: Resident) -> None:
        """Let a resident like a post; twice is once."""
        ...


@runtime_checkable
class Square(Place, Protocol):
    """A place where people also talk."""

    def say(self, post: str, who: Resident, text: str, above: str = "") -> str:
        """Let a resident comment below a post, or answer `above`; returns the comment's id."""
        ...


def said_at(place: Place, post: str, who: Resident, text: str, above: str = "") -> str:
    """Say something where people talk; empty where they do not, or where the post is gone."""
    if not isinstance(place, Square) or post not in place.posts():
        return ""
    try:
        return place.say(post, who, text, above)
    except KeyError:  # what was to be answered is gone
        return ""
