"""The contract between the house and a connector.

A connector is a stateless object with a `manifest` and any of the small protocols below. Input and
output are the frozen dataclasses of this module: one canonical form for every network. A connector
never touches the database, sleeps, retries, reads settings or renders a page of the desk; it raises
the failures of `ausrufer.channels.errors` and nothing else.
"""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Protocol, runtime_checkable

from ausrufer.channels.appearance import Appearance, Needs
from ausrufer.foundation.http import GuardedClient

# --- what a network can take: the manifest -------------------------------------------------------


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
class Manifest:
    """Everything the house must know about a network without asking it."""

    kind: str
    label: str  # German, as staff say it
    form: Form
    text: TextRules
    pictures: PictureRules
    mark: str = ""  # the label in at most five letters, for lists; empty: the channel's name
    access: tuple[AccessField, ...] = ()
    audience: Audience = Audience.PUBLIC
    own_ground: bool = False  # delivered before every copy on a foreign platform
    repeatable: bool = False  # a repeat with the same idempotency key cannot post twice
    deadline_seconds: float = 30.0  # one call, all pictures included
    facts: tuple[Fact, ...] = ()
    needs: Needs = Needs.NOTHING
    appearance: Appearance = field(default_factory=Appearance)


# --- what is sent: the canonical form ------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Recipient:
    """The one person a letter goes to."""

    address: str
    unsubscribe_url: str


@dataclass(frozen=True, slots=True)
class Access:
    """The opened access of a channel: plain settings and unsealed secrets by field name."""

    settings: Mapping[str, str]
    secrets: Mapping[str, str] = field(repr=False)
    limits: Mapping[str, int] = field(default_factory=dict)  # read from the platform at run time
    owner: str = ""  # the organisation's unique short name
    session: MutableMapping[str, str] = field(default_factory=dict, repr=False)
    """Short-lived log-in of this process; the caller hands the same mapping in at every call."""
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    """Addresses of emulated platforms in place of real ones, where an organisation practises."""

    def origin(self, real: str) -> str:
        """Return where the platform at the address `real` is to be asked."""
        return self.stand_ins.get(real, real)

    def __getitem__(self, name: str) -> str:
        """Return the value of an access field; empty where an optional one is not set."""
        return self.secrets.get(name) or self.settings.get(name, "")


@dataclass(frozen=True, slots=True)
class RemotePart:
    """Where one part of a message now is."""

    remote_id: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """One call to one channel.

    `key` is a UUID fixed per delivery, the same for every attempt. `already` names the first parts
    that a look at the platform found there: they are not sent again. `first_attempt_at` is aware.
    """

    key: str
    outgoing: Outgoing
    recipient: Recipient | None = None
    already: tuple[RemotePart, ...] = ()
    first_attempt_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The platform's yes: one entry per part, in order."""

    parts: tuple[RemotePart, ...]

    @property
    def permalink(self) -> str:
        """The address of the first part; empty where the channel has none."""
        return self.parts[0].url if self.parts else ""


@dataclass(frozen=True, slots=True)
class AccessReport:
    """What a check of the access found: the account's name and the limits it grants."""

    account: str
    limits: Mapping[str, int] = field(default_factory=dict)
    expires_at: datetime | None = None


# --- what a connector can do: small optional protocols -------------------------------------------


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a connector may use of the machine: guarded client and folder of public files."""

    http: GuardedClient
    public_folder: Path


@runtime_checkable
class Connector(Protocol):
    """Every connector has a manifest and is built from its surroundings."""

    manifest: ClassVar[Manifest]

    def __init__(self, surroundings: Surroundings) -> None: ...


class OnlyShown:
    """Base of a connector that can do nothing: its network is previewed, never sent to.

    It lacks `Publishes`, so no channel can be set up for it (`registry.kinds` leaves it out).
    """

    def __init__(self, surroundings: Surroundings) -> None:
        del surroundings  # nothing is called


@runtime_checkable
class Publishes(Connector, Protocol):
    """Can bring a message out.

    Without this ability a network can be previewed and nothing else: no channel is set up for it.
    """

    async def publish(self, access: Access, command: Command) -> Published:
        """Send `command` once; raises one of the four failures."""
        ...


@runtime_checkable
class Amends(Connector, Protocol):
    """Can correct a published message in place."""

    async def amend(
        self, access: Access, command: Command, published: Sequence[RemotePart]
    ) -> Published:
        """Replace what was published under the same address; repeatable."""
        ...


@runtime_checkable
class Withdraws(Connector, Protocol):
    """Can take a published message back."""

    async def withdraw(self, access: Access, published: Sequence[RemotePart]) -> None:
        """Remove every part; a part that is already gone counts as removed."""
        ...


@runtime_checkable
class Reconciles(Connector, Protocol):
    """Can ask the platform whether a message is already there."""

    async def find(self, access: Access, command: Command) -> Published:
        """Return the leading parts that are there: all, some, or none (empty `parts`).

        The answer must be certain; raises a failure where the platform did not tell.
        """
        ...


@runtime_checkable
class ChecksAccess(Connector, Protocol):
    """Can tell whether the access works, and which limits it grants."""

    async def check_access(self, access: Access) -> AccessReport:
        """Ask the platform without publishing anything; raises one of the four failures."""
        ...
