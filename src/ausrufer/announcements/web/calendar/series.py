"""The page on which a message is made to come again, and on which that ends."""

from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ausrufer.announcements.access import announcement_to_write
from ausrufer.announcements.actions.series import begin_series, end_series, follow
from ausrufer.announcements.calendar.recurrence import MOST_YEARS, moment_of
from ausrufer.announcements.models import Announcement, Occurrence
from ausrufer.announcements.recurring import (
    SHAPE,
    occurrence_of,
    times_of,
    touched_after,
    untouched_after,
)
from ausrufer.announcements.web.forms.series import SeriesForm
from ausrufer.foundation.clock import now
from ausrufer.organisations.errors import NotForYou, Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff

MOST_TIMES_SHOWN = 12


@for_staff
def series(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show when a message comes again, or ask how often it shall."""
    announcement = announcement_to_write(request.member, public_id)
    form = SeriesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            begin_series(member=request.member, announcement=announcement, wish=form.wish())
        except Refused as refused:
            form.add_error(None, refused.for_staff)
        else:
            messages.success(request, _("Die Mitteilung wird wiederholt."))
            return redirect("series", public_id)
    occurrence = occurrence_of(announcement)
    context: dict[str, Any] = {"announcement": announcement, "form": form}
    if occurrence is not None:
        context |= {"occurrence": occurrence, **_standing(occurrence)}
    return render(request, "announcements/calendar/series.html", context)


@for_staff
@require_POST
def take_over(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Let all later messages of the series follow this one."""
    occurrence = _to_write(request, public_id)
    number = follow(member=request.member, occurrence=occurrence)
    said = ngettext(
        "Übernommen: %(number)d angelegter Entwurf und alle, die noch kommen.",
        "Übernommen: %(number)d angelegte Entwürfe und alle, die noch kommen.",
        number,
    )
    messages.success(request, said % {"number": number})
    return redirect("series", public_id)


@for_staff
@require_POST
def end(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Make no more messages of the series."""
    occurrence = _to_write(request, public_id)
    try:
        number = end_series(member=request.member, occurrence=occurrence)
    except Refused as refused:
        messages.error(request, refused.for_staff)
    else:
        said = ngettext(
            "Wiederholung beendet, %(number)d Entwurf verworfen.",
            "Wiederholung beendet, %(number)d Entwürfe verworfen.",
            number,
        )
        messages.success(request, said % {"number": number})
    return redirect("series", public_id)


def _to_write(request: StaffRequest, public_id: UUID) -> Occurrence:
    announcement: Announcement = announcement_to_write(request.member, public_id)
    occurrence = occurrence_of(announcement)
    if occurrence is None:
        raise NotForYou
    return occurrence


def _standing(occurrence: Occurrence) -> dict[str, Any]:
    """Return the next times with what is there of them, and what a change would reach."""
    found = occurrence.series.occurrences.select_related("announcement")
    made = {one.local: one.announcement for one in found}
    # the rule ends by itself: nobody plans further than this
    until = now().replace(year=now().year + MOST_YEARS + 1, day=1)
    times = times_of(occurrence.series, until=until)
    coming = (local for local in times if moment_of(local) > now())
    return {
        "times": [
            (moment_of(local), made.get(local.strftime(SHAPE)))
            for local in islice(coming, MOST_TIMES_SHOWN)
            if occurrence.series.ended_at is None or local.strftime(SHAPE) in made
        ],
        "untouched": len(untouched_after(occurrence)),
        "touched": touched_after(occurrence),
    }
