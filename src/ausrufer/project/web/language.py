"""Choosing the language of the interface; works without JavaScript."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to where the person was."""
    language = request.POST.get("language", "")
    goal = request.POST.get("next", "/desk/")
    if not url_has_allowed_host_and_scheme(goal, allowed_hosts={request.get_host()}):
        goal = "/desk/"
    answer = HttpResponseRedirect(goal)
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 60 * 60,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return answer
