"""Answering for the public site from its files: headers, copies that are still good, HEAD."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    HttpResponsePermanentRedirect,
)
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext

from ausrufer.foundation.file_answers import file_answer
from ausrufer.hub.site.hosts import folder_for
from ausrufer.hub.web.files import Elsewhere, Found, look_up, lost_page

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_IN_ONE_PIECE = 1_000_000  # bytes; larger files are read while they are sent


def site_folder(request: HttpRequest) -> Path | None:
    """Return the folder of the site this request asks; None where there is none."""
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    return folder_for(settings.PUBLIC_FOLDER, host)


def answer(request: HttpRequest, folder: Path, path: str) -> HttpResponseBase | None:
    """Answer with the file at `path`; None where the site has nothing there."""
    found = look_up(folder, path)
    if isinstance(found, Elsewhere):
        return HttpResponsePermanentRedirect(f"{request.path}/")
    return _with_headers(request, found) if found else None


def lost(request: HttpRequest, folder: Path) -> HttpResponseBase:
    """Answer a reader who got lost."""
    page = lost_page(folder)
    if page is None:
        return HttpResponse(
            gettext("Diese Seite gibt es nicht."), status=404, content_type="text/plain"
        )
    return _with_headers(request, page)


def _with_headers(request: HttpRequest, found: Found) -> HttpResponseBase:
    packed = found.compressible and "gzip" in request.headers.get("Accept-Encoding", "")
    tag = quote_etag(f"{found.tag}-gz" if packed else found.tag)
    response = _unchanged(request, found, tag) or _body(request, found, packed=packed)
    response["ETag"], response["Last-Modified"] = tag, found.last_modified
    response["Cache-Control"] = found.cache_control if found.status == 200 else "no-cache"  # noqa: PLR2004
    if found.compressible:
        response["Vary"] = "Accept-Encoding"
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _unchanged(request: HttpRequest, found: Found, tag: str) -> HttpResponseBase | None:
    if found.status != 200:  # noqa: PLR2004
        return None
    answered = get_conditional_response(request, etag=tag, last_modified=int(found.modified))
    return answered if isinstance(answered, HttpResponseNotModified) else None


def _body(request: HttpRequest, found: Found, *, packed: bool) -> HttpResponseBase:
    response: HttpResponseBase
    if found.wound:
        return file_answer(request, found.path, found.content_type)
    if packed:
        response = HttpResponse(found.packed(), status=found.status)
        response["Content-Encoding"] = "gzip"
    elif found.size > _IN_ONE_PIECE:
        response = FileResponse(found.path.open("rb"), status=found.status)
    else:
        response = HttpResponse(found.content(), status=found.status)
    response["Content-Type"] = found.content_type
    return response
