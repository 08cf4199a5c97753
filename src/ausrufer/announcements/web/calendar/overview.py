"""The calendar: month, week, list and day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ausrufer.announcements.agenda import entries_of
from ausrufer.announcements.calendar.entries import (
    Collision,
    Entry,
    by_day,
    collisions,
    gaps,
    runs,
)
from ausrufer.announcements.calendar.spans import View
from ausrufer.announcements.models import Idea
from ausrufer.announcements.own_kinds import all_kinds
from ausrufer.announcements.place import free_days
from ausrufer.announcements.planned import ideas_in
from ausrufer.announcements.recurring import Coming, coming_in
from ausrufer.announcements.web.calendar.best import good_hours, good_times
from ausrufer.announcements.web.calendar.choice import Choice, today
from ausrufer.announcements.web.calendar.days import (
    NOBODY,
    Showing,
    ideas_by_day,
    near_ones,
    plans_by_day,
    short_run,
    title_of,
)
from ausrufer.announcements.web.calendar.undo import move_to_show
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import channels_in_use
from ausrufer.design.icons import sign
from ausrufer.design.parts import Tab
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.models import Department
from ausrufer.organisations.policy import may_administer, may_read, may_write, may_write_anywhere
from ausrufer.organisations.queries import departments
from ausrufer.organisations.web.staff import StaffRequest, for_staff

ROWS = 200  # entries on one page of the list
MOST_TOLD = 5  # collisions told above the days; each is marked at its place too


@for_staff
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Show the messages by their time; view, day and filters are the address."""
    if not may_read(request.member.rights):
        raise NotForYou
    channels, offices = list(channels_in_use()), list(departments())
    choice = Choice.read(request.GET, channels, offices)
    context: dict[str, Any] = {
        "choice": choice,
        "channels": channels,
        "departments": offices,
        "title": title_of(choice.span),
        "tabs": _tabs(choice),
        "before": choice.address(day=choice.span.before),
        "after": choice.address(day=choice.span.after),
        "now": choice.address(day=today()),
        "moved": _moved(request, choice),
        "drop_url": choice.address(name="drop_announcement", of=NOBODY),
        "handle": sign("drag-indicator"),
        "near_sign": sign("warning", size="small"),
        "may_administer": may_administer(request.member.rights),
        "may_write": may_write_anywhere(request.member.rights),
        **_content(request, choice, {one.pk: one for one in channels}, offices),
    }
    return render(request, "announcements/calendar/overview.html", context)


def _content(
    request: StaffRequest,
    choice: Choice,
    channels: Mapping[int, Channel],
    offices: Sequence[Department],
) -> dict[str, Any]:
    """Return the days with what lies on them, and what stands out."""
    span = choice.span
    entries, coming = _lying(choice, choice.department)
    days = by_day(entries)
    plans = plans_by_day(coming)
    # an idea has no channel yet
    ideas = ideas_by_day([] if choice.channel else _ideas(choice))
    shown = [day for day in span.days() if span.holds(day)]
    free = free_days(span.days())
    near = collisions(entries)
    without = gaps(days, shown, today=today(), closed=frozenset({*free.public, *plans}))
    rights = request.member.rights
    good = good_times([choice.channel]) if choice.channel else []
    # an hour in which another office speaks on the channel is taken as well
    taken = _lying(choice, None) if good and choice.department else (entries, coming)
    showing = Showing(
        choice=choice,
        today=today(),
        channels=channels,
        writable=frozenset(one.pk for one in offices if may_write(rights, one.pk)),
        gaps=frozenset(without),
        free=free,
        plans=plans,
        ideas=ideas,
        kinds=all_kinds(),
        close=near_ones(near),
        good=good_hours(good, shown, taken=taken, closed=free.public),
    )
    return {
        "weeks": showing.weeks(days) if span.view in {View.MONTH, View.WEEK} else (),
        **(_list(showing, days, request) if span.view in {View.LIST, View.DAY} else {}),
        "nothing": not any(days.get(day) or plans.get(day) or ideas.get(day) for day in shown),
        "good_times": good,
        "gaps": [short_run(run) for run in runs(without)],
        "free": len(without),
        "near": [_told(one, channels) for one in near[:MOST_TOLD]],
        "near_count": len(near),
    }


def _lying(choice: Choice, department: Department | None) -> tuple[list[Entry], list[Coming]]:
    """Return the messages of the chosen channel, and the times of series without one yet."""
    channel_id = choice.channel.pk if choice.channel else None
    department_id = department.pk if department else None
    return (
        entries_of(choice.span, channel_id=channel_id, department_id=department_id),
        coming_in(choice.span, channel_id=channel_id, department_id=department_id),
    )


def _ideas(choice: Choice) -> list[Idea]:
    department = choice.department
    return ideas_in(choice.span, department_id=department.pk if department else None)


def _moved(request: StaffRequest, choice: Choice) -> dict[str, Any] | None:
    """Return the move that brought the person here, with the way back."""
    move = move_to_show(request)
    if move is None:
        return None
    return {"move": move, "url": choice.address(name="undo_move", of=move.public_id)}


def _list(
    showing: Showing, days: Mapping[date, Sequence[Entry]], request: StaffRequest
) -> dict[str, Any]:
    """Return one page of the list; days without anything stand with their neighbours."""
    ordered = [entry for day in sorted(days) for entry in days[day]]
    page = Paginator(ordered, ROWS).get_page(request.GET.get("seite"))
    on_page = by_day(page.object_list)
    first, last = _bounds(page, showing)
    return {
        "page": page,
        "days": [
            showing.day(day, on_page.get(day, ()))
            for day in showing.choice.span.days()
            if first <= day <= last
        ],
    }


def _bounds(page: Page[Entry], showing: Showing) -> tuple[date, date]:
    first = page.object_list[0].day if page.has_previous() else showing.choice.span.first
    last = page.object_list[-1].day if page.has_next() else showing.choice.span.last
    return first, last


def _told(one: Collision, channels: Mapping[int, Channel]) -> dict[str, Any]:
    return {
        "earlier": one.earlier,
        "later": one.later,
        "minutes": one.minutes,
        "channels": [channels[key].name for key in one.channels],
    }


def _tabs(choice: Choice) -> list[Tab]:
    labels = {
        View.MONTH: _("Monat"),
        View.WEEK: _("Woche"),
        View.LIST: _("Liste"),
        View.DAY: _("Tag"),
    }
    return [
        Tab(label=label, url=choice.address(view=view), current=choice.view is view)
        for view, label in labels.items()
    ]
