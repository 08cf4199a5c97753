"""The one text all forms of a message are made from."""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import datetime

from ausrufer.channels.contract import LanguageVersion
from ausrufer.foundation.films import FilmFacts
from ausrufer.library.policy import AssetFacts
from ausrufer.organisations.errors import Refused

_TEXTS = ("language", "title", "body", "link", "topic", "hashtags", "correction", "lead")


class BrokenText(Refused):
    """A text holds half characters (lone surrogates), which no network can carry."""


@dataclass(frozen=True, slots=True)
class SourcePicture:
    """A picture as it was dropped; `decorative` is the author's explicit word.

    `asset` is what the library knows of it; None where it is not in the library.
    """

    sha256: str
    media_type: str
    width: int
    height: int
    alt_text: str = ""
    decorative: bool = False
    asset: AssetFacts | None = None

    def __post_init__(self) -> None:
        require_whole(self.alt_text)


@dataclass(frozen=True, slots=True)
class SourceFilm:
    """A film as it was dropped; `captions` are pairs of language (BCP 47) and SHA-256.

    `unburnable` are the languages whose captions nobody can draw into its pictures.
    """

    sha256: str
    facts: FilmFacts
    alt_text: str = ""
    captions: tuple[tuple[str, str], ...] = ()
    unburnable: frozenset[str] = frozenset()
    asset: AssetFacts | None = None

    def __post_init__(self) -> None:
        require_whole(self.alt_text)


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document (PDF) as it was dropped; `tagged` and `language` are what it says about itself."""

    sha256: str
    media_type: str
    pages: int
    size: int
    title: str
    tagged: bool = False
    language: str = ""
    asset: AssetFacts | None = None

    def __post_init__(self) -> None:
        require_whole(self.title)


@dataclass(frozen=True, slots=True)
class UnreadFilm:
    """A film nobody can send yet; one that was refused has its `reason` in German."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a person wrote, once, for all channels.

    `body` is the Markdown subset of `formatting`. `link` is where readers shall go, chosen by a
    person; `permalink` is the message's own page on the town's site, empty where it gets none.
    `lead` holds the facts that stand above the body, as Markdown lines. `hashtags` come with or
    without "#". Times are aware. `easy` names the register of easier words the text is written in,
    `versions` are the other languages a page shows beside it. Raises BrokenText.
    """

    public_id: str
    language: str
    title: str
    body: str = ""
    link: str = ""
    topic: str = ""
    department: str = ""
    contact: str = ""
    hashtags: tuple[str, ...] = ()
    pictures: tuple[SourcePicture, ...] = ()
    publish_at: datetime | None = None
    not_after: datetime | None = None
    permalink: str = ""
    correction: str = ""
    lead: str = ""
    easy: str = ""
    versions: tuple[LanguageVersion, ...] = ()
    films: tuple[SourceFilm, ...] = ()
    documents: tuple[SourceDocument, ...] = ()
    unread_films: tuple[UnreadFilm, ...] = ()

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                require_whole(value)
        require_whole("".join(self.hashtags))

    @property
    def whole(self) -> str:
        """Facts and body, as readers get them."""
        return "\n\n".join(filter(None, (self.lead, self.body)))

    @property
    def target(self) -> str:
        """Where a copy points to: the link a person chose, else the message on the own site."""
        return self.link or self.permalink


def require_whole(text: str) -> None:
    """Refuse half characters here, at the one door: nothing behind it has to think of them."""
    try:
        text.encode()
    except UnicodeEncodeError as broken:
        raise BrokenText(
            "Der Text enthält beschädigte Zeichen. Bitte geben Sie ihn neu ein."
        ) from broken


def source_fingerprint(source: Source) -> str:
    """Return the SHA-256 of the texts that forms are made from, as hexadecimal digits.

    Times, pictures and addresses of pages are left out: whoever moves a message by an hour has not
    changed what an edited form says. Approvals bind to more (`channels.wire.fingerprint`).
    """
    plain = {name: getattr(source, name) for name in _TEXTS}
    if not source.lead:
        del plain["lead"]  # there was none before: what was edited by hand then is not stale
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
