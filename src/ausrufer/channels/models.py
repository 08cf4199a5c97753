"""The channels of an organisation."""

import uuid
from typing import ClassVar

from django.db import models

from ausrufer.channels.policy import Use
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Department, Member, Organisation


class Channel(models.Model):
    """One account on one network, or the own ground; secrets are sealed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="channels")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    settings = models.JSONField(default=dict)
    sealed_secrets = models.BinaryField(default=b"")
    limits = models.JSONField(default=dict)
    account = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)
    paused_at = models.DateTimeField(null=True)
    paused_reason = models.CharField(max_length=400, blank=True)
    checked_at = models.DateTimeField(null=True)
    access_since = models.DateTimeField(null=True)  # None: nobody has consented yet
    access_expires_at = models.DateTimeField(null=True)  # None: not by itself, or nobody told
    access_renews = models.BooleanField(default=False)  # the house renews it without a person
    renewal_since = models.DateTimeField(null=True)
    renewal_expires_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Channel"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="channel_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class ConsentRequest(models.Model):
    """One way to a platform's page of consent and back: good once, for one person, for a while.

    `state_digest` and `session_digest` are SHA-256 in hex: whoever reads the table can use neither.
    `sealed_way` holds what the exchange needs, later what it brought until an account is chosen.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="consent_requests")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    state_digest = models.CharField(max_length=64, unique=True)
    session_digest = models.CharField(max_length=64)
    sealed_way = models.BinaryField()
    ends_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    chosen_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["ConsentRequest"]] = ScopedManager(
        organisation="organisation_id"
    )


class ChannelReach(models.Model):
    """A department or a person a channel is kept for; without any it is open to all."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="reaches")
    use = models.CharField(max_length=10, choices=[(use.value, use.value) for use in Use])
    department = models.ForeignKey(Department, models.CASCADE, null=True, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+")

    objects: ClassVar[models.Manager["ChannelReach"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reach_names_one",
                condition=models.Q(department__isnull=True) ^ models.Q(member__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["channel", "use", "department", "member"],
                name="reach_once",
                nulls_distinct=False,
            ),
        ]


class RegisterEntry(models.Model):
    """What the house has laid down about a channel: why, for whom, who, on which ground."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    channel = models.OneToOneField(Channel, models.CASCADE, related_name="register_entry")
    version = models.PositiveIntegerField(default=0)
    purpose = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    target_groups = models.TextField(blank=True)
    contents = models.TextField(blank=True)
    department = models.ForeignKey(Department, models.SET_NULL, null=True, related_name="+")
    responsible = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    deputy = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    legal_basis = models.TextField(blank=True)
    imprint_url = models.TextField(blank=True)
    privacy_url = models.TextField(blank=True)
    data_protection = models.TextField(blank=True)
    alternative = models.TextField(blank=True)
    cost = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    review_months = models.PositiveSmallIntegerField(default=12)
    next_review_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    reviewed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    review_note = models.TextField(blank=True)

    objects: ClassVar[models.Manager["RegisterEntry"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        indexes = [models.Index(fields=["organisation", "next_review_on"])]


class ConceptFrame(models.Model):
    """What holds for all channels of an organisation, for its usage concept."""

    organisation = models.OneToOneField(Organisation, models.CASCADE)
    version = models.PositiveIntegerField(default=0)
    controller = models.TextField(blank=True)
    data_protection_officer = models.TextField(blank=True)
    rights = models.TextField(blank=True)
    editorial_rules = models.TextField(blank=True)
    conversation = models.TextField(blank=True)
    other_ways = models.TextField(blank=True)

    objects: ClassVar[models.Manager["ConceptFrame"]] = ScopedManager(
        organisation="organisation_id"
    )
