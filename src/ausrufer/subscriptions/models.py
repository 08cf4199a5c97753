"""Subscriptions of residents to channels that send letters."""

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from ausrufer.channels.models import Channel
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Organisation
from ausrufer.subscriptions.states import State


def new_token() -> str:
    """Return 256 random bits as text that fits into an address."""
    return secrets.token_urlsafe(32)


class Subscription(models.Model):
    """One address at one channel.

    What is kept and why: `address` as long as letters are wanted; the three times and
    `consent_text` (the version of the wording agreed to) as evidence of the consent. When the
    subscription ends, the address goes; what stays is `evidence` (a salted digest), so that
    somebody who names the address can be shown when it agreed and when it left. The digest goes
    three years later (limitation of claims). The row itself stays, empty, because letters that were
    delivered point to it.

    `confirm_nonce` is half of the confirmation link, the other half is a signature: neither the
    database nor a copy of it is enough to confirm. `end_token` stands in every letter and works for
    as long as the letter exists, even if the house changes its keys.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="subscriptions")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    address = models.CharField(max_length=254, blank=True)
    state = models.CharField(max_length=10, default=State.PENDING)
    consent_text = models.CharField(max_length=20)
    requested_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    confirm_nonce = models.CharField(max_length=64, null=True, unique=True)
    confirm_until = models.DateTimeField(null=True)
    end_token = models.CharField(max_length=64, unique=True, default=new_token)
    evidence = models.CharField(max_length=100, blank=True)

    objects: ClassVar[models.Manager["Subscription"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="subscription_state_known",
                condition=models.Q(state__in=[state.value for state in State]),
            ),
            models.CheckConstraint(
                name="subscription_ended_has_no_address",
                condition=models.Q(state="ended", address="", ended_at__isnull=False)
                | (~models.Q(state="ended") & ~models.Q(address="")),
            ),
            models.CheckConstraint(
                name="subscription_confirmed_has_its_time",
                condition=~models.Q(state="confirmed") | models.Q(confirmed_at__isnull=False),
            ),
            models.UniqueConstraint(
                "channel",
                Lower("address"),
                name="subscription_once",
                condition=~models.Q(state="ended"),
            ),
        ]
        indexes = [
            models.Index(
                name="subscription_confirmed",
                fields=["channel", "id"],
                condition=models.Q(state="confirmed"),
            )
        ]


class SignUpCount(models.Model):
    """How often one address or one connection asked within one hour; `who` is a keyed digest."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    who = models.CharField(max_length=64)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["SignUpCount"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "who", "hour"], name="sign_up_counted")
        ]
        indexes = [models.Index(name="sign_up_hour", fields=["hour"])]
