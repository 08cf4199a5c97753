"""The files of the library, for members only."""

from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.pictures import sniff
from ausrufer.library.access import asset_to_read
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff  # type: ignore[arg-type]  # a file is streamed, everything else is rendered
@require_safe
@cache_control(private=True, max_age=3600)
def whole(request: StaffRequest, public_id: UUID) -> FileResponse:
    """Return the file of a picture to members of its organisation."""
    asset = asset_to_read(request.member, public_id)
    return _file(asset.sha256, asset.media_type)


@for_staff  # type: ignore[arg-type]  # a file is streamed, everything else is rendered
@require_safe
@cache_control(private=True, max_age=3600)
def small(request: StaffRequest, public_id: UUID) -> FileResponse:
    """Return the small copy that lists show."""
    asset = asset_to_read(request.member, public_id)
    path = FileStore(settings.MEDIA_FOLDER).path(asset.small_sha256 or asset.sha256)
    if not path.exists():
        raise Http404
    return _file(asset.small_sha256 or asset.sha256, sniff(path.read_bytes()))


def _file(sha256: str, media_type: str) -> FileResponse:
    path = FileStore(settings.MEDIA_FOLDER).path(sha256)
    try:
        answer = FileResponse(path.open("rb"), content_type=media_type)
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
