"""What the house hears: feeds with their raw receipts, and calls of platforms without theirs."""

from typing import ClassVar

from django.db import models

from ausrufer.channels.models import Channel
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Department, Organisation


class Feed(models.Model):
    """A feed that is read again and again; `source` is its address, or names an imported file."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    department = models.ForeignKey(Department, models.PROTECT)
    source = models.CharField(max_length=500)
    title = models.CharField(max_length=200, blank=True)
    polled = models.BooleanField(default=False)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    read_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=400, blank=True)

    objects: ClassVar[models.Manager["Feed"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        ordering = ["title", "source"]
        constraints = [models.UniqueConstraint(fields=["organisation", "source"], name="feed_once")]

    def __str__(self) -> str:
        return self.title or self.source


class Receipt(models.Model):
    """One revision of one feed item exactly as it came; never changed, interpreted afterwards."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    feed = models.ForeignKey(Feed, models.CASCADE, related_name="receipts")
    external_id = models.CharField(max_length=500)
    revision = models.CharField(max_length=64)
    content = models.JSONField()
    received_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Receipt"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "external_id", "revision"], name="receipt_once")
        ]


class WebhookAddress(models.Model):
    """Where a channel's platform calls the house; whoever reads the table learns no address.

    `key_digest` is SHA-256 in hex of the key in the address; `sealed_words` holds that key and the
    word both sides agreed on.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    channel = models.OneToOneField(Channel, models.CASCADE, related_name="webhook_address")
    key_digest = models.CharField(max_length=64, unique=True)
    sealed_words = models.BinaryField()
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager["WebhookAddress"]] = ScopedManager(
        organisation="organisation_id"
    )


class WebhookReceipt(models.Model):
    """That a platform called, and about which kinds of changes: nothing anybody wrote.

    `digest` is keyed with the address, so that nobody can try what a body may have been; `subjects`
    counts kinds of changes; `open_points` are those the house acts on, empty once it has.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="webhook_receipts")
    digest = models.CharField(max_length=64)
    subjects = models.JSONField(default=dict)
    open_points = models.JSONField(default=list)
    received_at = models.DateTimeField()

    objects: ClassVar[models.Manager["WebhookReceipt"]] = ScopedManager(
        organisation="organisation_id"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "digest"], name="webhook_receipt_once")
        ]
        indexes = [models.Index(name="webhook_receipt_age", fields=["channel", "received_at"])]
