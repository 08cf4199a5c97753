"""Snippets on the desk: list, write, delete."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ausrufer.announcements.access import snippet_to_write
from ausrufer.announcements.actions.snippets import forget_snippet, keep_snippet
from ausrufer.announcements.models import Snippet
from ausrufer.announcements.queries import snippets
from ausrufer.announcements.web.forms.snippets import SnippetForm
from ausrufer.announcements.web.offered import SNIPPET_OFFERS
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.policy import may_administer_houses, may_write, may_write_anywhere
from ausrufer.organisations.queries import departments_to_write
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """All snippets of the house."""
    rights, today = request.member.rights, in_town_time(now()).date()
    rows = [
        {
            "snippet": one,
            "overdue": one.review_on is not None and one.review_on <= today,
            "may_change": may_write(rights, one.department_id)
            if one.department_id
            else may_write_anywhere(rights),
        }
        for one in snippets()
    ]
    context = {
        "rows": rows,
        "may_write": may_write_anywhere(rights),
        "offered": SNIPPET_OFFERS.offered_to(request.member),
    }
    return render(request, "announcements/snippets/overview.html", context)


@for_staff
def new(request: StaffRequest) -> HttpResponse:
    """Write a new snippet."""
    if not may_write_anywhere(request.member.rights):
        raise NotForYou
    return _answered(request, None)


@for_staff
def change(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Change a snippet."""
    return _answered(request, snippet_to_write(request.member, public_id))


@for_staff
@require_POST
def forget(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Delete a snippet."""
    snippet = snippet_to_write(request.member, public_id)
    forget_snippet(member=request.member, snippet=snippet)
    messages.success(request, _("„%(name)s“ ist gelöscht.") % {"name": snippet.name})
    return redirect("snippets")


def _answered(request: StaffRequest, snippet: Snippet | None) -> HttpResponse:
    posted = request.POST.copy() if request.method == "POST" else None
    form = SnippetForm(
        posted, departments=departments_to_write(request.member), initial=_initial(snippet)
    )
    if posted is not None and form.is_valid():
        try:
            keep_snippet(member=request.member, snippet=snippet, **form.values())
        except Refused as refused:
            form.add_error(None, refused.for_staff)
            if snippet is not None and Snippet.objects.filter(pk=snippet.pk).exists():
                snippet.refresh_from_db()
                posted["version"] = str(snippet.version)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("snippets")
    house = request.member.organisation
    may_offer = house.hosts_others and may_administer_houses(request.member.rights)
    context = {"form": form, "snippet": snippet, "may_offer": may_offer}
    return render(request, "announcements/snippets/form.html", context)


def _initial(snippet: Snippet | None) -> dict[str, Any]:
    if snippet is None:
        return {}
    names = ("version", "name", "text", "review_on")
    return {**{name: getattr(snippet, name) for name in names}, "department": snippet.department_id}
