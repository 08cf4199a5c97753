"""The files of pictures, for members only."""

from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ausrufer.announcements.access import picture_to_read
from ausrufer.foundation.file_store import FileStore
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff  # type: ignore[arg-type]  # a file is streamed, everything else is rendered
@require_safe
@cache_control(private=True, max_age=3600)
def picture(request: StaffRequest, public_id: UUID) -> FileResponse:
    """Return the file of a picture, or one picture of a film, to members of its organisation.

    A document is saved, not opened: what it may do stays outside of the desk.
    """
    found = picture_to_read(request.member, public_id)
    sha256, media_type = found.sha256, found.media_type
    if not found.is_ready:
        raise Http404
    if found.is_film and found.asset is not None:
        sha256, media_type = found.asset.poster_sha256, "image/jpeg"
    file = FileStore(settings.MEDIA_FOLDER).path(sha256)
    answer = FileResponse(
        file.open("rb"),
        as_attachment=found.is_document,
        filename=found.file_name,
        content_type=media_type,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
