"""The same message in other languages and in easier German."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ausrufer.announcements.models.message import Announcement
from ausrufer.announcements.text_states import TextState
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Member, Organisation


class AnnouncementText(models.Model):
    """A further text of an announcement, its equal; `key` names the variety.

    `version` is the announcement's when it was changed last. `checked_source` is the stamp of the
    message's own words it was checked against, `checked_with` says who read it besides: for
    Leichte Sprache people from the target group. `writer_ids` may not approve it.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="texts")
    key = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    summary = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, default=TextState.DRAFT)
    version = models.PositiveIntegerField()
    writer_ids = ArrayField(models.BigIntegerField(), default=list)
    changed_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    checked_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    checked_with = models.CharField(max_length=200, blank=True)
    checked_source = models.CharField(max_length=64, blank=True)

    objects: ClassVar[models.Manager["AnnouncementText"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "key"], name="text_once"),
            models.CheckConstraint(
                name="text_state_known",
                condition=models.Q(state__in=["draft", "machine", "checked"]),
            ),
            models.CheckConstraint(
                name="checked_text_has_checker",
                condition=~models.Q(state="checked")
                | models.Q(checked_by__isnull=False, checked_at__isnull=False)
                & ~models.Q(checked_source=""),
            ),
            models.CheckConstraint(
                name="easy_read_was_read_by_its_readers",
                condition=~models.Q(state="checked", key="leicht") | ~models.Q(checked_with=""),
            ),
        ]


class OfferedVarieties(models.Model):
    """The languages and registers an organisation writes its messages in."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    keys = ArrayField(models.CharField(max_length=20), default=list)

    objects: ClassVar[models.Manager["OfferedVarieties"]] = ScopedManager(
        organisation="organisation_id"
    )
