"""My sessions: where I am logged in, and ending what I do not know."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ausrufer.organisations.actions.sessions import end_sessions
from ausrufer.organisations.web.devices import said_device
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@dataclass(frozen=True)
class ShownSession:
    """One session as the page shows it."""

    number: int
    device: str
    ip: str
    since: datetime
    seen: datetime
    current: bool


def sessions_of(request: StaffRequest) -> list[ShownSession]:
    """Return the person's sessions, this one first, then the last used."""
    UserSession.objects.create_from_request(request)  # what began before they were kept
    found = [
        ShownSession(
            number=one.pk,
            device=said_device(one.user_agent),
            ip=one.ip,
            since=one.created_at,
            seen=one.last_seen_at,
            current=one.session_key == request.session.session_key,
        )
        for one in UserSession.objects.purge_and_list(request.user)
        if not request.by_directory or one.session_key == request.session.session_key
    ]
    return sorted(found, key=lambda one: (not one.current, -one.seen.timestamp()))


@for_staff
@require_POST
def end(request: StaffRequest, number: int) -> HttpResponse:
    """End one of the person's own sessions."""
    session = UserSession.objects.filter(pk=number, user_id=request.user.pk).first()
    if session is None or request.by_directory:
        raise Http404
    session.end()
    messages.success(request, _("Die Sitzung ist beendet."))
    return redirect("account")


@for_staff
@require_POST
def end_others(request: StaffRequest) -> HttpResponse:
    """End all of the person's sessions but this one."""
    if request.by_directory:
        raise Http404
    ended = end_sessions(request.member.user, but=request.session.session_key or "")
    said = ngettext(
        "Eine andere Sitzung ist beendet.", "%(number)s andere Sitzungen sind beendet.", ended
    )
    messages.success(request, said % {"number": ended})
    return redirect("account")
