"""Attach a film to an announcement and give it captions."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router
from ninja.files import UploadedFile
from ninja.params.functions import File, Form

from ausrufer.announcements.access import announcement_to_write, picture_to_write
from ausrufer.announcements.actions.films import attach_film
from ausrufer.announcements.actions.pictures import (
    MOST_ALT_TEXT,
    describe_picture,
    remove_picture,
)
from ausrufer.announcements.models import AnnouncementPicture
from ausrufer.announcements.web.api import schemas
from ausrufer.announcements.web.api.announcements import WRITE
from ausrufer.announcements.web.api.file_shapes import FilmOut, film_out
from ausrufer.foundation.films.captions import MOST_BYTES
from ausrufer.library.actions import add_captions
from ausrufer.organisations.errors import NotForYou, TooBig
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.api import PROBLEMS, acting

router = Router(tags=["Mitteilungen"])


@router.post(
    "/announcements/{uuid:public_id}/films",
    response={201: FilmOut, **PROBLEMS},
    auth=WRITE,
    summary="Film anhängen",
)
def attach(
    request: HttpRequest,
    public_id: UUID,
    file: UploadedFile = File(...),
    alt_text: str = Form("", max_length=MOST_ALT_TEXT),
) -> tuple[int, dict[str, Any]]:
    """Attach a film (MP4, MOV, WebM; at most 1 GB and two hours) with its description.

    It is read afterwards: until `state` is `ready` the message cannot be submitted.
    """
    member = acting(request)
    announcement = announcement_to_write(member, public_id)
    film = attach_film(
        member=member,
        announcement=announcement,
        upload=file,
        file_name=file.name or "",
        alt_text=alt_text,
    )
    return 201, film_out(film)


@router.post(
    "/films/{uuid:public_id}/captions",
    response={200: FilmOut, **PROBLEMS},
    auth=WRITE,
    summary="Untertitel eines Films ablegen",
)
def caption(
    request: HttpRequest,
    public_id: UUID,
    file: UploadedFile = File(...),
    language: str = Form("de", max_length=35),
) -> dict[str, Any]:
    """Keep captions (WebVTT or SRT) in a language, in place of those before."""
    member = acting(request)
    film = _film(member, public_id)
    if file.size is None or file.size > MOST_BYTES:
        raise TooBig(gettext("Die Untertiteldatei ist zu groß: höchstens 1 MB ist möglich."))
    assert film.asset is not None  # noqa: S101 - a film always has one
    add_captions(member=member, asset=film.asset, language=language, content=file.read())
    return film_out(film)


@router.patch(
    "/films/{uuid:public_id}",
    response={200: FilmOut, **PROBLEMS},
    auth=WRITE,
    summary="Film beschreiben",
)
def describe(request: HttpRequest, public_id: UUID, changes: schemas.FilmChange) -> dict[str, Any]:
    """Change the description of a film."""
    member = acting(request)
    film = _film(member, public_id)
    describe_picture(member=member, picture=film, alt_text=changes.alt_text, decorative=False)
    film.refresh_from_db()
    return film_out(film)


@router.delete(
    "/films/{uuid:public_id}",
    response={204: None, **PROBLEMS},
    auth=WRITE,
    summary="Film entfernen",
)
def remove(request: HttpRequest, public_id: UUID) -> tuple[int, None]:
    """Take a film out of its announcement; the library keeps it."""
    member = acting(request)
    remove_picture(member=member, picture=_film(member, public_id))
    return 204, None


def _film(member: Member, public_id: UUID) -> AnnouncementPicture:
    found = picture_to_write(member, public_id)
    if not found.is_film or found.asset is None:
        raise NotForYou
    return found
