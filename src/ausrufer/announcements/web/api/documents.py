"""Attach a document (PDF) to an announcement."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja.files import UploadedFile
from ninja.params.functions import File, Form

from ausrufer.announcements.access import announcement_to_write, picture_to_write
from ausrufer.announcements.actions.documents import attach_document
from ausrufer.announcements.actions.pictures import describe_picture, remove_picture
from ausrufer.announcements.models import AnnouncementPicture
from ausrufer.announcements.web.api import schemas
from ausrufer.announcements.web.api.announcements import WRITE
from ausrufer.announcements.web.api.file_shapes import DocumentOut, document_out
from ausrufer.library.actions import MOST_TITLE, bounded
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.api import PROBLEMS, acting

router = Router(tags=["Mitteilungen"])


@router.post(
    "/announcements/{uuid:public_id}/documents",
    response={201: DocumentOut, **PROBLEMS},
    auth=WRITE,
    summary="Dokument anhängen",
)
def attach(
    request: HttpRequest,
    public_id: UUID,
    file: UploadedFile = File(...),
    title: str = Form("", max_length=MOST_TITLE),
) -> tuple[int, dict[str, Any]]:
    """Attach a PDF (at most 20 MB and 300 pages); without a title its own is taken."""
    member = acting(request)
    document = attach_document(
        member=member,
        announcement=announcement_to_write(member, public_id),
        content=bounded(file.size, file.read),
        file_name=file.name or "",
        title=title,
    )
    return 201, document_out(document)


@router.patch(
    "/documents/{uuid:public_id}",
    response={200: DocumentOut, **PROBLEMS},
    auth=WRITE,
    summary="Titel eines Dokuments ändern",
)
def call(request: HttpRequest, public_id: UUID, changes: schemas.DocumentChange) -> dict[str, Any]:
    """Give a document another title."""
    member = acting(request)
    document = _document(member, public_id)
    describe_picture(member=member, picture=document, alt_text=changes.title, decorative=False)
    document.refresh_from_db()
    return document_out(document)


@router.delete(
    "/documents/{uuid:public_id}",
    response={204: None, **PROBLEMS},
    auth=WRITE,
    summary="Dokument entfernen",
)
def remove(request: HttpRequest, public_id: UUID) -> tuple[int, None]:
    """Take a document out of its announcement; the library keeps it."""
    member = acting(request)
    remove_picture(member=member, picture=_document(member, public_id))
    return 204, None


def _document(member: Member, public_id: UUID) -> AnnouncementPicture:
    found = picture_to_write(member, public_id)
    if not found.is_document:
        raise NotForYou
    return found
