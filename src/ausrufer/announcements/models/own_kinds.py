"""Kinds of messages that an organisation defines itself."""

import uuid
from typing import ClassVar

from django.db import models

from ausrufer.announcements.kinds import Kind
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Member, Organisation


class OwnKind(models.Model):
    """A kind of an organisation as it is now; `shape` is what `Kind.to_json` wrote.

    A message carries the shape it was written with: what changes here changes no old message.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    key = models.CharField(max_length=40)
    shape = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    retired_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager["OwnKind"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="own_kind_key_once")
        ]

    @property
    def subject(self) -> str:
        """The name under which the journal knows this kind."""
        return f"kind:{self.public_id}"

    @property
    def kind(self) -> Kind:
        """The kind with its fields."""
        return Kind.from_json(self.shape)
