"""An organisation's own kinds of messages: list, define, take out of the choice."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ausrufer.announcements.actions import own_kinds as actions
from ausrufer.announcements.kind_access import kind_to_administer
from ausrufer.announcements.kinds import BUILT_IN
from ausrufer.announcements.models import OwnKind
from ausrufer.announcements.own_kinds import own_kinds
from ausrufer.announcements.web.forms.own_kinds import (
    FieldForms,
    KindForm,
    Rows,
    draft_of,
    initial_of,
    rows_of,
)
from ausrufer.organisations.access import administrator
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Show the kinds of the house and the own ones."""
    administrator(request.member)
    context = {"own": own_kinds(), "built_in": BUILT_IN}
    return render(request, "announcements/kinds/overview.html", context)


@for_staff
def new(request: StaffRequest) -> HttpResponse:
    """Define a new kind."""
    administrator(request.member)
    return _answered(request, None)


@for_staff
def change(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Make the next version of a kind."""
    return _answered(request, kind_to_administer(request.member, public_id))


@for_staff
@require_POST
def retire(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Offer a kind no more."""
    own = kind_to_administer(request.member, public_id)
    actions.retire_kind(member=request.member, own=own)
    said = _("„%(name)s“ steht nicht mehr zur Wahl. Was so geschrieben ist, bleibt, wie es ist.")
    messages.success(request, said % {"name": own.kind.label})
    return redirect("own_kinds")


@for_staff
@require_POST
def bring_back(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Offer a kind again."""
    own = kind_to_administer(request.member, public_id)
    actions.bring_kind_back(member=request.member, own=own)
    messages.success(request, _("„%(name)s“ steht wieder zur Wahl.") % {"name": own.kind.label})
    return redirect("own_kinds")


def _answered(request: StaffRequest, own: OwnKind | None) -> HttpResponse:
    posted = request.POST.copy() if request.method == "POST" else None
    form = KindForm(posted, initial=initial_of(own) if own else {"icon": "article"})
    rows = Rows(posted, prefix="angabe", initial=rows_of(own.kind) if own else [])
    if posted is not None and all([form.is_valid(), rows.is_valid()]):
        try:
            _kept(request, own, form, rows)
        except Refused as refused:
            form.add_error(None, refused.for_staff)
            if own is not None:
                own.refresh_from_db()
                posted["version"] = str(own.version)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("own_kinds")
    context = {"form": form, "rows": rows, "own": own}
    return render(request, "announcements/kinds/form.html", context)


def _kept(request: StaffRequest, own: OwnKind | None, form: KindForm, rows: FieldForms) -> OwnKind:
    draft = draft_of(form, rows)
    if own is None:
        return actions.make_kind(member=request.member, draft=draft)
    version = form.cleaned_data["version"] or 0
    return actions.change_kind(member=request.member, own=own, version=version, draft=draft)
