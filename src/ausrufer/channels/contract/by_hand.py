"""What a network that people serve by hand tells of itself: data of its manifest."""

from dataclasses import dataclass
from enum import StrEnum


class Errand(StrEnum):
    """What a person is to do on the network."""

    POST = "post"
    CORRECT = "correct"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class ByHand:
    """Where people post by hand, and how; steps are German sentences.

    `place` is the https address where a new post is begun. `hosts` are those a post's link may lie
    on, each with what lies below it; none: nobody told. Empty steps: the ones of the house.
    """

    place: str
    hosts: tuple[str, ...] = ()
    begin: str = ""  # how a new post is begun there
    find_link: str = ""  # how the link of the finished post is found
    correct: str = ""  # how a post is corrected, or what is done instead
    remove: str = ""
