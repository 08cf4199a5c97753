"""Logging in by the directory of one's organisation: there and back."""

import logging
import secrets
import time
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.views import LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ausrufer.foundation.scope import within_organisation
from ausrufer.foundation.sealing import Seal, SealBroken
from ausrufer.organisations.access import sign_on_by, sign_ons
from ausrufer.organisations.actions.sign_on import let_in
from ausrufer.organisations.directory import HttpFailure, discovered, recognised
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member, SingleSignOn
from ausrufer.organisations.oidc import Identity, NotTrusted, authorization_address
from ausrufer.organisations.web.directory_session import METHOD
from ausrufer.organisations.web.middleware import SESSION_KEY

log = logging.getLogger(__name__)

_WAYS = "directory_ways"  # where in the session the ways there are remembered
_MOST_WAYS = 5
_WAY_SECONDS = 600


class Entrance(LoginView):  # type: ignore[misc]  # allauth ships no types
    """The page to log in, with the directories in use."""

    def get_context_data(self, **known: Any) -> dict[str, Any]:
        """Add the directories by which people log in here."""
        return {**super().get_context_data(**known), "directories": sign_ons()}


@require_safe
@never_cache
def begin(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send the browser to the directory; what comes back must fit what is remembered here."""
    sign_on = _sign_on(public_id)
    way = {
        "sign_on": str(public_id),
        "nonce": secrets.token_urlsafe(24),
        "verifier": secrets.token_urlsafe(48),
        "next": request.GET.get("next", ""),
        "at": int(time.time()),
    }
    state = secrets.token_urlsafe(24)
    try:
        goal = authorization_address(
            discovered(sign_on.issuer),
            client_id=sign_on.client_id,
            goal=redirect_address(sign_on),
            state=state,
            nonce=str(way["nonce"]),
            verifier=str(way["verifier"]),
        )
    except (NotTrusted, HttpFailure) as wrong:
        return _failed(request, wrong)
    ways = [*request.session.get(_WAYS, {}).items(), (state, way)][-_MOST_WAYS:]
    request.session[_WAYS] = dict(ways)
    return HttpResponseRedirect(goal)


@require_safe
@never_cache
def arrive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let in whom the directory recognised; each way back is good once."""
    sign_on = _sign_on(public_id)
    ways = request.session.get(_WAYS, {})
    way = ways.pop(request.GET.get("state", ""), None)
    request.session[_WAYS] = ways
    try:
        identity = _recognised(request, sign_on, way)
        with within_organisation(sign_on.organisation_id):
            member = let_in(sign_on=sign_on, identity=identity)
    except (NotTrusted, HttpFailure, SealBroken) as wrong:
        return _failed(request, wrong)
    except Refused as refused:
        return _page(request, refused.for_staff, status=403)
    return _logged_in(request, sign_on, member, str(way["next"]))


def redirect_address(sign_on: SingleSignOn) -> str:
    """Return the address the directory must know as the one to come back to."""
    return str(settings.BASE_URL + reverse("sign_on_arrive", args=[sign_on.public_id]))


def _recognised(
    request: HttpRequest, sign_on: SingleSignOn, way: dict[str, Any] | None
) -> Identity:
    if way is None or way["sign_on"] != str(sign_on.public_id):
        raise NotTrusted("no such way")
    if time.time() - way["at"] > _WAY_SECONDS:
        raise NotTrusted("the way is too old")
    if request.GET.get("iss", sign_on.issuer) != sign_on.issuer:
        raise NotTrusted("another issuer answered")  # RFC 9207
    if "error" in request.GET:
        raise Refused(_("Ihr Verzeichnis hat die Anmeldung abgebrochen oder abgelehnt."))
    opened = Seal(settings.ENVIRONMENT.sealing_keys()).open(bytes(sign_on.sealed_secret))
    return recognised(
        discovered(sign_on.issuer),
        client_id=sign_on.client_id,
        secret=opened["secret"],
        code=request.GET.get("code", ""),
        goal=redirect_address(sign_on),
        nonce=way["nonce"],
        verifier=way["verifier"],
    )


def _logged_in(
    request: HttpRequest, sign_on: SingleSignOn, member: Member, wish: str
) -> HttpResponse:
    """Log in by allauth's steps, so that a second factor set up here is still asked for."""
    safe = url_has_allowed_host_and_scheme(wish, allowed_hosts={request.get_host()})
    record_authentication(request, member.user, METHOD, sign_on=str(sign_on.public_id))
    login = Login(user=member.user, redirect_url=wish if safe else reverse("today"))
    response: HttpResponse = perform_login(request, login)
    request.session[SESSION_KEY] = member.organisation_id
    return response


def _sign_on(public_id: UUID) -> SingleSignOn:
    found = sign_on_by(public_id)
    if found is None:
        raise Http404
    return found


def _failed(request: HttpRequest, wrong: Exception) -> HttpResponse:
    log.warning("single sign-on refused: %s", wrong)
    said = _(
        "Die Antwort Ihres Verzeichnisses fehlt, ist zu alt oder passt nicht zu dieser Anmeldung. "
        "Bitte beginnen Sie noch einmal; bleibt es dabei, sagen Sie Ihrer IT Bescheid."
    )
    return _page(request, said, status=400)


def _page(request: HttpRequest, said: str, status: int) -> HttpResponse:
    return render(request, "account/sign_on_failed.html", {"said": said}, status=status)
