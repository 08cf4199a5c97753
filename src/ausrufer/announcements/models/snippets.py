"""Texts that are written often."""

import uuid
from typing import ClassVar

from django.db import models

from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Department, Member, Organisation


class Snippet(models.Model):
    """A text that is written often; without a department it belongs to the whole house."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    department = models.ForeignKey(Department, models.CASCADE, null=True)
    name = models.CharField(max_length=80)
    text = models.TextField()
    review_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    offered = models.BooleanField(default=False)  # by a host, to the towns it hosts
    taken_from = models.UUIDField(null=True)  # the host's own, where this is a copy of it
    taken_text = models.TextField(blank=True)  # the host's text that was last looked at here

    objects: ClassVar[models.Manager["Snippet"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "taken_from"], name="taken_once")
        ]

    @property
    def subject(self) -> str:
        """The name under which the journal knows this snippet."""
        return f"snippet:{self.public_id}"
