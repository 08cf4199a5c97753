"""What the calendar keeps: the place, slots of the week, messages that come again."""

import uuid
from typing import ClassVar

from django.db import models

from ausrufer.announcements.models.message import Announcement
from ausrufer.channels.models import Channel
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Member, Organisation


class TownCalendar(models.Model):
    """What an organisation's calendar knows of its place: the Land, for holidays."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    land = models.CharField(max_length=2, blank=True)
    mostly_catholic = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["TownCalendar"]] = ScopedManager(
        organisation="organisation_id"
    )


class QueueSlot(models.Model):
    """A time of the week at which a channel likes to speak; `weekday` 1 is Monday, `at` local."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    at = models.TimeField()

    objects: ClassVar[models.Manager["QueueSlot"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["channel", "weekday", "at"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "weekday", "at"], name="queue_slot_once"),
            models.CheckConstraint(
                name="queue_slot_weekday",
                condition=models.Q(weekday__gte=1, weekday__lte=7),
            ),
        ]


class Series(models.Model):
    """A message that comes again: `rule` (RFC 5545) over local times from `starts` on.

    `source` is the message whose text the next ones take. What is ended makes nothing new.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    source = models.ForeignKey(Announcement, models.CASCADE, related_name="+")
    rule = models.CharField(max_length=200)
    starts = models.CharField(max_length=16)
    created_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Series"]] = ScopedManager(organisation="organisation_id")


class Occurrence(models.Model):
    """One time of a series and its message, an announcement like any other.

    `local` is the time by the rule ("2026-11-24T10:00"), wherever the message was moved since;
    `made_version` tells whether somebody has worked on the message.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    series = models.ForeignKey(Series, models.CASCADE, related_name="occurrences")
    local = models.CharField(max_length=16)
    announcement = models.OneToOneField(Announcement, models.CASCADE, related_name="occurrence")
    made_version = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["Occurrence"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "local"], name="occurrence_once")]
