"""Good times of the week as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ausrufer.announcements.calendar.entries import Entry
from ausrufer.announcements.figures.best import BestHour, free_hours
from ausrufer.announcements.figures.measuring import set_measured
from ausrufer.announcements.figures.queries import best_times, measurable, measuring_channels
from ausrufer.announcements.recurring import Coming
from ausrufer.announcements.web.forms.calendar import WEEKDAYS
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import TimeDoesNotExist, from_town_time, in_town_time, now
from ausrufer.organisations.access import administrator
from ausrufer.organisations.errors import NotForYou
from ausrufer.organisations.web.staff import StaffRequest, for_staff

_SAID = {"measure": True, "stop": False}


@dataclass(frozen=True, slots=True)
class GoodTimes:
    """A channel's good times in words; `enough` False: there are too few figures yet."""

    channel: Channel
    words: list[str]
    hours: list[BestHour]
    enough: bool
    messages: int
    least: int


@dataclass(frozen=True, slots=True)
class GoodHour:
    """When a good hour begins, "10:00", and what it is called: "10 bis 11 Uhr"."""

    begins: str
    words: str


def good_times(channels: Iterable[Channel] | None = None) -> list[GoodTimes]:
    """Return the good times of those of these channels that are measured; None: of all."""
    wanted = measurable()
    chosen = wanted if channels is None else [one for one in channels if one in wanted]
    return [
        GoodTimes(
            one.channel,
            [_word(hour) for hour in one.hours or ()],
            one.hours or [],
            one.hours is not None,
            one.messages,
            one.least,
        )
        for one in best_times(chosen)
    ]


def good_hours(
    found: Iterable[GoodTimes],
    days: Iterable[date],
    *,
    taken: tuple[Iterable[Entry], Iterable[Coming]],
    closed: Iterable[date],
) -> dict[date, GoodHour]:
    """Return the hours that are still free on days to come; `taken` is what lies there."""
    entries, coming = taken
    hours = free_hours(
        [hour for one in found for hour in one.hours],
        days,
        now=in_town_time(now()),
        taken=[*(one.at for one in entries if one.takes_place), *(one.at for one in coming)],
        closed=frozenset(closed),
    )
    return {
        day: GoodHour(f"{best.hour:02}:00", _clock(best))
        for day, best in hours.items()
        if _exists(day, best.hour)
    }


@for_staff
@require_POST
def switch(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Let a channel's numbers be asked for, or no longer."""
    member = administrator(request.member)
    able = [one for one, _wanted in measuring_channels() if one.public_id == public_id]
    if not able:
        raise NotForYou
    word = request.POST.get("word", "")
    if word in _SAID:  # anything else decides nothing: not measuring deletes what was measured
        set_measured(member=member, channel=able[0], measured=_SAID[word])
    else:
        messages.error(request, _("Bitte wählen Sie, was geschehen soll."))
    return redirect("calendar_setup")


def _exists(day: date, hour: int) -> bool:
    """Tell whether the clock shows this hour: one is left out when summer time begins."""
    try:
        from_town_time(datetime.combine(day, time(hour)))
    except TimeDoesNotExist:
        return False
    return True


def _word(best: BestHour) -> str:
    day = str(dict(WEEKDAYS)[best.weekday])
    return _("%(day)s, %(hour)d bis %(end)d Uhr") % {
        "day": day,
        "hour": best.hour,
        "end": best.hour + 1,
    }


def _clock(best: BestHour) -> str:
    return _("%(hour)d bis %(end)d Uhr") % {"hour": best.hour, "end": best.hour + 1}
