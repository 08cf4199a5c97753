"""What is planned before it is written, and plans on their way into the house."""

import uuid
from typing import ClassVar

from django.db import models

from ausrufer.announcements.kinds import NEWS
from ausrufer.announcements.models.message import Announcement
from ausrufer.announcements.planning.rough import Rough
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Department, Member, Organisation


class Idea(models.Model):
    """Something to tell, thought of and not yet written; `announcement` is what became of it.

    It is meant for the days `first_on` to `last_on`, at `at` (town time) where it is one day.
    `origin` names the row of a plan it was read from, `read_version` the version that left.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    topic = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=40, default=NEWS.key)
    person = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    at = models.TimeField(null=True)
    announcement = models.OneToOneField(
        Announcement, models.SET_NULL, null=True, related_name="idea"
    )
    dropped_at = models.DateTimeField(null=True)
    origin = models.CharField(max_length=64, blank=True)
    read_version = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Idea"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="idea_read_once",
                fields=["organisation", "origin"],
                condition=~models.Q(origin=""),
            ),
            models.CheckConstraint(
                name="idea_days_in_order",
                condition=models.Q(first_on=None, last_on=None)
                | models.Q(last_on__gte=models.F("first_on")),
            ),
        ]
        indexes = [
            models.Index(
                name="idea_open",
                fields=["organisation", "first_on"],
                condition=models.Q(announcement=None, dropped_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """The name under which the journal knows this idea."""
        return f"idea:{self.public_id}"

    @property
    def rough(self) -> Rough:
        """When it is meant for."""
        return Rough(self.first_on, self.last_on, self.at)


class PlanUpload(models.Model):
    """The rows of a plan between its upload and its import, sealed, for the one who brought it.

    `assigned` says which column is what; nobody but `member` gets to see any of it.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    sealed_rows = models.BinaryField()
    assigned = models.JSONField(default=dict)
    year = models.PositiveSmallIntegerField()
    uploaded_at = models.DateTimeField()

    objects: ClassVar[models.Manager["PlanUpload"]] = ScopedManager(organisation="organisation_id")
