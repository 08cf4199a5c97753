"""What is sent: the canonical form of a message, the same for every network."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is sent; an empty `alt_text` means decorative.

    `focus` is the point (from the left, from the top, each 0 to 1) that stays where the network
    crops; None is the middle.
    """

    sha256: str
    media_type: str
    width: int
    height: int
    alt_text: str
    content: bytes = field(default=b"", repr=False, compare=False)
    focus: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Captions:
    """The spoken words of a film as a WebVTT file; `language` is BCP 47."""

    language: str
    sha256: str
    content: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Film:
    """A film as it is sent: a file, because films do not fit into memory.

    `poster` is one of its pictures as JPEG, for networks that ask for one. `burnt` is the SHA-256
    of the captions that are drawn into its pictures, empty where none are.
    """

    sha256: str
    media_type: str
    width: int
    height: int
    seconds: float
    size: int  # bytes
    alt_text: str = ""
    captions: tuple[Captions, ...] = ()
    path: Path | None = field(default=None, repr=False, compare=False)
    poster: bytes = field(default=b"", repr=False, compare=False)
    burnt: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document (PDF) as it is sent; `title` is what people read instead of the name of a file."""

    sha256: str
    media_type: str
    pages: int
    size: int  # bytes
    title: str
    content: bytes = field(default=b"", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class LinkCard:
    """The page a message points to."""

    url: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """The same message in another language or in easier words, as a page shows it beside its own.

    `tag` is BCP 47, `name` what its readers call it, `slug` its address below the page; `text` is
    the plain text, `html` the sanitised formatted one.
    """

    slug: str
    tag: str
    name: str
    title: str
    text: str
    html: str
    summary: str = ""
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message in the form one channel sends it.

    `parts` is the plain text, one element per part of a thread (exactly one element where the form
    is not a thread). `html` is the sanitised formatted text of letters and pages. Times are aware.
    `public_id` is stable over corrections: permalinks and guids are built from it.
    """

    public_id: str
    language: str
    title: str
    parts: tuple[str, ...]
    html: str = ""
    summary: str = ""  # preheader of a letter, teaser of a page
    link: LinkCard | None = None
    hashtags: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    topic: str = ""
    department: str = ""
    contact: str = ""
    publish_at: datetime | None = None
    not_after: datetime | None = None
    also_at: tuple[tuple[str, str], ...] = ()  # (channel label, permalink) of the copies
    correction: str = ""  # what was corrected, for readers; empty for a first publication
    path: str = ""  # of the message's page below the own site, fixed once and for all
    comment: str = ""  # the first comment the house writes below its own post
    versions: tuple[LanguageVersion, ...] = ()  # of a page: the same in other languages
    films: tuple[Film, ...] = ()
    documents: tuple[Document, ...] = ()
