"""What platforms say is no longer there, though the house did not take it back."""

from django.db import transaction

from ausrufer.channels.models import Channel
from ausrufer.delivery import journal
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor
from ausrufer.records.models import JournalEntry

# a withdrawal that has ended like this took nothing back
_NOTHING_TAKEN_BACK = (State.FAILED, State.WITHDRAWN, State.EXPIRED)


@transaction.atomic
def note_gone(*, channel: Channel, remote_id: str) -> bool:
    """Write once into the journal that a publication of the channel was deleted over there.

    Returns False where there is nothing to write: no publication of ours, or one the house itself
    takes back, or the journal has it already.
    """
    published = Delivery.objects.select_for_update(of=("self",)).filter(
        channel=channel,
        purpose=Purpose.PUBLISH,
        state=State.SETTLED,
        parent=None,
        parts__contains=[[remote_id]],
    )
    delivery = published.order_by("pk").first()
    if delivery is None or _is_taken_back(delivery) or _is_noted(delivery):
        return False
    record(
        journal.GONE,
        actor=Actor.house(delivery.organisation_id),
        subject=delivery.subject,
        channel=channel.name,
        delivery=str(delivery.key),
    )
    return True


def _is_taken_back(delivery: Delivery) -> bool:
    orders = delivery.follow_ups.filter(purpose=Purpose.WITHDRAW)
    return orders.exclude(state__in=_NOTHING_TAKEN_BACK).exists()


def _is_noted(delivery: Delivery) -> bool:
    return JournalEntry.objects.filter(
        subject=delivery.subject, kind=journal.GONE, details__delivery=str(delivery.key)
    ).exists()
