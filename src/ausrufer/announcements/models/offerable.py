"""What writers keep for themselves and a host may offer to the towns it hosts."""

import uuid
from typing import Any, ClassVar

from django.db import models

from ausrufer.organisations.models import Department, Member, Organisation


class Offerable(models.Model):
    """A named thing with a review date; without a department it belongs to the whole house."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    department = models.ForeignKey(Department, models.CASCADE, null=True)
    name = models.CharField(max_length=80)
    review_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    offered = models.BooleanField(default=False)  # by a host, to the towns it hosts
    taken_from = models.UUIDField(null=True)  # the host's own, where this is a copy of it
    taken_text = models.TextField(blank=True)  # what the host's said when last looked at here

    objects: ClassVar[models.Manager[Any]]

    class Meta:
        abstract = True
        ordering = ["name", "pk"]

    @property
    def subject(self) -> str:
        """The name under which the journal knows it."""
        return f"{self._meta.model_name}:{self.public_id}"
