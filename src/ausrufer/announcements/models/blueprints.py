"""Templates of whole messages; in code a blueprint, because pages are made of templates, too."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ausrufer.announcements.content import Content
from ausrufer.announcements.kinds import NEWS
from ausrufer.announcements.models.offerable import Offerable
from ausrufer.foundation.scope import ScopedManager

WORDS = ("title", "body", "link", "topic", "contact", "language", "kind", "details", "kind_shape")


class Blueprint(Offerable):
    """A message to begin with, without days.

    `channel_ids` are keys of channels of the same organisation: one that is gone is left out.
    """

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

    objects: ClassVar[models.Manager["Blueprint"]] = ScopedManager(organisation="organisation_id")

    class Meta(Offerable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "taken_from"], name="blueprint_taken_once"
            )
        ]

    @property
    def content(self) -> Content:
        """What a message begun with it says."""
        return Content(**{name: getattr(self, name) for name in WORDS})

    def take(self, content: Content) -> None:
        """Say what this content says; its times are left behind."""
        for name in WORDS:
            setattr(self, name, getattr(content, name))
