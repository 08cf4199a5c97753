"""How hosted towns are: numbers only, never what they write or who works there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet

from ausrufer.announcements.models import Announcement
from ausrufer.channels.models import RegisterEntry
from ausrufer.channels.queries import paused_channels
from ausrufer.delivery.queries import deliveries_that_need_a_hand
from ausrufer.delivery.states import State
from ausrufer.foundation.scope import across_organisations


@dataclass(frozen=True, slots=True)
class Health:
    """What a host sees of a town."""

    failed: int = 0
    unclear: int = 0
    paused: int = 0  # channels whose access is lost
    overdue: int = 0  # channels whose review is due
    last_published_at: datetime | None = None


def health_of(town_ids: Collection[int], today: date) -> dict[int, Health]:
    """Return the numbers of towns; five queries, however many they are."""
    with across_organisations(reason="a host sees numbers of the towns it hosts"):
        hands = deliveries_that_need_a_hand().filter(organisation_id__in=town_ids)
        failed = _counted(hands.filter(state=State.FAILED))
        unclear = _counted(hands.exclude(state=State.FAILED))
        paused = _counted(paused_channels().filter(organisation_id__in=town_ids))
        overdue = _counted(
            RegisterEntry.objects.filter(
                organisation_id__in=town_ids, channel__active=True, next_review_on__lte=today
            )
        )
        published = Announcement.objects.filter(organisation_id__in=town_ids)
        last = dict(
            published.order_by().values_list("organisation_id").annotate(Max("published_at"))
        )
    return {
        pk: Health(
            failed=failed.get(pk, 0),
            unclear=unclear.get(pk, 0),
            paused=paused.get(pk, 0),
            overdue=overdue.get(pk, 0),
            last_published_at=last.get(pk),
        )
        for pk in town_ids
    }


def _counted(found: QuerySet) -> dict[int, int]:  # type: ignore[type-arg]  # of whatever
    return dict(found.order_by().values_list("organisation_id").annotate(Count("pk")))
