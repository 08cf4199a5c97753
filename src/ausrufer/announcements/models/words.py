"""What a message is found by."""

from typing import ClassVar

from django.db import models

from ausrufer.announcements.models.message import Announcement
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Organisation


class AnnouncementWords(models.Model):
    """What the index over all words of a message leads to; kept by the database itself.

    A row so small that thousands of hits are counted and put in order without touching the
    messages. `stamp` rises with every change of the words (see the migration `search_everything`).
    """

    announcement = models.OneToOneField(
        Announcement, models.CASCADE, primary_key=True, related_name="words"
    )
    organisation = models.ForeignKey(Organisation, models.CASCADE, db_index=False, related_name="+")
    changed_at = models.DateTimeField()
    stamp = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["AnnouncementWords"]] = ScopedManager(
        organisation="organisation_id"
    )
