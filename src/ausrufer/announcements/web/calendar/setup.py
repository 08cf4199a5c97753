"""Setting up the calendar: holidays of the Land, slots of the channels."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ausrufer.announcements.actions.calendar import add_slot, remove_slot, set_place
from ausrufer.announcements.calendar.free_days import last_school_year
from ausrufer.announcements.figures.queries import measuring_channels
from ausrufer.announcements.place import queue_slots, slot_to_remove, town_calendar
from ausrufer.announcements.web.forms.calendar import WEEKDAYS, PlaceForm, SlotForm
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import channels_in_use, manifest_of
from ausrufer.organisations.access import administrator
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@for_staff
def setup(request: StaffRequest) -> HttpResponse:
    """Show and change what the calendar knows of its place."""
    member = administrator(request.member)
    place = town_calendar()
    known = {"land": place.land, "mostly_catholic": place.mostly_catholic}
    # a body that broke off holds no field: that is no wish to forget the Land
    posted = request.POST if "land" in request.POST else None
    form = PlaceForm(posted, initial=known)
    if form.is_valid():
        set_place(member=member, **form.cleaned_data)
        messages.success(request, _("Gespeichert."))
        return redirect("calendar_setup")
    return _page(request, form, SlotForm(channels=list(channels_in_use())))


@for_staff
@require_POST
def new_slot(request: StaffRequest) -> HttpResponse:
    """Give a channel one more time of the week."""
    member = administrator(request.member)
    form = SlotForm(request.POST, channels=list(channels_in_use()))
    if form.is_valid():
        values = form.cleaned_data
        try:
            add_slot(
                member=member,
                channel=form.channel_chosen(),
                weekday=values["weekday"],
                at=values["at"],
            )
        except Refused as refused:
            form.add_error(None, refused.for_staff)
        else:
            messages.success(request, _("Sendeplatz angelegt."))
            return redirect("calendar_setup")
    place = town_calendar()
    known = {"land": place.land, "mostly_catholic": place.mostly_catholic}
    return _page(request, PlaceForm(initial=known), form)


@for_staff
@require_POST
def end_slot(request: StaffRequest, key: int) -> HttpResponse:
    """Take a time of the week away."""
    member = administrator(request.member)
    remove_slot(member=member, slot=slot_to_remove(key))
    messages.success(request, _("Sendeplatz entfernt. Was dort geplant ist, bleibt."))
    return redirect("calendar_setup")


def _page(request: StaffRequest, place: PlaceForm, slot: SlotForm) -> HttpResponse:
    context = {
        "place_form": place,
        "slot_form": slot,
        "channels": _by_channel(),
        "measuring": [
            (one, wanted, _(cost) if (cost := manifest_of(one).cost) else "")
            for one, wanted in measuring_channels()
        ],
        "known_until": last_school_year(),
    }
    return render(request, "announcements/calendar/setup.html", context)


def _by_channel() -> list[tuple[Channel, list[dict[str, Any]]]]:
    names = dict(WEEKDAYS)
    found: dict[Channel, list[dict[str, Any]]] = {}
    for slot in queue_slots():
        label = f"{names[slot.weekday]} {slot.at:%H:%M}"
        found.setdefault(slot.channel, []).append({"slot": slot, "label": label})
    return list(found.items())
