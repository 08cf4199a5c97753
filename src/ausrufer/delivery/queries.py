"""Reading deliveries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from ausrufer.channels.models import Channel
from ausrufer.delivery.models import Attempt, Delivery, HandReport
from ausrufer.delivery.states import HANDED_OVER, Purpose, State


@dataclass(frozen=True, slots=True)
class Letters:
    """How many letters a newsletter delivery was spread into, by state."""

    by_state: dict[str, int]

    @property
    def total(self) -> int:
        """The number of letters in all states."""
        return sum(self.by_state.values())


def deliveries_of(subject: str) -> QuerySet[Delivery]:
    """Return the deliveries of one thing with their channels, without single letters."""
    return (
        Delivery.objects.filter(subject=subject, parent=None)
        .select_related("channel")
        .order_by("channel__position", "created_at", "pk")
    )


def letters_by_delivery(delivery_ids: Iterable[int]) -> dict[int, Letters]:
    """Return the letters of newsletter deliveries in one query."""
    counted: dict[int, Counter[str]] = {}
    rows = (
        Delivery.objects.filter(parent__in=list(delivery_ids))
        .values("parent_id", "state")
        .annotate(number=Count("pk"))
    )
    for row in rows:
        counted.setdefault(row["parent_id"], Counter())[row["state"]] = row["number"]
    return {parent: Letters(dict(states)) for parent, states in counted.items()}


def deliveries_that_need_a_hand() -> QuerySet[Delivery]:
    """Return what failed or is unclear; a newsletter stands for its letters.

    Letters that failed are counted on the page of their message and ask for nothing: most of their
    addresses are gone. Nor does what failed after it was recalled: it is not to go out any more.
    """
    in_need = (
        Delivery.objects.filter(state__in=[State.FAILED, State.UNCLEAR])
        .exclude(state=State.FAILED, parent__isnull=False)
        .exclude(state=State.FAILED, recalled_at__isnull=False)
        .values(whole=Coalesce("parent_id", "pk"))
    )
    return Delivery.objects.filter(pk__in=in_need).select_related("channel").order_by("-created_at")


def task_of_people(key: UUID) -> Delivery | None:
    """Return a delivery that people have, or had, in hand; None for every other."""
    handed = Delivery.objects.filter(key=key, parent=None).select_related("channel", "target")
    return handed.filter(
        Q(state=State.BY_HAND)
        | Exists(Attempt.objects.filter(delivery=OuterRef("pk"), outcome=HANDED_OVER))
    ).first()


def reports_about(delivery: Delivery) -> QuerySet[HandReport]:
    """Return what people said of a delivery they had in hand, newest first."""
    reports = HandReport.objects.filter(delivery=delivery).select_related("member")
    return reports.order_by("-pk")


def tasks_by_hand() -> QuerySet[Delivery]:
    """Return what people have to carry out, the longest due first."""
    return (
        Delivery.objects.filter(state=State.BY_HAND)
        .select_related("channel")
        .order_by("due_at", "pk")
    )


def deliveries_to_come(*, until: datetime) -> QuerySet[Delivery]:
    """Return what waits and is due before `until`, soonest first."""
    return (
        Delivery.objects.filter(state=State.WAITING, parent=None, due_at__lte=until, held_at=None)
        .select_related("channel")
        .order_by("due_at", "channel__position")
    )


def waiting_on(channel: Channel) -> tuple[int, int]:
    """Return how many publications wait for a channel: whole ones, and letters of newsletters."""
    waiting = Delivery.objects.filter(
        channel=channel, purpose=Purpose.PUBLISH, state=State.WAITING, recalled_at=None
    ).exclude(parent__recalled_at__isnull=False)
    letters = waiting.filter(parent__isnull=False).count()
    return waiting.filter(parent=None).count(), letters


def unsent_of(subject: str) -> tuple[int, int]:
    """Return how much of one thing a change would stop: whole deliveries, and letters."""
    waiting = Delivery.objects.filter(
        subject=subject, state__in=[State.WAITING, State.BY_HAND], recalled_at=None
    ).exclude(purpose=Purpose.WITHDRAW)
    letters = waiting.filter(parent__isnull=False, parent__recalled_at=None).count()
    return waiting.filter(parent=None).count(), letters


def publications_of(subject: str) -> QuerySet[Delivery]:
    """Return what of one thing is out there now."""
    return deliveries_of(subject).filter(purpose=Purpose.PUBLISH, state=State.SETTLED)


def publications_out_or_under_way(subject: str) -> QuerySet[Delivery]:
    """Return what of one thing is out there, or may be: sent right now, or nobody knows."""
    return deliveries_of(subject).filter(
        purpose=Purpose.PUBLISH, state__in=[State.SETTLED, State.IN_FLIGHT, State.UNCLEAR]
    )


def publications_with(files: Iterable[str]) -> list[tuple[Delivery, frozenset[str]]]:
    """Return what is out there now with any of these files (SHA-256), and with which.

    What counts is the newest content a channel took: a correction may have brought a picture or
    taken it away. Two queries.
    """
    wanted = frozenset(files)
    showing = Q()
    for file in wanted:
        showing |= Q(content__pictures__contains=[{"sha256": file}])
        showing |= Q(content__films__contains=[{"sha256": file}])
        showing |= Q(content__documents__contains=[{"sha256": file}])
    if not showing:
        return []
    told = Delivery.objects.filter(showing, state=State.SETTLED, parent=None)
    first = {target or pk for pk, target in told.values_list("pk", "target_id")}
    out = Delivery.objects.filter(pk__in=first, purpose=Purpose.PUBLISH, state=State.SETTLED)
    amended = Delivery.objects.filter(purpose=Purpose.AMEND, state=State.SETTLED).order_by("pk")
    out = out.select_related("channel").prefetch_related(
        Prefetch("follow_ups", amended, to_attr="amendments")
    )
    found: list[tuple[Delivery, frozenset[str]]] = []
    for one in out.order_by("-settled_at", "pk"):
        newest = (one.amendments or [one])[-1]
        content = newest.content or {}
        kinds = ("pictures", "films", "documents")
        shown = {one["sha256"] for kind in kinds for one in content.get(kind, ())}
        if both := wanted & shown:
            found.append((one, both))
    return found


def may_have_left(subject: str, *, revision: int) -> bool:
    """Tell whether anything of this revision is out there, or may be."""
    left = deliveries_of(subject).filter(
        revision=revision,
        state__in=[State.SETTLED, State.IN_FLIGHT, State.UNCLEAR, State.BY_HAND],
    )
    return left.exists()


def has_settled(subject: str, *, revision: int) -> bool:
    """Tell whether any channel has this revision."""
    return deliveries_of(subject).filter(revision=revision, state=State.SETTLED).exists()


def newest_deliveries(subjects: Iterable[str]) -> QuerySet[Delivery]:
    """Return, of many things, the newest publication on each channel; letters left out."""
    return (
        Delivery.objects.filter(subject__in=list(subjects), parent=None, purpose=Purpose.PUBLISH)
        .defer("content")  # most of a row, and no list shows it
        .select_related("channel")
        .order_by("subject", "channel__position", "channel_id", "-revision")
        .distinct("subject", "channel__position", "channel_id")
    )
