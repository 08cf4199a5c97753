"""What an organisation decided about the checks before sending."""

import uuid
from typing import ClassVar

from django.db import models

from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Organisation


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
