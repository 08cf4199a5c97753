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
    """A picture of an announcement; the file lies in the file store under its SHA-256."""

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


class Placement(models.Model):
    """A channel chosen for an announcement, with what a person changed in its rendition."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="placements")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+")
    edits = models.JSONField(null=True)

    objects: ClassVar[models.Manager["Placement"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "channel"], name="placement_once")
        ]


class AnnouncementVersion(models.Model):
    """What an announcement was after a change, so that it can be compared and taken back.

    One row holds the versions `first_number` to `number`: what one page saved by itself while
    somebody wrote. `page` names that page; it also keeps a new message from being created twice.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="versions")
    first_number = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    author_ids = ArrayField(models.BigIntegerField(), default=list)
    page = models.UUIDField(null=True)
    changed = ArrayField(models.CharField(max_length=200), default=list)
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


class PreflightRule(models.Model):
    """What an organisation decided about one check; without a row the check stands by itself.

    `severity` is one of stops, warns, hints, or "off".
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=8)
    reason = models.CharField(max_length=500)
    decided_at = models.DateTimeField()

    objects: ClassVar[models.Manager["PreflightRule"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="preflight_rule_once"),
            models.CheckConstraint(
                name="preflight_severity_known",
                condition=models.Q(severity__in=["stops", "warns", "hints", "off"]),
            ),
        ]


class HouseStyle(models.Model):
    """How an organisation writes: women and men, and how long a sentence may be (words)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    gendering = models.CharField(max_length=12)
    longest_sentence = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["HouseStyle"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="house_style_once")]


class ElectionQuiet(models.Model):
    """The days before an election on which an organisation holds back, both included."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    election = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects: ClassVar[models.Manager["ElectionQuiet"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="quiet_ends_after_it_starts",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
            )
        ]


class LinkReport(models.Model):
    """Whether an address in a message answered; `answers` is empty until somebody has asked."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    address = models.CharField(max_length=500)
    wanted_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    answers = models.BooleanField(null=True)

    objects: ClassVar[models.Manager["LinkReport"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "address"], name="link_report_once")
        ]


class TownCalendar(models.Model):
    """What an organisation's calendar knows of its place: the Land, for holidays."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    land = models.CharField(max_length=2, blank=True)
    mostly_catholic = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["TownCalendar"]] = ScopedManager(
        organisation="organisation_id"
    )


class QueueSlot(models.Model):
    """A time of the week at which a channel likes to speak; `weekday` 1 is Monday, `at` local."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    at = models.TimeField()

    objects: ClassVar[models.Manager["QueueSlot"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["channel", "weekday", "at"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "weekday", "at"], name="queue_slot_once"),
            models.CheckConstraint(
                name="queue_slot_weekday",
                condition=models.Q(weekday__gte=1, weekday__lte=7),
            ),
        ]


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

    objects: ClassVar[models.Manager["Snippet"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["name", "pk"]

    @property
    def subject(self) -> str:
        """The name under which the journal knows this snippet."""
        return f"snippet:{self.public_id}"


class Series(models.Model):
    """A message that comes again: `rule` (RFC 5545) over local times from `starts` on.

    `source` is the message whose text the next ones take. What is ended makes nothing new.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    source = models.ForeignKey(Announcement, models.CASCADE, related_name="+")
    rule = models.CharField(max_length=200)
    starts = models.CharField(max_length=16)
    created_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Series"]] = ScopedManager(organisation="organisation_id")


class Occurrence(models.Model):
    """One time of a series and its message, an announcement like any other.

    `local` is the time by the rule ("2026-11-24T10:00"), wherever the message was moved since;
    `made_version` tells whether somebody has worked on the message.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    series = models.ForeignKey(Series, models.CASCADE, related_name="occurrences")
    local = models.CharField(max_length=16)
    announcement = models.OneToOneField(Announcement, models.CASCADE, related_name="occurrence")
    made_version = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["Occurrence"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "local"], name="occurrence_once")]
