"""Setting up the calendar: the place whose holidays it shows, the slots of channels."""

from datetime import time

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from ausrufer.announcements import calendar_journal as journal
from ausrufer.announcements.calendar.free_days import LANDS
from ausrufer.announcements.models import QueueSlot, TownCalendar
from ausrufer.channels.models import Channel
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record

MOST_SLOTS = 70  # of one channel: ten a day
DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_FULL = gettext_noop("Für diesen Kanal sind schon %(most)d Sendeplätze angelegt, mehr gehen nicht.")


@transaction.atomic
def set_place(*, member: Member, land: str, mostly_catholic: bool) -> None:
    """Keep the Land whose holidays the calendar shows; empty shows none."""
    if land and land not in LANDS:
        raise Refused(gettext("Dieses Land kennt der Kalender nicht."))
    TownCalendar.objects.update_or_create(
        organisation_id=member.organisation_id,
        defaults={"land": land, "mostly_catholic": mostly_catholic},
    )
    record(
        journal.PLACE_SET,
        actor=member.actor,
        subject=f"organisation:{member.organisation.slug}",
        place=LANDS.get(land, "–"),
    )


@transaction.atomic
def add_slot(*, member: Member, channel: Channel, weekday: int, at: time) -> None:
    """Give a channel a time of the week; one that is there already changes nothing."""
    locked = Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
    slots = QueueSlot.objects.filter(channel=locked)
    if slots.filter(weekday=weekday, at=at).exists():
        return
    if slots.count() >= MOST_SLOTS:
        raise Refused(gettext(_FULL) % {"most": MOST_SLOTS})
    slot = QueueSlot.objects.create(
        organisation_id=member.organisation_id, channel=locked, weekday=weekday, at=at
    )
    _told(journal.SLOT_ADDED, member, slot)


@transaction.atomic
def remove_slot(*, member: Member, slot: QueueSlot) -> None:
    """Take a time of the week away; what is planned for it stays."""
    if QueueSlot.objects.filter(pk=slot.pk).delete()[0]:
        _told(journal.SLOT_REMOVED, member, slot)


def _told(kind: str, member: Member, slot: QueueSlot) -> None:
    record(
        kind,
        actor=member.actor,
        subject=f"channel:{slot.channel.public_id}",
        channel=slot.channel.name,
        slot=f"{DAYS[slot.weekday - 1]} {slot.at:%H:%M}",
    )
