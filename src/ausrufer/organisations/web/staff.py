"""Who is here: what every page of the desk asks first."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Member
from ausrufer.organisations.web.middleware import ActingRequest


class SignedOut(PermissionDenied):
    """A form was sent, but nobody is logged in any more."""


class StaffRequest(ActingRequest):
    """A request of somebody who works here."""

    member: Member


def for_staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only members in; what is not for them looks as if it were not there."""

    @wraps(view)
    def guarded(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _logged_out(request)
        if request.member is None:
            raise PermissionDenied
        try:
            return view(request, *args, **kwargs)
        except NotForYou as hidden:
            raise Http404 from hidden

    return guarded


def _logged_out(request: ActingRequest) -> HttpResponse:
    """Lead to the log-in; what somebody typed must not be lost on the way."""
    if request.headers.get("hx-request"):
        return HttpResponse(status=401)  # the page stays and says so
    if request.method == "POST":
        raise SignedOut
    return redirect_to_login(request.get_full_path())
