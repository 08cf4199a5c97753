"""Templates of whole messages; in code a blueprint, because pages are made of templates, too."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ausrufer.announcements.content import Content
from ausrufer.announcements.kinds import NEWS
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Department, Member, Organisation

WORDS = ("title", "body", "link", "topic", "contact", "language", "kind", "details", "kind_shape")


class Blueprint(models.Model):
    """A message to begin with, without days; without a department it belongs to the whole house.

    `channel_ids` are keys of channels of the same organisation: one that is gone is left out.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    department = models.ForeignKey(Department, models.CASCADE, null=True)
    name = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    topic = models.CharField(max_length=60, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, default="de")
    kind = models.CharField(max_length=40, default=NEWS.key)
    details = models.JSONField(default=dict)
    kind_shape = models.JSONField(default=dict)
    channel_ids = ArrayField(models.BigIntegerField(), default=list)
    review_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    offered = models.BooleanField(default=False)  # by a host, to the towns it hosts
    taken_from = models.UUIDField(null=True)  # the host's own, where this is a copy of it
    taken_text = models.TextField(blank=True)  # what the host's said when last looked at here

    objects: ClassVar[models.Manager["Blueprint"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "taken_from"], name="blueprint_taken_once"
            )
        ]

    @property
    def subject(self) -> str:
        """The name under which the journal knows this template."""
        return f"blueprint:{self.public_id}"

    @property
    def content(self) -> Content:
        """What a message begun with it says."""
        return Content(**{name: getattr(self, name) for name in WORDS})

    def take(self, content: Content) -> None:
        """Say what this content says; its times are left behind."""
        for name in WORDS:
            setattr(self, name, getattr(content, name))
