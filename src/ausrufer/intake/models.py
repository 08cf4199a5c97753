"""What the house hears: feeds of the town's website and their raw receipts."""

from typing import ClassVar

from django.db import models

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
