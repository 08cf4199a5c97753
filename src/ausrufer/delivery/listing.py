"""Deliveries as programs list them: by thing, state and channel, in pages by key."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from ausrufer.delivery.models import Delivery
from ausrufer.organisations.errors import Unfit


def deliveries_matching(
    *, subject: str = "", state: str = "", channel: UUID | None = None
) -> QuerySet[Delivery]:
    """Return the deliveries of the organisation in scope, newest first, without single letters."""
    found = Delivery.objects.filter(parent=None).select_related("channel").order_by("-pk")
    if subject:
        found = found.filter(subject=subject)
    if state:
        found = found.filter(state=state)
    if channel is not None:
        found = found.filter(channel__public_id=channel)
    return found


def page_of(
    found: QuerySet[Delivery], *, after: UUID | None, size: int
) -> tuple[Sequence[Delivery], UUID | None]:
    """Return up to `size` deliveries behind the one named `after`, and what the next page is after.

    Raises Unfit where there is no such delivery.
    """
    if after is not None:
        last = Delivery.objects.filter(key=after).values_list("pk", flat=True).first()
        if last is None:
            raise Unfit(
                "after",
                gettext("Diese Seite der Liste gibt es nicht. Bitte beginnen Sie von vorn."),
            )
        found = found.filter(pk__lt=last)
    items = list(found[: size + 1])
    return items[:size], items[size - 1].key if len(items) > size else None
