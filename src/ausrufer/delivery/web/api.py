"""Deliveries, as programs see them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.params.functions import Query

from ausrufer.delivery.listing import deliveries_matching, page_of
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.queries import Letters, letters_by_delivery
from ausrufer.delivery.states import State
from ausrufer.organisations.policy import Scope
from ausrufer.organisations.web.api import PROBLEMS, Bearer


class LettersOut(Schema):
    """The letters of a newsletter delivery, counted by state."""

    total: int
    by_state: dict[str, int]


class DeliveryOut(Schema):
    """One delivery to one channel; `reason` is German and for people."""

    id: UUID
    announcement: UUID | None
    channel: str
    channel_id: UUID
    purpose: str
    revision: int
    state: str
    due_at: datetime
    not_after: datetime | None
    settled_at: datetime | None
    attempts: int
    permalink: str
    reason: str
    fingerprint: str
    letters: LettersOut | None


class DeliveryPage(Schema):
    """A page of deliveries; `next` is the `after` of the following page."""

    items: list[DeliveryOut]
    next: UUID | None


router = Router(tags=["Auslieferungen"])


@router.get(
    "/deliveries",
    response={200: DeliveryPage, **PROBLEMS},
    auth=Bearer(Scope.DELIVERIES_READ),
    summary="Auslieferungen, neueste zuerst",
)
def list_deliveries(  # noqa: PLR0917 - ninja reads one parameter per filter
    request: HttpRequest,  # noqa: ARG001 - the scope is open
    announcement: UUID | None = Query(None, description="Kennung der Mitteilung"),
    state: State | None = None,
    channel: UUID | None = Query(None, description="Kennung des Kanals"),
    limit: int = Query(25, ge=1, le=100),
    after: UUID | None = Query(None, description="`next` der Seite davor"),
) -> dict[str, Any]:
    """Return a page of deliveries; filters that are left out do not filter."""
    found = deliveries_matching(
        subject=f"announcement:{announcement}" if announcement else "",
        state=state.value if state else "",
        channel=channel,
    )
    items, following = page_of(found, after=after, size=limit)
    letters = letters_by_delivery(one.pk for one in items)
    return {"items": [_delivery(one, letters.get(one.pk)) for one in items], "next": following}


def _announcement(subject: str) -> UUID | None:
    kind, _, key = subject.partition(":")
    return UUID(key) if kind == "announcement" else None


def _delivery(delivery: Delivery, letters: Letters | None) -> dict[str, Any]:
    return {
        "id": delivery.key,
        "announcement": _announcement(delivery.subject),
        "channel": delivery.channel.name,
        "channel_id": delivery.channel.public_id,
        "purpose": delivery.purpose,
        "revision": delivery.revision,
        "state": delivery.state,
        "due_at": delivery.due_at,
        "not_after": delivery.not_after,
        "settled_at": delivery.settled_at,
        "attempts": delivery.attempt_count,
        "permalink": delivery.permalink,
        "reason": delivery.for_staff,
        "fingerprint": delivery.fingerprint,
        "letters": {"total": letters.total, "by_state": letters.by_state} if letters else None,
    }
