"""What a network can take and what the house must know of it: the manifest, all of it data."""

from dataclasses import dataclass, field
from enum import StrEnum

from ausrufer.channels.appearance import Appearance, Needs
from ausrufer.channels.contract.by_hand import ByHand
from ausrufer.channels.contract.consent import Consent


class Form(StrEnum):
    """The shape a message takes on a channel."""

    POST = "post"  # short plain text, perhaps a thread of several parts
    LETTER = "letter"  # subject, preheader and formatted text
    PAGE = "page"  # headline and formatted text


class Unit(StrEnum):
    """How a network counts the length of a text."""

    GRAPHEMES = "graphemes"  # Unicode extended grapheme clusters (UAX #29)
    CODE_POINTS = "code_points"
    UTF16 = "utf16"
    BYTES = "bytes"  # UTF-8
    WEIGHTED = "weighted"  # twitter-text, configuration 3: emoji, CJK and the like count double
    EMOJI_BYTES = "emoji_bytes"  # code points, but an emoji counts its UTF-8 bytes
    UNKNOWN = "unknown"  # nobody told: counted as UTF-16, which is never less than what readers see


class Audience(StrEnum):
    """Whom one delivery reaches."""

    PUBLIC = "public"  # one call, one public copy
    SUBSCRIBERS = "subscribers"  # one call per confirmed subscription


class LongText(StrEnum):
    """What happens to a text that does not fit into one part."""

    CUT = "cut"  # shorten at a sentence end and point to the link
    THREAD = "thread"  # continue in further parts


@dataclass(frozen=True, slots=True)
class TextRules:
    """The limits of a text; `None` means the network sets none, or nobody told.

    `limit` counts in `unit`; `byte_limit` counts UTF-8 bytes; `link_weight` is what every link
    counts regardless of its length (`None`: its visible length). `limit_with_pictures` goes before
    `limit` where pictures are sent along.
    """

    limit: int | None = None
    unit: Unit = Unit.GRAPHEMES
    byte_limit: int | None = None
    link_weight: int | None = None
    long_text: LongText = LongText.CUT
    link_in_text: bool = True  # False: the link travels as a card beside the text
    link_on_headline: bool = False  # beside pictures there is no card: the first line is the link
    link_in_comment: bool = False  # beside `link_in_text=False`: it stands in the first comment
    limit_with_pictures: int | None = None
    formatted: bool = False  # a post may be formatted: `Outgoing.html` says the same as its text
    has_title: bool = False  # a post with a field for the headline: the text does not repeat it
    title_limit: int | None = None
    hashtags: bool = False
    most_hashtags: int | None = None
    subject_limit: int | None = None
    preheader_limit: int | None = None


@dataclass(frozen=True, slots=True)
class PictureRules:
    """The limits of pictures; sizes in bytes, `pixels` is width times height.

    `most` None: nobody told, all are sent. What is narrower than `narrowest` or wider than `widest`
    (width by height) is cropped. `alt_text` None: nobody told whether the network takes one.
    """

    most: int | None = 0
    bytes: int | None = None
    pixels: int | None = None
    formats: tuple[str, ...] = ("image/jpeg", "image/png", "image/webp", "image/gif")
    alt_text: bool | None = True
    alt_text_limit: int | None = None
    narrowest: float | None = None
    widest: float | None = None
    like_the_first: bool = False  # all pictures are cropped to the shape of the first

    @property
    def crops(self) -> bool:
        """Tell whether some pictures have the wrong shape for the network."""
        return self.narrowest is not None or self.widest is not None


@dataclass(frozen=True, slots=True)
class FilmRules:
    """The limits of films; sizes in bytes. `most` 0: none is sent. `None`: nobody told.

    `captions_beside`: captions travel as a file of their own; else they are burnt in.
    """

    most: int | None = 0
    bytes: int | None = None
    shortest_seconds: float | None = None
    longest_seconds: float | None = None
    formats: tuple[str, ...] = ("video/mp4",)
    narrowest: float | None = None
    widest: float | None = None
    captions_beside: bool = False


@dataclass(frozen=True, slots=True)
class DocumentRules:
    """The limits of documents (PDF); size in bytes. `most` 0: none is sent. `None`: nobody told."""

    most: int = 0
    bytes: int | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One researched fact behind a limit, so that nobody has to guess where a number came from.

    `evidence`: A official document read, B excerpt of the official page, C official page quoted by
    others, D told by others, E tested by us, G guess. `about` names the entry in the table of
    platforms that it was taken from, such as "text.limit".
    """

    subject: str
    source: str
    as_of: str
    evidence: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class AccessField:
    """One field of the generic set-up page of a channel.

    `secret` values are sealed in the database and never shown again.
    """

    name: str
    label: str
    help: str = ""
    secret: bool = False
    required: bool = True
    kind: str = "text"  # text | url | email | number


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `amount` calls in `seconds`, kept by all workers together.

    `shared`: the platform counts for the whole app, so all channels of the network share it.
    """

    amount: int
    seconds: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything the house must know about a network without asking it."""

    kind: str
    label: str  # German, as staff say it
    form: Form
    text: TextRules
    pictures: PictureRules
    mark: str = ""  # the label in at most five letters, for lists; empty: the channel's name
    films: FilmRules = field(default_factory=FilmRules)
    documents: DocumentRules = field(default_factory=DocumentRules)
    access: tuple[AccessField, ...] = ()
    consent: Consent | None = None  # None: the access is typed in
    by_hand: ByHand | None = None  # None: nobody posts there by hand
    audience: Audience = Audience.PUBLIC
    own_ground: bool = False  # delivered before every copy on a foreign platform
    repeatable: bool = False  # a repeat with the same idempotency key cannot post twice
    deadline_seconds: float = 30.0  # one call, all pictures included
    budgets: tuple[Budget, ...] = ()  # every call to publish, amend or withdraw takes one of each
    side_by_side: int = 4  # calls in flight on one channel at most, all workers together
    cost: str = ""  # one German sentence for whoever sets the channel up; empty: it costs nothing
    off_unless: str = ""  # German: what the operator must have settled before anybody may use it
    facts: tuple[Fact, ...] = ()
    needs: Needs = Needs.NOTHING
    appearance: Appearance = field(default_factory=Appearance)
