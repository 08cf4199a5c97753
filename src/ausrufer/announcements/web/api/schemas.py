"""The shapes of the API around announcements."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext
from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, StrictBool, StringConstraints

from ausrufer.announcements.actions.pictures import MOST_ALT_TEXT
from ausrufer.announcements.adaptation.finding import Finding
from ausrufer.announcements.checking import Listed
from ausrufer.announcements.content import LANGUAGES, LONGEST, MOST_BODY
from ausrufer.announcements.kind_shape import MOST_LONG
from ausrufer.announcements.kinds import NEWS, FieldType, Kind
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.renditions import Rendition
from ausrufer.announcements.web.api.file_shapes import (
    DocumentOut,
    FilmOut,
    PictureOut,
    document_out,
    film_out,
    picture_out,
)
from ausrufer.organisations.web.api import RowId

Title = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST["title"])]
Body = Annotated[str, StringConstraints(max_length=MOST_BODY)]
Link = Annotated[str, StringConstraints(max_length=LONGEST["link"])]
Topic = Annotated[str, StringConstraints(max_length=LONGEST["topic"])]
Contact = Annotated[str, StringConstraints(max_length=LONGEST["contact"])]
Note = Annotated[str, StringConstraints(max_length=LONGEST["correction"])]
Language = Annotated[str, StringConstraints(pattern=f"^({'|'.join(LANGUAGES)})$")]
AltText = Annotated[str, StringConstraints(max_length=MOST_ALT_TEXT)]
Word = Annotated[str, StringConstraints(max_length=2000)]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Address = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x20\x7f]+$", max_length=500)]
KindKey = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
Details = Annotated[
    dict[
        Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")],
        Annotated[str, StringConstraints(max_length=MOST_LONG)],
    ],
    Field(max_length=20),
]
Channels = Annotated[list[UUID], Field(max_length=50)]


class Strict(Schema):
    """Input that refuses fields it does not know, so that a typing error is told."""

    model_config = ConfigDict(extra="forbid")


class AnnouncementIn(Strict):
    """A new announcement.

    `channels` left out means all channels in use that the house sends to and that take a text
    without pictures and films.
    """

    title: Title
    department: RowId
    body: Body = ""
    link: Link = ""
    topic: Topic = ""
    contact: Contact = ""
    language: Language = "de"
    publish_at: AwareDatetime | None = None
    not_after: AwareDatetime | None = None
    kind: KindKey = NEWS.key
    details: Details = {}
    channels: Channels | None = None


class AnnouncementChange(Strict):
    """Changes to an announcement; fields left out stay as they are."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    title: Title | None = None
    department: RowId | None = None
    body: Body | None = None
    link: Link | None = None
    topic: Topic | None = None
    contact: Contact | None = None
    language: Language | None = None
    publish_at: AwareDatetime | None = None
    not_after: AwareDatetime | None = None
    correction: Note | None = None
    kind: KindKey | None = None
    details: Details | None = None
    channels: Channels | None = None


class KindFieldOut(Schema):
    """One field of a kind; moments are ISO 8601 with an offset, days dates.

    A message is stored without a `required` field, but not sent.
    """

    name: str
    label: str
    type: FieldType
    required: bool


class KindOut(Schema):
    """A kind of announcement with its own fields, the keys of `details`."""

    key: str
    label: str
    fields: list[KindFieldOut]


class PictureChange(Strict):
    """The alternative text of a picture, or that it is decorative."""

    alt_text: AltText = ""
    decorative: StrictBool = False


class FilmChange(Strict):
    """The description of a film."""

    alt_text: AltText = ""


class DocumentChange(Strict):
    """The title of a document."""

    title: Title


class EditsIn(Strict):
    """What a person changes in one channel's form; left out means as adapted."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    parts: Annotated[list[Body], Field(min_length=1, max_length=25)] | None = None
    title: Title | None = None
    summary: Word | None = None


class Reason(Strict):
    """Why something is done."""

    reason: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class AnnouncementOut(Schema):
    """An announcement as it stands."""

    id: UUID
    version: int
    revision: int
    state: str
    department: int
    title: str
    body: str
    link: str
    topic: str
    contact: str
    language: str
    publish_at: datetime | None
    not_after: datetime | None
    correction: str
    kind: str
    details: dict[str, str]
    created_at: datetime
    changed_at: datetime
    published_at: datetime | None
    source_changed: bool


class AnnouncementPage(Schema):
    """A page of announcements; `next` is the cursor of the following page."""

    items: list[AnnouncementOut]
    next: str | None


class AnnouncementWhole(AnnouncementOut):
    """An announcement with its pictures, films, documents and chosen channels."""

    pictures: list[PictureOut]
    films: list[FilmOut]
    documents: list[DocumentOut]
    channels: list[UUID]


class FindingOut(Schema):
    """Something to mend or to think about before it goes out.

    `place` is the field, `start` and `end` the offsets of the words in it (code points).
    """

    code: str
    severity: str
    sentence: str
    place: str
    start: int | None
    end: int | None


class ListedFinding(FindingOut):
    """A finding with the names of the channels it is about; none where it is about all."""

    channels: list[str]


class RenditionOut(Schema):
    """The form of an announcement on one channel, exactly as it would go out."""

    channel: UUID
    channel_name: str
    kind: str
    title: str
    parts: list[str]
    html: str
    summary: str
    hashtags: list[str]
    link: str | None
    pictures: list[str]
    films: list[str]
    documents: list[str]
    used: list[int]
    limit: int | None
    edited: bool
    stale: bool
    findings: list[FindingOut]
    fingerprint: str


class ImportIn(Strict):
    """A feed to read now and, if `polled`, again and again."""

    url: Address
    department: RowId
    polled: StrictBool = False


class ImportOut(Schema):
    """What an import did."""

    created: list[UUID]
    changed: list[UUID]
    unchanged: int
    troubles: list[str]


def announcement_out(announcement: Announcement) -> dict[str, Any]:
    """Return an announcement in the shape of AnnouncementOut."""
    same = [
        "version",
        "revision",
        "state",
        "title",
        "body",
        "link",
        "topic",
        "contact",
        "language",
        "publish_at",
        "not_after",
        "correction",
        "kind",
        "details",
        "created_at",
        "changed_at",
        "published_at",
    ]
    return {
        **{name: getattr(announcement, name) for name in same},
        "id": announcement.public_id,
        "department": announcement.department_id,
        "source_changed": announcement.newer_receipt_id is not None,
    }


def kind_out(kind: Kind) -> dict[str, Any]:
    """Return a kind in the shape of KindOut."""
    fields = [
        {
            "name": one.name,
            "label": gettext(one.label),
            "type": one.type,
            "required": one.required,
        }
        for one in kind.fields
    ]
    return {"key": kind.key, "label": gettext(kind.label), "fields": fields}


def whole_out(announcement: Announcement) -> dict[str, Any]:
    """Return an announcement in the shape of AnnouncementWhole."""
    placements = announcement.placements.select_related("channel")
    shown = announcement.pictures.select_related("asset").prefetch_related("asset__captions")
    return {
        **announcement_out(announcement),
        "pictures": [picture_out(one) for one in shown if one.is_picture],
        "films": [film_out(one) for one in shown if one.is_film],
        "documents": [document_out(one) for one in shown if one.is_document],
        "channels": [placement.channel.public_id for placement in placements],
    }


def finding_out(finding: Finding) -> dict[str, Any]:
    """Return a finding in the shape of FindingOut."""
    same = ["code", "severity", "sentence", "place", "start", "end"]
    return {name: getattr(finding, name) for name in same}


def rendition_out(rendition: Rendition, found: Iterable[Listed]) -> dict[str, Any]:
    """Return a rendition in the shape of RenditionOut; `found` is what is said of it."""
    outgoing, shown = rendition.outgoing, rendition.preview
    return {
        "channel": rendition.channel.public_id,
        "channel_name": rendition.channel.name,
        "kind": rendition.channel.kind,
        "title": outgoing.title,
        "parts": list(outgoing.parts),
        "html": outgoing.html,
        "summary": outgoing.summary,
        "hashtags": list(outgoing.hashtags),
        "link": outgoing.link.url if outgoing.link else None,
        "pictures": [picture.sha256 for picture in outgoing.pictures],
        "films": [film.sha256 for film in outgoing.films],
        "documents": [document.sha256 for document in outgoing.documents],
        "used": [part.count.used for part in shown.parts],
        "limit": shown.parts[0].count.limit if shown.parts else None,
        "edited": rendition.edited,
        "stale": rendition.stale,
        "findings": [finding_out(one.finding) for one in found],
        "fingerprint": rendition.fingerprint,
    }
