"""The public site where no web server stands in front of the app."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ausrufer.hub.web.answer import answer, lost, site_folder


@csrf_exempt
@require_safe
def public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Show the file at `path` of the site this host belongs to, or say that it is not there."""
    folder = site_folder(request)
    if folder is None:
        return HttpResponse(
            gettext("Hier wurde noch keine Webseite eingerichtet."),
            status=404,
            content_type="text/plain; charset=utf-8",
        )
    return answer(request, folder, path) or lost(request, folder)
