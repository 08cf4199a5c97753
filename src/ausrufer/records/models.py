"""The journal: who did what when, append-only and hash-chained per organisation."""

from typing import ClassVar

from django.db import models

from ausrufer.foundation.scope import ScopedManager


class JournalHead(models.Model):
    """The last link of an organisation's chain; its row lock puts the entries in line."""

    organisation_id = models.BigIntegerField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class JournalEntry(models.Model):
    """One thing that happened. The database refuses every change but the erasure of details."""

    organisation_id = models.BigIntegerField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    actor_member_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=120)
    details = models.JSONField(null=True)
    salt = models.CharField(max_length=32)
    details_digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["JournalEntry"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "sequence"], name="journal_sequence_once"
            )
        ]
        indexes = [models.Index(fields=["organisation_id", "subject", "-sequence"])]
