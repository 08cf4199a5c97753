"""Deliveries, as programs see them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.params.functions import Query

from ausrufer.delivery.models import Delivery
from ausrufer.delivery.queries import Letters, deliveries_of, letters_by_delivery
from ausrufer.organisations.policy import Scope
from ausrufer.organisations.web.api import PROBLEMS, Bearer


class LettersOut(Schema):
    """The letters of a newsletter delivery, counted by state."""

    total: int
    by_state: dict[str, int]


class DeliveryOut(Schema):
    """One delivery to one channel; `reason` is German and for people."""

    id: UUID
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


router = Router(tags=["Auslieferungen"])


@router.get(
    "/deliveries",
    response={200: list[DeliveryOut], **PROBLEMS},
    auth=Bearer(Scope.DELIVERIES_READ),
    summary="Auslieferungen einer Mitteilung",
)
def list_deliveries(
    request: HttpRequest,  # noqa: ARG001 - the scope is open
    announcement: UUID = Query(..., description="Kennung der Mitteilung"),
) -> list[dict[str, Any]]:
    """Return the deliveries of one announcement, own ground first; empty where there are none."""
    found = list(deliveries_of(f"announcement:{announcement}"))
    letters = letters_by_delivery(one.pk for one in found)
    return [_delivery(one, letters.get(one.pk)) for one in found]


def _delivery(delivery: Delivery, letters: Letters | None) -> dict[str, Any]:
    return {
        "id": delivery.key,
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
