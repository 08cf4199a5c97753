"""What the calendar knows of an organisation's place and of its channels' slots."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from ausrufer.announcements.calendar.entries import CLOSE
from ausrufer.announcements.calendar.free_days import public_holidays, school_holidays
from ausrufer.announcements.calendar.slots import Slot, next_free
from ausrufer.announcements.models import Announcement, Placement, QueueSlot, TownCalendar
from ausrufer.announcements.states import State
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import now
from ausrufer.organisations.errors import NotForYou

_NOT_SPEAKING = (State.WITHDRAWN, State.LAPSED)


@dataclass(frozen=True, slots=True)
class FreeDays:
    """The public and the school holidays among some days, by their names."""

    public: dict[date, str]
    school: dict[date, str]


def town_calendar() -> TownCalendar:
    """Return what is set for the organisation in scope, or the untouched settings."""
    return TownCalendar.objects.first() or TownCalendar()


def free_days(days: Iterable[date]) -> FreeDays:
    """Return the holidays among the days in the organisation's Land."""
    place, wanted = town_calendar(), list(days)
    return FreeDays(
        public=public_holidays(place.land, wanted, catholic=place.mostly_catholic),
        school=school_holidays(place.land, wanted),
    )


def days_off(days: Iterable[date]) -> dict[date, str]:
    """Return the days among these on which nobody works in the organisation in scope."""
    return free_days(days).public


def queue_slots() -> QuerySet[QueueSlot]:
    """Return the slots of all channels in use, by channel and time of the week."""
    return (
        QueueSlot.objects.filter(channel__active=True)
        .select_related("channel")
        .order_by("channel__position", "channel__name", "weekday", "at")
    )


def slot_to_remove(key: int) -> QueueSlot:
    """Return a slot of the organisation in scope; raises NotForYou."""
    found = QueueSlot.objects.filter(pk=key).select_related("channel").first()
    if found is None:
        raise NotForYou
    return found


def free_slots(*, apart_from: Announcement | None = None) -> list[tuple[Channel, datetime]]:
    """Return each channel's next free slot; the message being written takes none. Two queries."""
    by_channel: dict[Channel, list[Slot]] = {}
    for slot in queue_slots():
        by_channel.setdefault(slot.channel, []).append(Slot(slot.weekday, slot.at))
    taken = _taken(list(by_channel), apart_from) if by_channel else {}
    offers = [
        (channel, next_free(slots, after=now(), taken=taken.get(channel.pk, ())))
        for channel, slots in by_channel.items()
    ]
    return [(channel, at) for channel, at in offers if at is not None]


def _taken(channels: list[Channel], apart_from: Announcement | None) -> dict[int, list[datetime]]:
    placed = Placement.objects.filter(
        channel__in=channels, announcement__publish_at__gt=now() - CLOSE
    ).exclude(announcement__state__in=_NOT_SPEAKING)
    if apart_from is not None:
        placed = placed.exclude(announcement=apart_from)
    taken: dict[int, list[datetime]] = {}
    for channel_id, at in placed.values_list("channel_id", "announcement__publish_at"):
        if at is not None:
            taken.setdefault(channel_id, []).append(at)
    return taken
