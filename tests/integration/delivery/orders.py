"""Ordering deliveries without a message behind them."""

from datetime import datetime
from uuid import uuid4

from ausrufer.channels.contract import Outgoing
from ausrufer.channels.models import Channel
from ausrufer.delivery.actions import Consignment, order_deliveries
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Priority, Purpose
from ausrufer.foundation.scope import within_organisation
from tests.conftest import Town


def order(
    town: Town,
    *channels: Channel,
    number: int = 1,
    priority: Priority = Priority.ORDINARY,
    due_at: datetime | None = None,
    not_after: datetime | None = None,
    parts: tuple[str, ...] = ("Die Brücke ist gesperrt.",),
) -> list[Delivery]:
    """Order `number` messages to each of the channels."""
    with within_organisation(town.organisation.pk):
        return [
            one
            for _ in range(number)
            for one in order_deliveries(
                actor=town.anna.actor,
                subject=f"announcement:{uuid4()}",
                revision=1,
                consignments=[
                    Consignment(channel, Purpose.PUBLISH, _message(parts, not_after))
                    for channel in channels
                ],
                due_at=due_at,
                priority=priority,
            )
        ]


def states(town: Town) -> list[str]:
    """Return the states of all deliveries, oldest first."""
    with within_organisation(town.organisation.pk):
        return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def _message(parts: tuple[str, ...], not_after: datetime | None) -> Outgoing:
    return Outgoing(
        public_id=str(uuid4()),
        language="de",
        title="Sperrung",
        parts=parts,
        not_after=not_after,
    )
