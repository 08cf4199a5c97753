"""The shapes of what is attached to an announcement: pictures, films, documents."""

from typing import Any
from uuid import UUID

from ninja import Schema

from ausrufer.announcements.models import AnnouncementPicture
from ausrufer.library.states import AssetState


class PictureOut(Schema):
    """A picture of an announcement."""

    id: UUID
    media_type: str
    width: int
    height: int
    alt_text: str
    decorative: bool
    sha256: str
    file_name: str


class FilmOut(Schema):
    """A film of an announcement; `captions` are the languages of its captions (BCP 47).

    `state` is `reading` until its file was read, then `ready`, or `refused` with the `reason`.
    Before that nothing is known of it, and `sha256` is that of the upload.
    """

    id: UUID
    media_type: str
    width: int
    height: int
    seconds: float
    alt_text: str
    sha256: str
    file_name: str
    captions: list[str]
    state: str
    reason: str


class DocumentOut(Schema):
    """A document (PDF) of an announcement; `tagged`: it has the structure screen readers need."""

    id: UUID
    title: str
    pages: int
    size: int
    tagged: bool
    language: str
    sha256: str
    file_name: str


def picture_out(picture: AnnouncementPicture) -> dict[str, Any]:
    """Return a picture in the shape of PictureOut."""
    same = ["media_type", "width", "height", "alt_text", "decorative", "sha256", "file_name"]
    return {"id": picture.public_id, **{name: getattr(picture, name) for name in same}}


def film_out(film: AnnouncementPicture) -> dict[str, Any]:
    """Return a film in the shape of FilmOut."""
    same = ["media_type", "width", "height", "alt_text", "sha256", "file_name"]
    asset = film.asset
    return {
        "id": film.public_id,
        **{name: getattr(film, name) for name in same},
        "seconds": (asset.seconds or 0) if asset else 0,
        "captions": [one.language for one in asset.captions.all()] if asset else [],
        "state": _film_state(film),
        "reason": asset.reason if asset else "",
    }


def _film_state(film: AnnouncementPicture) -> str:
    """Return how far a film is; read, it is ready once its message knows it too."""
    if film.is_ready or film.asset is None:
        return AssetState.READY
    refused = film.asset.state == AssetState.REFUSED
    return AssetState.REFUSED if refused else AssetState.READING


def document_out(document: AnnouncementPicture) -> dict[str, Any]:
    """Return a document in the shape of DocumentOut."""
    asset = document.asset
    return {
        "id": document.public_id,
        "title": document.alt_text,
        "sha256": document.sha256,
        "file_name": document.file_name,
        "pages": (asset.pages if asset else 0) or 0,
        "size": asset.size if asset else 0,
        "tagged": bool(asset and asset.tagged),
        "language": asset.language if asset else "",
    }
