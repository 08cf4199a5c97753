"""Remember whether a person wants the light or the dark appearance."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ausrufer.design.theme import COOKIE, Theme


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen appearance for a year and lead back to the page the person came from."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = Theme.from_cookie(request.POST.get("theme", ""))
    if chosen is Theme.SYSTEM:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        # Not HttpOnly: the script that switches at once writes the same cookie.
        year = 365 * 24 * 60 * 60
        response.set_cookie(
            COOKIE, chosen, max_age=year, samesite="Lax", secure=request.is_secure()
        )
    return response
