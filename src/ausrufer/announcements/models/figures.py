"""Numbers of the house's own publications, and the channels nobody asks for them."""

from typing import ClassVar

from django.db import models

from ausrufer.channels.models import Channel
from ausrufer.delivery.models import Delivery
from ausrufer.foundation.scope import ScopedManager
from ausrufer.organisations.models import Organisation


class Figure(models.Model):
    """What a platform told of a publication so many hours after it went out; only totals."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="+")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")
    published_at = models.DateTimeField()
    hours = models.PositiveSmallIntegerField()
    measured_at = models.DateTimeField()
    numbers = models.JSONField()

    objects: ClassVar[models.Manager["Figure"]] = ScopedManager(organisation="organisation_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "hours"], name="measured_once_by_age")
        ]
        indexes = [models.Index(name="figure_of_channel", fields=["channel", "hours"])]


class Unmeasured(models.Model):
    """A channel whose numbers the house does not want."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    channel = models.OneToOneField(Channel, models.CASCADE, related_name="+")

    objects: ClassVar[models.Manager["Unmeasured"]] = ScopedManager(organisation="organisation_id")
