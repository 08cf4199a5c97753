"""What lies on the calendar's days, read in one query however much it is."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, When
from django.db.models.functions import Coalesce, Greatest

from ausrufer.announcements.calendar.entries import Entry
from ausrufer.announcements.calendar.spans import Span
from ausrufer.announcements.models import Announcement, Placement
from ausrufer.announcements.states import State
from ausrufer.foundation.clock import from_town_time, in_town_time

_OVER = (State.PUBLISHED, State.WITHDRAWN)
_FIELDS = (
    *("public_id", "title", "state", "version", "department_id", "revision", "kind"),
    *("at", "channels"),
)
# the time a message lies at: when it went out, else when it is meant to
_AT = Case(
    # what was discarded before it went out has none
    When(state__in=_OVER, then=F("published_at")),
    # released without a time: it is about to leave
    When(state=State.SCHEDULED, then=Coalesce("publish_at", "changed_at")),
    # a correction without a time of its own stays with what it corrects
    default=Greatest("publish_at", "published_at"),
)


def entries_of(
    span: Span, *, channel_id: int | None = None, department_id: int | None = None
) -> list[Entry]:
    """Return the messages of a span in no particular order; None does not filter."""
    start, end = beginning_of(span.first), beginning_of(span.last + timedelta(days=1))
    found = Announcement.objects.filter(
        Q(publish_at__gte=start, publish_at__lt=end)
        | Q(published_at__gte=start, published_at__lt=end)
        | Q(state=State.SCHEDULED, publish_at=None, changed_at__gte=start, changed_at__lt=end)
    )
    if department_id is not None:
        found = found.filter(department_id=department_id)
    if channel_id is not None:
        found = found.filter(placements__channel_id=channel_id)
    placed = Placement.objects.filter(announcement=OuterRef("pk"), channel__active=True)
    rows = found.annotate(at=_AT, channels=ArraySubquery(placed.values("channel_id")))
    return [_entry(row) for row in rows.filter(at__gte=start, at__lt=end).values(*_FIELDS)]


def beginning_of(day: date) -> datetime:
    """Return the moment a day begins in the town."""
    return from_town_time(datetime.combine(day, time()))


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        public_id=row["public_id"],
        title=row["title"],
        at=in_town_time(row["at"]),
        state=State(row["state"]),
        version=row["version"],
        department_id=row["department_id"],
        channels=tuple(sorted(row["channels"])),
        kind=row["kind"],
        corrects=row["revision"] > 1 and row["state"] != State.PUBLISHED,
    )
