"""Who works here, and with which roles; administrators change both."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ausrufer.design.parts import Crumb, Tab
from ausrufer.desk.web.roles import RolesForm
from ausrufer.foundation.clock import now
from ausrufer.foundation.german_order import german_order
from ausrufer.organisations.access import member_to_administer
from ausrufer.organisations.actions import people as actions
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Invitation, Member
from ausrufer.organisations.policy import Grant, Role, may_administer_people
from ausrufer.organisations.queries import (
    departments,
    has_second_factor,
    members,
    open_invitations,
    said_grants,
)
from ausrufer.organisations.web.staff import StaffRequest, for_staff

SIGNS: dict[str, str] = {
    Role.AUTHOR: "edit",
    Role.APPROVER: "how-to-reg",
    Role.MODERATOR: "forum",
    Role.ADMINISTRATOR: "settings",
}
OWN_SIGN = "person"


@for_staff
@require_safe
def people(request: StaffRequest) -> HttpResponse:
    """Return everybody with their roles: as a list, or as people × departments."""
    as_matrix = request.GET.get("ansicht") == "matrix"
    places = [(None, _("alle Ämter")), *_departments()]
    everybody = sorted(members(), key=lambda one: german_order(one.name))
    may = may_administer_people(request.member.rights)
    context: dict[str, Any] = {
        "tabs": [
            Tab(_("Liste"), "?", current=not as_matrix),
            Tab(_("Wer darf was wo"), "?ansicht=matrix", current=as_matrix),
            Tab(_("Rollen und Rechte"), reverse("roles"), current=False),
        ],
        "as_matrix": as_matrix,
        "places": [name for _place, name in places],
        "rows": [(one, _roles(one, places)) for one in everybody],
        "may_administer": may,
        "now": now(),
        "invitations": _invitations() if may else [],
    }
    return render(request, "desk/people.html", context)


def _departments() -> list[tuple[int, str]]:
    in_order = sorted(departments(), key=lambda one: german_order(one.name))
    return [(one.pk, one.name) for one in in_order]


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: StaffRequest, member_id: int) -> HttpResponse:
    """Show a colleague to administrators; posted, change their roles."""
    colleague = member_to_administer(request.member, member_id)
    grants = frozenset(Grant(o.role.key, o.department_id) for o in colleague.stored_assignments)
    form = RolesForm(request.POST if request.method == "POST" else None, grants=grants)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_roles(member=request.member, colleague=colleague, grants=form.grants)
        except Refused as refused:
            form.add_error("roles", refused.for_staff)
        else:
            messages.success(request, _("Die Rollen sind gespeichert und gelten sofort."))
            return redirect("person", member_id)
    context = {
        "colleague": colleague,
        "form": form,
        "second_factor": has_second_factor(colleague.user),
        "crumbs": [Crumb(_("Menschen"), "../"), Crumb(colleague.name)],
    }
    return render(request, "desk/person.html", context)


@for_staff
@require_POST
def deactivate(request: StaffRequest, member_id: int) -> HttpResponse:
    """Take a colleague's access."""
    colleague = member_to_administer(request.member, member_id)
    try:
        actions.deactivate(member=request.member, colleague=colleague)
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        said = _("%(name)s kann sich hier nicht mehr anmelden; alles Offene ist beendet.")
        messages.success(request, said % {"name": colleague.name})
        if colleague == request.member:
            return redirect("today")
    return redirect("person", member_id)


@for_staff
@require_POST
def reactivate(request: StaffRequest, member_id: int) -> HttpResponse:
    """Give a colleague's access back."""
    colleague = member_to_administer(request.member, member_id)
    actions.reactivate(member=request.member, colleague=colleague)
    said = _("%(name)s kann sich wieder anmelden.")
    messages.success(request, said % {"name": colleague.name})
    return redirect("person", member_id)


def _roles(
    member: Member, places: list[tuple[int | None, str]]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return words and signs of a person's roles for each department, in order of the columns."""
    held = sorted(member.stored_assignments, key=lambda one: (one.role.position, one.role_id))
    return [
        (
            name,
            [
                (one.role.word, SIGNS.get(one.role.key, OWN_SIGN))
                for one in held
                if one.department_id == place
            ],
        )
        for place, name in places
    ]


def _invitations() -> list[tuple[Invitation, list[str]]]:
    return [(one, said_grants(one.grants)) for one in open_invitations()]
