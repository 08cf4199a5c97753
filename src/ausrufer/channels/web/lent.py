"""Handing out lent files to platforms that fetch what they show: no log-in, no cookies."""

from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseNotFound
from django.views.decorators.http import require_safe

from ausrufer.channels.lending import NotLent, lent


@require_safe
def hand_out(request: HttpRequest, address: str) -> HttpResponseBase:
    """Send exactly what was lent; anything else is not there, whatever the reason."""
    del request
    try:
        path, media_type = lent(address)
        opened = path.open("rb")
    except (NotLent, FileNotFoundError):
        # always the same: nobody learns why
        return HttpResponseNotFound("Nicht gefunden.\n", content_type="text/plain; charset=utf-8")
    answer = FileResponse(opened, content_type=media_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
