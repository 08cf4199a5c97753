"""What all pages for residents share: the site's language, no cookies, nothing kept on the way."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from ausrufer.subscriptions.access import language_at
from ausrufer.subscriptions.errors import SubscriptionRefused

View = Callable[..., HttpResponse]


def for_residents(view: View) -> View:
    """Show a page in the language of its site, kept out of caches, search and other sites.

    Exempt from CSRF on purpose: nobody is logged in here, so there is no authority a strange page
    could borrow, and the protection would need a cookie. Mail providers post here as well
    (RFC 8058). What protects are unguessable tokens and the limits on orders.
    """

    @csrf_exempt
    @wraps(view)
    def shown(request: HttpRequest, *args: object, **values: object) -> HttpResponse:
        with translation.override(language_at(host_of(request))):
            response = view(request, *args, **values)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return shown


def page(request: HttpRequest, name: str, *, status: int = 200, **context: object) -> HttpResponse:
    """Return a page of this package."""
    return render(request, f"subscriptions/{name}.html", context, status=status)


def refusal(request: HttpRequest, refused: SubscriptionRefused, *, status: int) -> HttpResponse:
    """Return the page that says why something did not work and what to do."""
    return page(
        request, "refused", status=status, heading=refused.heading, reason=refused.for_reader
    )


def host_of(request: HttpRequest) -> str:
    """Return the host and port the reader asked for; empty where it is none of ours."""
    try:
        return request.get_host().lower()
    except DisallowedHost:
        return ""
