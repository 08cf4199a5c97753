"""Reading what the house knows of feeds."""

from django.db.models import QuerySet

from ausrufer.intake.models import Feed


def feeds() -> QuerySet[Feed]:
    """Return the feeds that are read again and again, with their departments."""
    return Feed.objects.filter(polled=True).select_related("department")
