"""What each role allows: rights × roles, changed with the reason; new roles, ended roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ausrufer.design.parts import Crumb
from ausrufer.foundation.text import clean_line, is_blank
from ausrufer.organisations.access import administrator_of_people, colleague, role_to_change
from ausrufer.organisations.actions import roles as actions
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import HouseRole
from ausrufer.organisations.policy import (
    RIGHT_WORDS,
    Right,
    fits,
    may_administer_people,
    may_give,
)
from ausrufer.organisations.queries import role_holders, roles_in_use
from ausrufer.organisations.web.staff import StaffRequest, for_staff


class MatrixForm(forms.Form):
    """Why rights change; the boxes themselves are read by `_wanted`."""

    reason = forms.CharField(
        label=gettext_lazy("Warum ändern Sie das?"),
        help_text=gettext_lazy("Steht im Protokoll."),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Bitte schreiben Sie, warum Sie die Rechte ändern.")
        },
    )


class RoleForm(forms.Form):
    """Name and description of a role."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("Was diese Menschen tun: „Bereitschaft“, „liest mit“."),
    )
    description = forms.CharField(
        label=gettext_lazy("Beschreibung"), max_length=300, required=False
    )

    def clean_name(self) -> str:
        """Return the name on one line."""
        name = clean_line(self.cleaned_data["name"])
        if is_blank(name):
            raise forms.ValidationError(_("Bitte nennen Sie einen Namen."))
        return name

    def clean_description(self) -> str:
        """Return the description on one line."""
        return clean_line(self.cleaned_data["description"])


class NewRoleForm(RoleForm):
    """A role with its reach and its rights."""

    house_wide = forms.TypedChoiceField(
        label=gettext_lazy("Gilt"),
        choices=[
            ("", gettext_lazy("je Amt oder für alle Ämter")),
            ("1", gettext_lazy("immer für das ganze Haus")),
        ],
        coerce=bool,
        required=False,
        help_text=gettext_lazy(
            "Menschen, Kanäle, Regeln und Häuser verwaltet nur, wessen Rolle für das ganze Haus "
            "gilt. "
            "Das bleibt so, solange es die Rolle gibt."
        ),
    )
    rights = forms.MultipleChoiceField(
        label=gettext_lazy("Darf"),
        choices=[(right.value, word) for right, word in RIGHT_WORDS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Ohne Haken liest die Person nur mit."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["rights"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows for mypy
        field.choices = [(right.value, _(word)) for right, word in RIGHT_WORDS.items()]


@dataclass(frozen=True)
class RightBox:
    """One box of the matrix."""

    role: HouseRole
    checked: bool
    open: bool  # whether this person may tick it


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def matrix(request: StaffRequest) -> HttpResponse:
    """Show what each role allows; posted by those who administer people, change it."""
    colleague(request.member)
    form = MatrixForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        administrator_of_people(request.member)
        if form.is_valid() and _changed(request, form):
            return redirect("roles")
    roles = list(roles_in_use())
    sent = _wanted(request.POST, roles) if request.method == "POST" else {}
    context = {
        "form": form,
        "roles": roles,
        "rows": [
            (_(RIGHT_WORDS[right]), right, _boxes(request, right, roles, sent)) for right in Right
        ],
        "may_administer": may_administer_people(request.member.rights),
        "crumbs": [Crumb(_("Menschen"), "../"), Crumb(_("Rollen"))],
    }
    return render(request, "desk/roles.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Make a role of the house's own."""
    administrator_of_people(request.member)
    form = NewRoleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _created(request, form):
        return redirect("roles")
    crumbs = [Crumb(_("Menschen"), "../../"), Crumb(_("Rollen"), "../"), Crumb(_("Neue Rolle"))]
    return render(request, "desk/role.html", {"form": form, "crumbs": crumbs})


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: StaffRequest, role_id: int) -> HttpResponse:
    """Show one role with those who have it; posted, change name and description."""
    found = role_to_change(request.member, role_id)
    form = RoleForm(
        request.POST if request.method == "POST" else None,
        initial={"name": found.name, "description": found.description},
    )
    if request.method == "POST" and form.is_valid() and _described(request, found, form):
        return redirect("roles")
    context = {
        "form": form,
        "role": found,
        "version": request.POST.get("version", found.version),
        "holders": role_holders(found),
        "crumbs": [Crumb(_("Menschen"), "../../"), Crumb(_("Rollen"), "../"), Crumb(found.word)],
    }
    return render(request, "desk/role.html", context)


@for_staff
@require_POST
def retire(request: StaffRequest, role_id: int) -> HttpResponse:
    """Take a role out of use."""
    found = role_to_change(request.member, role_id)
    try:
        actions.retire_role(member=request.member, role=found)
    except Refused as refused:
        messages.error(request, refused.for_staff)
        return redirect("role", role_id)
    messages.success(request, _("Die Rolle „%(role)s“ gibt es nicht mehr.") % {"role": found.word})
    return redirect("roles")


def _boxes(
    request: StaffRequest,
    right: Right,
    roles: list[HouseRole],
    sent: Mapping[int, frozenset[Right]],
) -> list[RightBox]:
    rights = request.member.rights
    return [
        RightBox(
            role=one,
            checked=right in sent.get(one.pk, one.allows),
            open=fits([right], house_wide=one.house_wide)
            and (right in one.allows or may_give(rights, [right])),
        )
        for one in roles
    ]


def _wanted(sent: QueryDict, roles: list[HouseRole]) -> dict[int, frozenset[Right]]:
    """Return what was ticked for the roles that were on the page."""
    shown = {one.pk: one for one in roles if f"version-{one.pk}" in sent}
    ticked = set(sent.getlist("rights"))
    return {pk: frozenset(right for right in Right if f"{pk}:{right}" in ticked) for pk in shown}


def _changed(request: StaffRequest, form: MatrixForm) -> bool:
    roles = list(roles_in_use())
    versions = {one.pk: _number(request.POST.get(f"version-{one.pk}", "")) for one in roles}
    try:
        number = actions.change_rights(
            member=request.member,
            wanted=_wanted(request.POST, roles),
            versions=versions,
            reason=clean_line(form.cleaned_data["reason"]),
        )
    except Refused as refused:
        form.add_error("reason", refused.for_staff)
        return False
    if number:
        messages.success(request, _("Die Rechte sind gespeichert und gelten sofort."))
    else:
        messages.info(request, _("Es war nichts zu ändern."))
    return True


def _created(request: StaffRequest, form: NewRoleForm) -> bool:
    given = form.cleaned_data
    try:
        actions.create_role(
            member=request.member,
            name=given["name"],
            description=given["description"],
            house_wide=bool(given["house_wide"]),
            rights=[Right(one) for one in given["rights"]],
        )
    except Refused as refused:
        form.add_error(None, refused.for_staff)
        return False
    messages.success(request, _("Die Rolle „%(name)s“ ist angelegt.") % given)
    return True


def _described(request: StaffRequest, found: HouseRole, form: RoleForm) -> bool:
    given = form.cleaned_data
    try:
        actions.describe_role(
            member=request.member,
            role=found,
            version=_number(request.POST.get("version", "")),
            name=given["name"],
            description=given["description"],
        )
    except Refused as refused:
        form.add_error(None, refused.for_staff)
        return False
    messages.success(request, _("Die Rolle ist gespeichert."))
    return True


def _number(text: str) -> int:
    """Return a version as the page sent it; 0, which no role has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004
