"""The record of a post, as the lexicon app.bsky.feed.post wants it. Pure.

The same order always makes the same record: that is how a repeat is recognised.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ausrufer.channels.contract import Command, LinkCard, Outgoing, Picture
from ausrufer.channels.rest import object_of, text_of
from ausrufer.connectors.bluesky.facets import facets

COLLECTION = "app.bsky.feed.post"
Record = dict[str, Any]
Blob = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is, and the fingerprint of its content: what a reply refers to."""

    uri: str
    cid: str

    @property
    def key(self) -> str:
        """The record's key."""
        return self.uri.rpartition("/")[2]

    def reference(self) -> dict[str, str]:
        """Return it as a strong reference."""
        return {"uri": self.uri, "cid": self.cid}


def post(
    outgoing: Outgoing,
    number: int,
    *,
    begun_at: datetime,
    blobs: Sequence[Blob],
    above: Sequence[Place],
) -> Record:
    """Return the record of part `number` (from 0) of a thread that began at `begun_at`.

    `blobs` are the uploaded pictures, `above` the parts before this one.
    """
    text = outgoing.parts[number]
    record: Record = {
        "$type": COLLECTION,
        "text": text,
        # The parts of a thread keep their order wherever they are sorted by time.
        "createdAt": moment(begun_at + timedelta(milliseconds=number)),
    }
    if outgoing.language:
        record["langs"] = [outgoing.language]
    # A post has room for pictures or a link card: beside pictures the headline carries the link.
    carried = outgoing.link.url if outgoing.link and blobs and not above else ""
    if marked := facets(text, also=carried):
        record["facets"] = marked
    if above:
        record["reply"] = {"root": above[0].reference(), "parent": above[-1].reference()}
    elif blobs:
        record["embed"] = _images(outgoing.pictures, blobs)
    elif outgoing.link:
        record["embed"] = _card(outgoing.link)
    return record


def answer(text: str, *, at: datetime, root: Place, parent: Place) -> Record:
    """Return the record of an answer to `parent`, in the thread that begins with `root`."""
    record: Record = {
        "$type": COLLECTION,
        "text": text,
        "createdAt": moment(at),
        "reply": {"root": root.reference(), "parent": parent.reference()},
    }
    return record | ({"facets": marked} if (marked := facets(text)) else {})


def root_of(record: Mapping[str, Any]) -> Place | None:
    """Return the beginning of the thread a post belongs to; None where it begins one."""
    told = object_of(object_of(record, "reply"), "root")
    place = Place(text_of(told, "uri"), text_of(told, "cid"))
    return place if place.uri.startswith("at://") and place.cid else None


def begun_at(command: Command) -> datetime:
    """Return the moment all records of an order are dated by, the same at every attempt."""
    return command.first_attempt_at or command.outgoing.publish_at or datetime.now(UTC)


def _images(pictures: Sequence[Picture], blobs: Sequence[Blob]) -> Record:
    return {
        "$type": "app.bsky.embed.images",
        "images": [
            {
                "image": dict(blob),
                "alt": picture.alt_text,
                "aspectRatio": {"width": picture.width, "height": picture.height},
            }
            for picture, blob in zip(pictures, blobs, strict=True)
        ],
    }


def _card(link: LinkCard) -> Record:
    return {
        "$type": "app.bsky.embed.external",
        "external": {"uri": link.url, "title": link.title, "description": link.description},
    }


def moment(at: datetime) -> str:
    """Return a time as records hold it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
