"""Notices, the messages about them, and what people decided about both."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ausrufer.foundation.scope import ScopedManager
from ausrufer.notices.policy import Kind, Way
from ausrufer.notices.states import State
from ausrufer.organisations.models import Member, Organisation
from ausrufer.organisations.office_hours import OPENS


class Notice(models.Model):
    """One thing somebody is told; the database lets nobody be told the same twice.

    Without `member` it is for the Matrix room of the organisation. `occasion` tells apart what may
    happen to a subject again: a step, a request, a moment.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="notices")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Kind])
    wording = models.CharField(max_length=30)
    subject = models.CharField(max_length=120)
    occasion = models.CharField(max_length=120)
    details = models.JSONField(default=dict)
    path = models.CharField(max_length=300)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Notice"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "kind", "subject", "occasion"],
                name="nobody_is_told_twice",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(fields=["member", "-at"], name="notices_of_member"),
            models.Index(
                fields=["member"], condition=models.Q(read_at=None), name="notices_unread"
            ),
        ]


class PushDevice(models.Model):
    """A browser that shows notices while no page of the desk is open."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    member = models.ForeignKey(Member, models.CASCADE, related_name="push_devices")
    label = models.CharField(max_length=80)
    endpoint = models.CharField(max_length=1000)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    created_at = models.DateTimeField()

    objects: ClassVar[models.Manager["PushDevice"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "endpoint"], name="push_device_once")
        ]


class Digest(models.Model):
    """The one mail of a day to a person; the row is written before the mail."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in State])
    due_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Digest"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "day"], name="one_digest_a_day"),
        ]


class Sending(models.Model):
    """One message about one notice by one way; of push one per device."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="sendings")
    way = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Way])
    device = models.ForeignKey(PushDevice, models.CASCADE, null=True)
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, related_name="sendings")
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in State])
    due_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Sending"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "way", "device"], name="sent_once_by_a_way", nulls_distinct=False
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state__in=["waiting", "trying"]),
                name="sendings_to_do",
            ),
            models.Index(
                fields=["organisation"],
                condition=models.Q(state="gathering"),
                name="sendings_gathering",
            ),
        ]


class MemberWishes(models.Model):
    """What a person decided about being told; without a row the defaults hold."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    member = models.OneToOneField(Member, models.CASCADE, related_name="notice_wishes")
    chosen = models.JSONField(default=dict)
    digest_hour = models.PositiveSmallIntegerField(default=OPENS.hour)
    office_hours_only = models.BooleanField(default=False)
    matrix_room = models.CharField(max_length=255, blank=True)  # entered by administration

    objects: ClassVar[models.Manager["MemberWishes"]] = ScopedManager(
        organisation="organisation_id"
    )


class MatrixAccess(models.Model):
    """The account by which an organisation writes to Matrix rooms."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    homeserver = models.CharField(max_length=300)
    sealed_token = models.BinaryField()
    account = models.CharField(max_length=255)
    room = models.CharField(max_length=255, blank=True)  # of the whole house
    kinds = ArrayField(models.CharField(max_length=20), default=list)  # told there
    active = models.BooleanField(default=True)
    trouble = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["MatrixAccess"]] = ScopedManager(
        organisation="organisation_id"
    )


class PushKey(models.Model):
    """The key pair by which push services recognise this installation (VAPID)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sealed_private = models.BinaryField()
    public_pem = models.TextField()
    public = models.CharField(max_length=100)  # as browsers take it

    class Meta:
        constraints = [
            models.CheckConstraint(name="one_push_key", condition=models.Q(pk=1)),
        ]
