"""Moving a message in the calendar: dropped on a day, or by a form that needs no script."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ausrufer.announcements.access import announcement_to_write
from ausrufer.announcements.actions.plan import move_announcement
from ausrufer.announcements.models import Announcement
from ausrufer.announcements.states import State
from ausrufer.announcements.web.calendar.choice import Choice
from ausrufer.announcements.web.calendar.undo import Move, move_to_undo, remember
from ausrufer.announcements.web.decisions import submitted
from ausrufer.announcements.web.forms.moving import DropForm, MoveForm
from ausrufer.announcements.web.forms.times import SHAPE, SKIPPED
from ausrufer.channels.queries import channels_in_use
from ausrufer.foundation.clock import TimeDoesNotExist, from_town_time, in_town_time
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.queries import departments
from ausrufer.organisations.web.staff import StaffRequest, for_staff

VOIDED = frozenset({State.IN_APPROVAL, State.SCHEDULED})  # their approval ends with a move


@for_staff
def move(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Ask for another time, saying what becomes of the approval, and move."""
    announcement = announcement_to_write(request.member, public_id)
    choice = _choice(request)
    posted = request.POST if request.method == "POST" else None
    form = MoveForm(posted, initial=_initial(request, announcement))
    if posted is not None and form.is_valid():
        at = form.cleaned_data["at"]
        try:
            moved = _moved(request, announcement, form.cleaned_data["version"], at)
        except Refused as refused:
            form.add_error("at", refused.for_staff)
        else:
            if posted.get("then") == "approval":
                submitted(request, moved)
            return redirect(choice.address(day=in_town_time(at).date()))
    context: dict[str, Any] = {
        "form": form,
        "announcement": announcement,
        "voids": announcement.state in VOIDED,
        "back": choice.address(),
    }
    return render(request, "announcements/calendar/move.html", context)


@for_staff
@require_POST
def drop(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Move to another day, or to a good time of it; asks first where an approval would end."""
    announcement = announcement_to_write(request.member, public_id)
    choice, form = _choice(request), DropForm(request.POST)
    present = _lies_at(announcement)
    if present is None or not form.is_valid():
        messages.error(request, _("Dorthin lässt sich die Mitteilung nicht verschieben."))
        return redirect(choice.address())
    goal = _goal(present, form)
    if announcement.state in VOIDED:
        asking = choice.address(name="move_announcement", of=public_id)
        return redirect(f"{asking}&auf={goal:%Y-%m-%d}&um={goal:%H:%M}")
    try:
        _moved(request, announcement, form.cleaned_data["version"], from_town_time(goal))
    except TimeDoesNotExist:
        messages.error(request, str(SKIPPED))
    except Refused as refused:
        messages.error(request, refused.for_staff)
    return redirect(choice.address())


@for_staff
@require_POST
def undo(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Put a message back to where it was before this person's last move; approval stays void."""
    announcement = announcement_to_write(request.member, public_id)
    choice, last = _choice(request), move_to_undo(request, announcement)
    if last is None:
        messages.error(request, _("Das lässt sich nicht mehr rückgängig machen."))
        return redirect(choice.address())
    try:
        _moved(request, announcement, last.version, last.before)
    except Refused as refused:
        messages.error(request, refused.for_staff)
    return redirect(choice.address())


def _moved(
    request: StaffRequest, announcement: Announcement, version: int, at: datetime
) -> Announcement:
    before, voided = _lies_at(announcement), announcement.state in VOIDED
    moved = move_announcement(
        member=request.member, announcement=announcement, version=version, publish_at=at
    )
    remember(
        request,
        Move(
            public_id=moved.public_id,
            version=moved.version,
            title=moved.title,
            before=before or at,
            after=at,
            voided=voided,
        ),
    )
    return moved


def _initial(request: StaffRequest, announcement: Announcement) -> dict[str, Any]:
    """Return the present time, on the day a message was dropped on where there is one."""
    at = _lies_at(announcement)
    told = {name: request.GET.get(name, "") for name in ("auf", "um")}
    dropped = DropForm({"version": announcement.version, **told})
    if at is not None and dropped.is_valid():
        local = _goal(at, dropped)
        return {"version": announcement.version, "at": local.strftime(SHAPE)}
    return {"version": announcement.version, "at": at}


def _goal(at: datetime, dropped: DropForm) -> datetime:
    """Return where a message lands, in local time, naive: at its time of day unless told."""
    same = in_town_time(at).time().replace(second=0, microsecond=0)
    return datetime.combine(dropped.cleaned_data["auf"], dropped.cleaned_data["um"] or same)


def _lies_at(announcement: Announcement) -> datetime | None:
    return announcement.publish_at or announcement.published_at


def _choice(request: StaffRequest) -> Choice:
    return Choice.read(request.GET, list(channels_in_use()), list(departments()))
