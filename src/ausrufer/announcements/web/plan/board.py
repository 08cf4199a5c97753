"""The plan as a board: from the idea to what is out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ausrufer.announcements.actions.ideas import note_idea
from ausrufer.announcements.planned import dropped_ideas, topics_planned
from ausrufer.announcements.queries import topics_in_use
from ausrufer.announcements.web.calendar.choice import today
from ausrufer.announcements.web.forms.ideas import QuickIdeaForm
from ausrufer.announcements.web.plan.cards import columns
from ausrufer.announcements.web.plan.choice import TIMES, WITHOUT, read_choice
from ausrufer.foundation.asked_once import once
from ausrufer.foundation.german_order import german_order
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_read, may_write_anywhere
from ausrufer.organisations.queries import departments, departments_to_write, members
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
def board(request: StaffRequest) -> HttpResponse:
    """Show the plan; note an idea on it."""
    if not may_read(request.member.rights):
        raise NotForYou
    may_note = may_write_anywhere(request.member.rights)
    form = _form(request) if may_note else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            idea = note_idea(member=request.member, draft=form.draft())
        except Refused as refused:
            form.add_error(None, refused.for_staff)
        else:
            messages.success(request, _("„%(title)s“ steht im Plan.") % {"title": idea.title})
            return redirect(back(request))
    return render(request, "announcements/plan/board.html", _context(request, form))


def back(request: StaffRequest) -> str:
    """Return the address of the board as the person looked at it."""
    query = request.GET.urlencode()
    return f"{reverse('plan')}?{query}" if query else reverse("plan")


@once
def people() -> list[Member]:
    """Return whoever may have something to do, by name."""
    return sorted(members().filter(active=True), key=lambda one: german_order(one.name))


def _form(request: StaffRequest) -> QuickIdeaForm:
    posted = request.POST if request.method == "POST" else None
    offices = departments_to_write(request.member)
    return QuickIdeaForm(
        posted,
        departments=offices,
        people=people(),
        auto_id="neu_%s",
        initial={"person": request.member.pk},
    )


def _context(request: StaffRequest, form: QuickIdeaForm | None) -> dict[str, Any]:
    wanted = read_choice(request.GET, today=today())
    return {
        "columns": columns(wanted, request.member.rights),
        "form": form,
        "wanted": wanted,
        "filtered": bool(request.GET),
        "query": request.GET.urlencode(),
        "departments": sorted(departments(), key=lambda one: german_order(one.name)),
        "topics": sorted({*topics_in_use(), *topics_planned()}, key=german_order),
        "people": people(),
        "times": [
            *((key, label) for key, (label, _days) in TIMES.items()),
            (WITHOUT, _("ohne Termin")),
        ],
        "time": request.GET.get("zeit", ""),
        "dropped": dropped_ideas().count(),
    }
