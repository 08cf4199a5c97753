"""How a network shows a post, as far as it is known: the part of a manifest that previews need."""

from dataclasses import dataclass
from enum import StrEnum


class Needs(StrEnum):
    """What a network does not take a post without."""

    NOTHING = "nothing"
    PICTURE = "picture"
    FILM = "film"  # nothing this house sends can go there as it is
    UNKNOWN = "unknown"


class Shape(StrEnum):
    """How a network lays a post out."""

    STREAM = "stream"  # who, text, then pictures or the card of the link
    GALLERY = "gallery"  # pictures first, the text below
    UPRIGHT = "upright"  # one upright picture that fills the screen, the text over its foot
    FILM = "film"  # the place of the film, then title and description
    CHAT = "chat"  # a bubble: pictures, text, card
    BOARD = "board"  # the title leads, the text below
    NOTICE = "notice"  # a notice on the lock screen
    ENTRY = "entry"  # one entry in a list of headlines


@dataclass(frozen=True, slots=True)
class Appearance:
    """What a preview must know to show a post as the network does; `None`: nobody told.

    Folds count characters as readers see them; 0 means the text is never folded.
    """

    shape: Shape = Shape.STREAM
    fold_mobile: int | None = None
    fold_desktop: int | None = None
    card: bool | None = None  # a link becomes a card, as long as no picture takes its place
    links_work: bool | None = None  # links in the text can be clicked
    thread: bool | None = None  # a post may be continued in further ones
    first_comment: bool | None = None  # the house may write below its own post
    remark: str = ""  # German: why nothing can be sent there, or what sends it already
