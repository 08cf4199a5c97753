"""The files of the library, for members only."""

from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ausrufer.foundation.file_answers import file_answer
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.pictures import sniff
from ausrufer.library.access import asset_to_read
from ausrufer.library.models import Asset
from ausrufer.organisations.web.staff import StaffRequest, for_staff

Answer = TypeVar("Answer", bound=HttpResponseBase)


@for_staff  # type: ignore[arg-type]  # a file is streamed, everything else is rendered
@require_safe
@cache_control(private=True, max_age=3600)
def whole(request: StaffRequest, public_id: UUID) -> FileResponse:
    """Return the file of a picture to members of its organisation."""
    asset = _ready(request, public_id)
    answer = _file(asset.sha256, asset.media_type)
    if asset.is_document:  # saved, not opened: what it may do stays outside of the desk
        answer.headers["Content-Disposition"] = "attachment"
    return answer


@for_staff  # type: ignore[arg-type]  # a file is streamed, everything else is rendered
@require_safe
@cache_control(private=True, max_age=3600)
def film(request: StaffRequest, public_id: UUID) -> HttpResponseBase:
    """Return a film to members of its organisation, also in parts: people wind it."""
    asset = _film(_ready(request, public_id))
    path = FileStore(settings.MEDIA_FOLDER).path(asset.sha256)
    if not path.exists():
        raise Http404
    answer = file_answer(request, path, asset.media_type)
    return _shut(answer)


@for_staff  # type: ignore[arg-type]  # a file is streamed, everything else is rendered
@require_safe
@cache_control(private=True, max_age=3600)
def poster(request: StaffRequest, public_id: UUID) -> FileResponse:
    """Return one picture of a film."""
    return _file(_film(_ready(request, public_id)).poster_sha256, "image/jpeg")


@for_staff  # type: ignore[arg-type]  # a file is streamed, everything else is rendered
@require_safe
def captions(request: StaffRequest, public_id: UUID, language: str) -> FileResponse:
    """Return the captions of a film."""
    asset = _film(asset_to_read(request.member, public_id))
    spoken = asset.captions.filter(language=language).first()
    if spoken is None:
        raise Http404
    return _file(spoken.sha256, "text/vtt; charset=utf-8")


def _ready(request: StaffRequest, public_id: UUID) -> Asset:
    """Return what there is a file of: a film nobody read yet has none."""
    asset = asset_to_read(request.member, public_id)
    if not asset.is_ready:
        raise Http404
    return asset


def _film(asset: Asset) -> Asset:
    if not asset.is_film:
        raise Http404
    return asset


@for_staff  # type: ignore[arg-type]  # a file is streamed, everything else is rendered
@require_safe
@cache_control(private=True, max_age=3600)
def small(request: StaffRequest, public_id: UUID) -> FileResponse:
    """Return the small copy that lists show."""
    asset = _ready(request, public_id)
    path = FileStore(settings.MEDIA_FOLDER).path(asset.small_sha256 or asset.sha256)
    if asset.is_document or not path.exists():
        raise Http404
    return _file(asset.small_sha256 or asset.sha256, sniff(path.read_bytes()))


def _file(sha256: str, media_type: str) -> FileResponse:
    path = FileStore(settings.MEDIA_FOLDER).path(sha256)
    try:
        answer = FileResponse(path.open("rb"), content_type=media_type)
    except FileNotFoundError as gone:
        raise Http404 from gone
    return _shut(answer)


def _shut(answer: Answer) -> Answer:
    """Let a file run nothing, whatever a browser takes it for."""
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
