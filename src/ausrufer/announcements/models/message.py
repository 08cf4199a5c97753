"""Announcements: written once, with their pictures and what each channel makes of them."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ausrufer.announcements.content import Content
from ausrufer.announcements.kinds import NEWS
from ausrufer.announcements.states import State
from ausrufer.channels.models import Channel
from ausrufer.foundation.scope import ScopedManager
from ausrufer.intake.models import Receipt
from ausrufer.library.models import Asset
from ausrufer.library.policy import Sort, sort_of
from ausrufer.organisations.models import Department, Member, Organisation


class Announcement(models.Model):
    """The working version of a message.

    `version` counts every change (two people never overwrite each other silently), `revision` the
    releases: 1 is the first publication, each correction is one more. `author_ids` wrote the
    version at hand. `path` is the address of its page below the own site, fixed at the first
    submission.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    department = models.ForeignKey(Department, models.PROTECT)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    topic = models.CharField(max_length=60, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, default="de")
    publish_at = models.DateTimeField(null=True)
    not_after = models.DateTimeField(null=True)
    correction = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=40, default=NEWS.key)
    details = models.JSONField(default=dict)
    kind_shape = models.JSONField(default=dict)  # of a kind of the house's own, as it was then
    path = models.CharField(max_length=120, blank=True)

    state = models.CharField(max_length=12, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)
    author_ids = ArrayField(models.BigIntegerField(), default=list)
    created_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    receipt = models.ForeignKey(Receipt, models.SET_NULL, null=True, related_name="+")
    newer_receipt = models.ForeignKey(Receipt, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[models.Manager["Announcement"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="announcement_state_known",
                condition=models.Q(state__in=[state.value for state in State]),
            ),
            models.CheckConstraint(
                name="announcement_not_after_later",
                condition=models.Q(not_after__isnull=True)
                | models.Q(publish_at__isnull=True)
                | models.Q(not_after__gt=models.F("publish_at")),
            ),
        ]
        indexes = [
            models.Index(name="announcement_newest", fields=["organisation", "-changed_at", "-id"]),
            models.Index(
                name="announcement_by_state", fields=["organisation", "state", "-changed_at"]
            ),
            models.Index(
                name="announcement_published",
                fields=["organisation", "-published_at"],
                condition=models.Q(state="published"),
            ),
            models.Index(
                name="announcement_due",
                fields=["publish_at"],
                condition=models.Q(state="in_approval"),
            ),
            models.Index(
                name="announcement_topic",
                fields=["organisation", "topic"],
                condition=~models.Q(topic=""),
            ),
            models.Index(
                name="announcement_wished",
                fields=["organisation", "publish_at"],
                condition=models.Q(publish_at__isnull=False),
            ),
            models.Index(
                name="announcement_was_out",
                fields=["organisation", "published_at"],
                condition=models.Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """The name under which journal, approval and delivery know this announcement."""
        return f"announcement:{self.public_id}"

    @property
    def content(self) -> Content:
        """The text fields and times as they are stored."""
        return Content(**{name: getattr(self, name) for name in Content.__dataclass_fields__})


class AnnouncementPicture(models.Model):
    """A picture, film or document of an announcement; the file lies in the store by its SHA-256.

    `asset` is the picture in the library; those from before there was one have none. A film always
    has one: what it sounds like and its captions stand there. So has a document, of which
    `alt_text` is the title people read.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="pictures")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt_text = models.CharField(max_length=1500, blank=True)
    decorative = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200, blank=True)
    asset = models.ForeignKey(Asset, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[models.Manager["AnnouncementPicture"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="decorative_has_no_alt_text",
                condition=models.Q(decorative=False) | models.Q(alt_text=""),
            )
        ]

    @property
    def sort(self) -> Sort:
        """Picture, film or document."""
        return sort_of(self.media_type)

    @property
    def is_picture(self) -> bool:
        """Tell a picture from films and documents."""
        return self.sort is Sort.PICTURE

    @property
    def is_film(self) -> bool:
        """Tell a film from pictures and documents."""
        return self.sort is Sort.FILM

    @property
    def is_document(self) -> bool:
        """Tell a document from pictures and films."""
        return self.sort is Sort.DOCUMENT

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be shown and sent: a film is read first, and known to this row."""
        if not self.is_film or self.asset is None:
            return True
        return self.asset.is_ready and self.asset.sha256 == self.sha256


class Placement(models.Model):
    """A channel chosen for an announcement, with what a person changed in its rendition.

    `text_key` names the further text it sends (`AnnouncementText.key`); empty: the message's own.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="placements")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+")
    edits = models.JSONField(null=True)
    text_key = models.CharField(max_length=20, blank=True)

    objects: ClassVar[models.Manager["Placement"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "channel"], name="placement_once")
        ]
