"""Texts that are written often."""

from typing import ClassVar

from django.db import models

from ausrufer.announcements.models.offerable import Offerable
from ausrufer.foundation.scope import ScopedManager


class Snippet(Offerable):
    """A text that is written often."""

    text = models.TextField()

    objects: ClassVar[models.Manager["Snippet"]] = ScopedManager(organisation="organisation_id")

    class Meta(Offerable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "taken_from"], name="taken_once")
        ]
