"""What people of the house say about some words of a message, and what others answer."""

import uuid
from typing import ClassVar

from django.db import models

from ausrufer.announcements.commenting.anchors import Anchor
from ausrufer.announcements.models.message import Announcement
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Member, Organisation


class Comment(models.Model):
    """A comment on some words of a message (`quote`), on a whole field, or on all of it.

    `field` names the place (`commenting.places`; empty: the whole message), `version` what the
    message was then. Never part of what is approved or published; kept as long as the message.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="comments")
    number = models.PositiveIntegerField()
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=20, blank=True)
    quote = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    text = models.TextField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[models.Manager["Comment"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "number"], name="comment_number_once"),
            models.CheckConstraint(
                name="comment_resolved_by_somebody",
                condition=models.Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | models.Q(resolved_at__isnull=False, resolved_by__isnull=False),
            ),
        ]
        indexes = [
            # every list of messages counts the open ones
            models.Index(
                name="comment_open",
                fields=["announcement"],
                condition=models.Q(resolved_at__isnull=True),
            ),
        ]

    @property
    def anchor(self) -> Anchor | None:
        """The words it is about; None where it is about a whole field or message."""
        return Anchor(self.quote, self.before, self.after, self.start) if self.quote else None


class CommentAnswer(models.Model):
    """What somebody says to a comment."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = models.TextField()

    objects: ClassVar[models.Manager["CommentAnswer"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        ordering = ["written_at", "pk"]
