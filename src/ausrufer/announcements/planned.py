"""Reading the plan: open ideas, and what is on its way behind them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet

from ausrufer.announcements.calendar.recurrence import moment_of
from ausrufer.announcements.calendar.spans import Span
from ausrufer.announcements.models import Announcement, Idea
from ausrufer.announcements.states import State
from ausrufer.foundation.clock import now

OUT_FOR = timedelta(days=14)  # how long what is out stays on the plan
WRITTEN = (State.DRAFT, State.RETURNED, State.LAPSED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the plan somebody looks at; empty values do not filter. `last` is included."""

    department_id: int | None = None
    topic: str = ""
    person_id: int | None = None
    first: date | None = None
    last: date | None = None
    without_day: bool = False


def open_ideas() -> QuerySet[Idea]:
    """Return the ideas nobody has written or dropped, by their days, those without any last."""
    found = Idea.objects.filter(announcement=None, dropped_at=None)
    return found.select_related("department", "person__user").order_by(
        F("first_on").asc(nulls_last=True), "last_on", "pk"
    )


def dropped_ideas() -> QuerySet[Idea]:
    """Return what was taken off the plan, the newest first."""
    found = Idea.objects.filter(announcement=None, dropped_at__isnull=False)
    return found.select_related("department").order_by("-dropped_at")


def ideas_planned(wanted: Wanted) -> QuerySet[Idea]:
    """Return the open ideas somebody looks at."""
    found = open_ideas()
    if wanted.department_id is not None:
        found = found.filter(department_id=wanted.department_id)
    if wanted.topic:
        found = found.filter(topic=wanted.topic)
    if wanted.person_id is not None:
        found = found.filter(
            Q(person_id=wanted.person_id) | Q(person=None, created_by_id=wanted.person_id)
        )
    if wanted.without_day:
        return found.filter(first_on=None)
    if wanted.first is not None and wanted.last is not None:
        found = found.filter(first_on__lte=wanted.last, last_on__gte=wanted.first)
    return found


def ideas_in(span: Span, *, department_id: int | None = None) -> list[Idea]:
    """Return the open ideas that begin within a span."""
    found = open_ideas().filter(first_on__gte=span.first, first_on__lte=span.last)
    return list(found if department_id is None else found.filter(department_id=department_id))


def messages_planned(wanted: Wanted, *states: State) -> QuerySet[Announcement]:
    """Return the messages in these states that somebody looks at, by their time."""
    found = Announcement.objects.filter(state__in=states).select_related(
        "department", "created_by__user"
    )
    if wanted.department_id is not None:
        found = found.filter(department_id=wanted.department_id)
    if wanted.topic:
        found = found.filter(topic=wanted.topic)
    if wanted.person_id is not None:
        found = found.filter(author_ids__contains=[wanted.person_id])
    return _in_time(found, wanted).order_by(F("publish_at").asc(nulls_last=True), "-changed_at")


def messages_out(wanted: Wanted) -> QuerySet[Announcement]:
    """Return what went out lately, or in the time that is looked at, the newest first."""
    found = messages_planned(wanted, State.PUBLISHED)
    if wanted.first is None:
        found = found.filter(published_at__gt=now() - OUT_FOR)
    return found.order_by("-published_at")


def topics_planned() -> list[str]:
    """Return the topics of open ideas."""
    return list(
        Idea.objects.filter(announcement=None, dropped_at=None)
        .exclude(topic="")
        .order_by("topic")
        .values_list("topic", flat=True)
        .distinct()[:200]
    )


def _in_time(found: QuerySet[Announcement], wanted: Wanted) -> QuerySet[Announcement]:
    if wanted.without_day:
        return found.filter(publish_at=None, published_at=None)
    if wanted.first is None or wanted.last is None:
        return found
    begins, ends = _beginning(wanted.first), _beginning(wanted.last + timedelta(days=1))
    return found.filter(
        Q(publish_at__gte=begins, publish_at__lt=ends)
        | Q(published_at__gte=begins, published_at__lt=ends)
    )


def _beginning(day: date) -> datetime:
    return moment_of(datetime.combine(day, time()))
