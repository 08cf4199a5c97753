"""Reading series: whose they are, and when they come again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from ausrufer.announcements.calendar.recurrence import local_times, moment_of
from ausrufer.announcements.calendar.spans import Span
from ausrufer.announcements.models import Announcement, Occurrence, Series
from ausrufer.announcements.states import State
from ausrufer.foundation.clock import in_town_time, now

SHAPE = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class Coming:
    """A time of a series that has no message yet; `at` is aware, in the town's time."""

    title: str
    at: datetime
    source_id: UUID


def running_series() -> QuerySet[Series]:
    """Return the series of the organisation in scope that still make messages."""
    return Series.objects.filter(ended_at=None).select_related("source__department", "created_by")


def occurrence_of(announcement: Announcement) -> Occurrence | None:
    """Return which time of which series a message is."""
    found = Occurrence.objects.filter(announcement=announcement)
    return found.select_related("series__source").first()


def times_of(series: Series, *, until: datetime) -> Iterator[datetime]:
    """Return the naive local times of a series up to a moment."""
    start = datetime.fromisoformat(series.starts)
    local_until = in_town_time(until).replace(tzinfo=None)
    return local_times(series.rule, start, until=local_until)


def untouched_after(occurrence: Occurrence) -> list[Occurrence]:
    """Return the later messages of the series that nobody has worked on."""
    return [one for one in _later(occurrence) if _is_untouched(one)]


def touched_after(occurrence: Occurrence) -> int:
    """Return how many later messages somebody has worked on."""
    return sum(not _is_untouched(one) for one in _later(occurrence))


def coming_in(
    span: Span, *, channel_id: int | None = None, department_id: int | None = None
) -> list[Coming]:
    """Return what series will make within a span; two queries."""
    found = running_series()
    if department_id is not None:
        found = found.filter(source__department_id=department_id)
    if channel_id is not None:
        found = found.filter(source__placements__channel_id=channel_id)
    running = list(found)
    made = set(Occurrence.objects.filter(series__in=running).values_list("series_id", "local"))
    end = moment_of(datetime.combine(span.last + timedelta(days=1), datetime.min.time()))
    return [
        Coming(series.source.title, in_town_time(moment_of(local)), series.source.public_id)
        for series in running
        for local in times_of(series, until=end)
        if (series.pk, local.strftime(SHAPE)) not in made
        and span.first <= in_town_time(moment_of(local)).date() <= span.last
        and moment_of(local) > now()
    ]


def _later(occurrence: Occurrence) -> list[Occurrence]:
    found = Occurrence.objects.filter(series=occurrence.series, local__gt=occurrence.local)
    return list(found.select_related("announcement__department").order_by("local"))


def _is_untouched(occurrence: Occurrence) -> bool:
    message = occurrence.announcement
    return message.state == State.DRAFT and message.version == occurrence.made_version
