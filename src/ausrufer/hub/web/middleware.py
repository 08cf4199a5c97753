"""The short way: public files leave before sessions, log-in and database are even thought of."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from ausrufer.hub.web.answer import answer, site_folder

# The first parts of the site's own paths. Everything else, the desk above all, costs no look-up.
_OURS = re.compile(
    r"/(?:$|[0-9]{4}/"
    r"|(?:_assets|bilder|filme|dokumente|archiv|thema|amt|auf-dem-laufenden)(?:/|$)"
    r"|feed\.(?:atom|rss|json)$|robots\.txt$|sitemap\.xml$)"
)


class PublicFilesFirst:
    """Answers GET and HEAD for files of the site; whatever is no such file goes on to the app."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from the files, or hand the request on."""
        if request.method in ("GET", "HEAD") and _OURS.match(request.path_info):
            folder = site_folder(request)
            found = answer(request, folder, request.path_info.removeprefix("/")) if folder else None
            if found is not None:
                return found
        return self._get_response(request)
