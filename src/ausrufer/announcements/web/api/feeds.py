"""Import feeds."""

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.files import UploadedFile
from ninja.params.functions import File, Form

from ausrufer.announcements.actions import imports
from ausrufer.announcements.web.api import schemas
from ausrufer.library.actions import bounded
from ausrufer.organisations.access import department_to_write
from ausrufer.organisations.policy import Scope
from ausrufer.organisations.web.api import PROBLEMS, Bearer, RowId, acting

router = Router(tags=["Feeds"])


@router.post(
    "/feeds/import",
    response={200: schemas.ImportOut, **PROBLEMS},
    auth=Bearer(Scope.FEEDS_IMPORT),
    summary="Feed einlesen",
)
def import_address(request: HttpRequest, feed: schemas.ImportIn) -> dict[str, Any]:
    """Read the feed at an address into drafts; reading it again adds nothing twice."""
    member = acting(request)
    report = imports.import_from_address(
        actor=member.actor,
        department=department_to_write(member, feed.department),
        address=feed.url,
        polled=feed.polled,
    )
    return _report(report)


@router.post(
    "/feeds/import-file",
    response={200: schemas.ImportOut, **PROBLEMS},
    auth=Bearer(Scope.FEEDS_IMPORT),
    summary="Feed aus einer Datei einlesen",
)
def import_file(
    request: HttpRequest, department: RowId = Form(...), file: UploadedFile = File(...)
) -> dict[str, Any]:
    """Read an uploaded feed into drafts."""
    member = acting(request)
    report = imports.import_from_content(
        actor=member.actor,
        department=department_to_write(member, department),
        content=bounded(file.size, file.read),
        content_type=file.content_type or "",
    )
    return _report(report)


def _report(report: imports.ImportReport) -> dict[str, Any]:
    return {
        "created": [one.public_id for one in report.created],
        "changed": [one.public_id for one in report.changed],
        "unchanged": report.unchanged,
        "troubles": list(report.troubles),
    }
