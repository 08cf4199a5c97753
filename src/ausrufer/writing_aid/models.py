"""Which writing aid an organisation runs; without a row, or switched off, there is none."""

from typing import ClassVar

from django.db import models

from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Member, Organisation


class WritingAid(models.Model):
    """An address that speaks the chat protocol of OpenAI, run by or for the organisation.

    `address` is what stands before `/chat/completions`. Pictures leave only where `sees_pictures`.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    active = models.BooleanField(default=False)
    address = models.CharField(max_length=300)
    model = models.CharField(max_length=120)
    sealed_key = models.BinaryField(default=b"")
    sees_pictures = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager["WritingAid"]] = ScopedManager(organisation="organisation_id")
