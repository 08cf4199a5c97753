"""What an announcement was, and who has it open."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ausrufer.announcements.models.message import Announcement
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Member, Organisation


class AnnouncementVersion(models.Model):
    """What an announcement was after a change, so that it can be compared and taken back.

    One row holds the versions `first_number` to `number`: what one page saved by itself while
    somebody wrote. `page` names that page; it also keeps a new message from being created twice.
    `about_texts`: only a further text changed, so whoever writes the message was not overtaken.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="versions")
    first_number = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    author_ids = ArrayField(models.BigIntegerField(), default=list)
    page = models.UUIDField(null=True)
    changed = ArrayField(models.CharField(max_length=200), default=list)
    about_texts = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    snapshot = models.JSONField()

    objects: ClassVar[models.Manager["AnnouncementVersion"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "number"], name="version_once"),
            models.UniqueConstraint(
                name="page_creates_once",
                fields=["organisation", "page"],
                condition=models.Q(first_number=1),
            ),
        ]


class Presence(models.Model):
    """Somebody has a message open for writing, last noticed at `seen_at`."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="presences")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Presence"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "member"], name="presence_once")
        ]
