"""One idea: change it, move it, drop it, begin its draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ausrufer.announcements.actions import ideas
from ausrufer.announcements.kinds import Kind
from ausrufer.announcements.models import Idea
from ausrufer.announcements.own_kinds import kind_of_key, offered_kinds
from ausrufer.announcements.plan_access import idea_to_write
from ausrufer.announcements.planned import dropped_ideas
from ausrufer.announcements.queries import topics_in_use
from ausrufer.announcements.web.forms.ideas import IdeaForm, initial_of
from ausrufer.announcements.web.plan.board import back, people
from ausrufer.announcements.web.rough_days import said_rough
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.policy import may_read, may_write
from ausrufer.organisations.queries import departments_to_write
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
def change(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Change an idea."""
    idea = idea_to_write(request.member, public_id)
    posted = request.POST.copy() if request.method == "POST" else None
    form = IdeaForm(
        posted,
        departments=departments_to_write(request.member),
        people=people(),
        kinds=_kinds(idea),
        initial=initial_of(idea),
    )
    if posted is not None and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            ideas.change_idea(member=request.member, idea=idea, version=version, draft=form.draft())
        except Refused as refused:
            form.add_error(None, refused.for_staff)
            idea.refresh_from_db()
            posted["version"] = str(idea.version)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(back(request))
    context = {"form": form, "idea": idea, "topics": topics_in_use(), "back": back(request)}
    return render(request, "announcements/plan/idea.html", context)


@for_staff
@require_POST
def begin(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Make a draft of an idea and go on writing."""
    idea = idea_to_write(request.member, public_id)
    try:
        announcement = ideas.begin_draft(member=request.member, idea=idea)
    except Refused as refused:
        messages.error(request, refused.for_staff)
        return redirect(back(request))
    messages.success(request, _begun(idea))
    return redirect("change_announcement", announcement.public_id)


@for_staff
@require_POST
def move(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Move an idea a week, or a month where it is meant for one."""
    idea = idea_to_write(request.member, public_id)
    weeks = {"-1": -1, "1": 1}.get(request.POST.get("weeks", ""))
    if weeks is None:
        messages.error(request, _("Dorthin lässt sich die Idee nicht verschieben."))
        return redirect(back(request))
    try:
        moved = ideas.move_idea(member=request.member, idea=idea, weeks=weeks)
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        values = {"title": moved.title, "when": said_rough(moved.rough)}
        messages.success(request, _("„%(title)s“: jetzt %(when)s.") % values)
    return redirect(back(request))


@for_staff
@require_POST
def drop(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take an idea off the plan."""
    idea = idea_to_write(request.member, public_id)
    try:
        ideas.drop_idea(member=request.member, idea=idea)
        said = _("„%(title)s“ ist verworfen und liegt unter „Verworfene Ideen“.")
        messages.success(request, said % {"title": idea.title})
    except Refused as refused:
        messages.error(request, refused.for_staff)
    return redirect(back(request))


@for_staff
@require_POST
def pick_up(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Put a dropped idea back on the plan."""
    idea = idea_to_write(request.member, public_id)
    ideas.pick_up_idea(member=request.member, idea=idea)
    messages.success(request, _("„%(title)s“ steht wieder im Plan.") % {"title": idea.title})
    return redirect("plan")


@for_staff
@require_safe
def dropped(request: StaffRequest) -> HttpResponse:
    """Show what was taken off the plan."""
    rights = request.member.rights
    if not may_read(rights):
        raise NotForYou
    rows = [(one, may_write(rights, one.department_id)) for one in dropped_ideas()[:200]]
    return render(request, "announcements/plan/dropped.html", {"rows": rows})


def _kinds(idea: Idea) -> list[Kind]:
    """Return the kinds to choose from; one that has retired since stays with its idea."""
    kinds = list(offered_kinds())
    own = kind_of_key(idea.kind)
    return kinds if own is None or own.key in {one.key for one in kinds} else [*kinds, own]


def _begun(idea: Idea) -> str:
    said = said_rough(idea.rough)
    if not said:
        return _("Der Entwurf ist angelegt.")
    if idea.first_on != idea.last_on:
        return _("Der Entwurf ist angelegt. Gedacht war er für %(when)s.") % {"when": said}
    if idea.at is None:
        return _("Der Entwurf ist angelegt, für 9:00 Uhr am geplanten Tag. Bitte prüfen Sie das.")
    return _("Der Entwurf ist angelegt.")
