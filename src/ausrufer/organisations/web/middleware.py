"""Opens the scope of a request: which member of which organisation is acting."""

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ausrufer.foundation.asked_once import remembering
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.access import TokenBearer, bearer_of, memberships
from ausrufer.organisations.models import Member, User
from ausrufer.organisations.queries import must_set_up_second_factor
from ausrufer.organisations.web.directory_session import began_at_directory, within_reach

SESSION_KEY = "organisation"
OWN_LOG_IN = ("/accounts/password/", "/accounts/2fa/", "/accounts/reauthenticate/")
WITHOUT_SECOND_FACTOR = ("/desk/konto/zweiter-schritt/", "/desk/konto/organisation/")
SEEN_EVERY = timedelta(minutes=10)


class ActingRequest(HttpRequest):
    """A request with the member it acts as; None for residents and before log-in."""

    member: Member | None
    memberships: list[Member]
    bearer: TokenBearer | None
    by_directory: bool


class ActiveMember:
    """Find the member behind a session or a bearer token and open their organisation's scope."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponse:
        """Serve the request within the scope of whoever acts."""
        request.member, request.memberships, request.bearer = None, [], None
        request.by_directory = False
        if request.path.startswith("/api/"):
            self._by_token(request)
        elif request.path.startswith(("/desk/", "/accounts/")):
            self._by_session(request)
        if request.member is None:
            return self._get_response(request)
        reads_only = request.method in ("GET", "HEAD")
        with (
            within_organisation(request.member.organisation_id),
            remembering(reads_only=reads_only),
        ):
            return self._get_response(request)

    def _by_token(self, request: ActingRequest) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer" and token:
            request.bearer = bearer_of(token.strip())
            request.member = request.bearer.member if request.bearer else None

    def _by_session(self, request: ActingRequest) -> None:
        if not isinstance(request.user, User):
            return
        request.memberships = memberships(request.user)
        directory = began_at_directory(request, request.user)
        if directory is not None:
            request.by_directory = True
            request.memberships = within_reach(directory, request.memberships)
        chosen = request.session.get(SESSION_KEY)
        for member in request.memberships:
            if member.organisation_id == chosen:
                request.member = member
        if request.member is None and request.memberships:
            request.member = request.memberships[0]


class SeenSession:
    """Keep when each of a person's sessions was used last.

    Never by writing into the session itself: that would put off its end.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note it now and then; a write for every click would be too many."""
        if request.path.startswith(("/desk/", "/accounts/")) and request.user.is_authenticated:
            at = now()
            UserSession.objects.filter(
                session_key=request.session.session_key, last_seen_at__lt=at - SEEN_EVERY
            ).update(last_seen_at=at)
        return self._get_response(request)


class OwnLogInOnly:
    """Let nobody whom only a directory has recognised change how a person logs in here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponse:
        """Lead back to the page of the account, with the reason."""
        if request.by_directory and request.path.startswith(OWN_LOG_IN):
            messages.info(request, _("Ihre Anmeldung verwaltet das Verzeichnis Ihres Hauses."))
            return redirect("account")
        return self._get_response(request)


class SecondFactorFirst:
    """Where the organisation asks for a second factor, let nobody work without one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponse:
        """Lead to the page that explains it; one's own log-in (/accounts/) stays open."""
        if (
            request.member is not None
            and request.path.startswith("/desk/")
            and not request.path.startswith(WITHOUT_SECOND_FACTOR)
            and not request.by_directory  # there it is the directory that asks for it
            and must_set_up_second_factor(request.member)
        ):
            return redirect("second_factor")
        return self._get_response(request)
