"""Pages for what went wrong: what, why, what now."""

from collections.abc import Sequence
from typing import NoReturn

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ausrufer.organisations.web.staff import SignedOut
from ausrufer.project.problems import problem
from ausrufer.project.web.typed import Typed, typed


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 where it was only too much."""
    if isinstance(exception, RequestDataTooBig):
        return _page(
            request,
            413,
            _("Das ist zu viel auf einmal"),
            _(
                "Möglich sind höchstens 2 MB Text und 100 MB Dateien. Gespeichert wurde nichts. "
                "Bitte gehen Sie zurück und kürzen Sie."
            ),
        )
    return _page(
        request,
        400,
        _("Die Anfrage ist nicht lesbar"),
        _(
            "Der Browser hat etwas geschickt, das wir nicht verstehen. "
            "Bitte versuchen Sie es erneut."
        ),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    if isinstance(exception, SignedOut):
        return stale(request)
    return _page(
        request,
        403,
        _("Nicht erlaubt"),
        _("Dafür fehlt Ihnen das Recht. Ihre Administration kann es Ihnen geben."),
    )


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 404."""
    return _page(
        request,
        404,
        _("Diese Seite gibt es nicht"),
        _("Sie wurde verschoben, gelöscht oder ist nicht für Sie bestimmt."),
    )


def not_allowed(request: HttpRequest) -> HttpResponse:
    """Answer 405."""
    return _page(
        request,
        405,
        _("So lässt sich diese Adresse nicht aufrufen"),
        _("Sie gehört zu einem Formular. Bitte öffnen Sie die Seite, auf der es steht."),
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer 429 where somebody tries too often."""
    return _page(
        request,
        429,
        _("Zu viele Versuche"),
        _("Zum Schutz der Zugänge geht es erst in einigen Minuten weiter."),
    )


def no_such_room(request: HttpRequest) -> NoReturn:
    """Answer 404 for what is no address of the desk; the public site must not speak for it."""
    raise Http404(request.path)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer 403 where a form is older than the log-in, or came from elsewhere.

    A script hears 401 and keeps its page; a person gets back what they typed.
    """
    if request.headers.get("hx-request"):
        return HttpResponse(status=401)
    texts = typed(request)
    detail = _(
        "Sie haben sich inzwischen ab- oder neu angemeldet, oder der Browser nimmt keine "
        "Cookies an. Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie erneut."
    )
    if texts:
        detail = _(
            "Sie haben sich inzwischen ab- oder neu angemeldet, oder der Browser nimmt keine "
            "Cookies an. Gespeichert wurde nichts. Ihre Texte stehen unten: Kopieren Sie sie, "
            "melden Sie sich an und setzen Sie sie dort wieder ein. Dateien wählen Sie neu aus."
        )
    return _page(request, 403, _("Dieses Formular ist nicht mehr gültig"), detail, texts)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500; the page asks neither database nor session, for they may be what is broken."""
    title = _("Hier ist ein Fehler aufgetreten")
    detail = _(
        "Das liegt an uns, nicht an Ihnen. Was Sie gespeichert haben, ist nicht verloren. "
        "Bitte versuchen Sie es gleich noch einmal; bleibt es dabei, sagen Sie Ihrer IT Bescheid."
    )
    if request.path.startswith("/api/"):
        return problem(500, title, detail)
    page = render_to_string("project/broken.html", {"title": title, "detail": detail})
    return HttpResponse(page, status=500)


def _page(
    request: HttpRequest, status: int, title: str, detail: str, texts: Sequence[Typed] = ()
) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(status, title, detail)
    known = getattr(request, "member", None) is not None
    frame = "design/shell.html" if known else "design/plain.html"
    context = {"title": title, "detail": detail, "frame": frame, "texts": texts}
    return render(request, "project/fault.html", context, status=status)
