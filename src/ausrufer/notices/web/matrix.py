"""The Matrix account of the house and the rooms of its people, for administrators."""

import asyncio
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ausrufer.design.parts import Crumb
from ausrufer.foundation.http import GuardedClient
from ausrufer.notices.actions.matrix import end_matrix, keep_rooms, set_up_matrix
from ausrufer.notices.errors import NotSent
from ausrufer.notices.models import MatrixAccess
from ausrufer.notices.policy import Kind
from ausrufer.notices.queries import active_people, matrix_access, rooms_of
from ausrufer.notices.sending.matrix import opened, whoami
from ausrufer.notices.web.forms import MatrixForm, RoomsForm
from ausrufer.organisations.access import administrator
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def matrix(request: StaffRequest) -> HttpResponse:
    """Show the account to administrators; posted, ask the server and store it."""
    administrator(request.member)
    stored = matrix_access()
    sent = request.POST if request.method == "POST" else None
    form = MatrixForm(sent, stored=stored, initial=_initial(stored))
    if form.is_valid() and _stored(request, form, stored):
        return redirect("notices_matrix")
    return _page(request, form, RoomsForm(people=active_people(), initial=rooms_of()))


@for_staff
@require_POST
def rooms(request: StaffRequest) -> HttpResponse:
    """Keep in which rooms people are told."""
    administrator(request.member)
    stored = matrix_access()
    form = RoomsForm(request.POST, people=active_people())
    if not form.is_valid():
        return _page(request, MatrixForm(stored=stored, initial=_initial(stored)), form)
    keep_rooms(rooms=form.rooms())
    messages.success(request, _("Die Räume sind gespeichert."))
    return redirect("notices_matrix")


@for_staff
@require_POST
def end(request: StaffRequest) -> HttpResponse:
    """Write to Matrix no more."""
    administrator(request.member)
    end_matrix(member=request.member)
    messages.success(request, _("Über Matrix wird nichts mehr gemeldet."))
    return redirect("notices_matrix")


def _page(request: StaffRequest, form: MatrixForm, rooms_form: RoomsForm) -> HttpResponse:
    context = {
        "form": form,
        "rooms": rooms_form,
        "stored": matrix_access(),
        "crumbs": [Crumb(_("Einstellungen"), "../"), Crumb(_("Hinweise über Matrix"))],
    }
    return render(request, "notices/matrix.html", context)


def _initial(stored: MatrixAccess | None) -> dict[str, Any]:
    if stored is None:
        return {"kinds": [Kind.FAILED, Kind.UNCLEAR, Kind.EXPIRED, Kind.ACCESS_LOST]}
    return {"homeserver": stored.homeserver, "room": stored.room, "kinds": stored.kinds}


def _stored(request: StaffRequest, form: MatrixForm, stored: MatrixAccess | None) -> bool:
    given = form.cleaned_data
    try:
        account = _account(given["homeserver"], given["token"], stored)
        set_up_matrix(
            member=request.member,
            homeserver=given["homeserver"],
            token=given["token"],
            account=account,
            room=given["room"],
            kinds=[Kind(one) for one in given["kinds"]],
        )
    except NotSent as failed:
        form.add_error("homeserver", failed.reason)
        return False
    except Refused as refused:
        form.add_error("token", refused.for_staff)
        return False
    messages.success(
        request, _("Der Server antwortet; gemeldet wird als %(account)s.") % {"account": account}
    )
    return True


def _account(homeserver: str, token: str, stored: MatrixAccess | None) -> str:
    """Ask the server whose token it is; a stored one is shown only to the server it came from."""
    if not token:
        if stored is None or stored.homeserver != homeserver or not stored.sealed_token:
            raise Refused(_("Bitte geben Sie das Zugangstoken dieses Servers ein."))
        token = opened(stored)

    async def ask() -> str:
        async with GuardedClient(settings.HTTP_POLICY) as http:
            return await whoami(http, homeserver=homeserver, token=token)

    return asyncio.run(ask())
