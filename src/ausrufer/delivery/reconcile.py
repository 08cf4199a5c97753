"""Asking the platform about unclear deliveries, and acting on a certain answer."""

from datetime import timedelta

from django.db import transaction

from ausrufer.channels.errors import AccessLost, ConnectorFailure, OutcomeUnclear
from ausrufer.delivery.call import Outcome, Yes
from ausrufer.delivery.losing import lose_access
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import Order
from ausrufer.delivery.pace import note_outcome
from ausrufer.delivery.plain import plain_parts
from ausrufer.delivery.settle import locked_with_target, mark_settled, mark_waiting
from ausrufer.delivery.states import State
from ausrufer.foundation.clock import now

_WAIT_FOR_A_PERSON_AFTER = timedelta(hours=6)
_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(hours=1)
_RESUMED = "Auf der Plattform nicht gefunden; wird erneut gesendet."


@transaction.atomic
def apply_answer(order: Order, answer: Outcome) -> None:
    """Settle what is there, resend what is certainly not, keep asking where nobody answered."""
    delivery = locked_with_target(order.delivery_id)
    # what was looked for belongs to one attempt: of a newer one it tells nothing
    if delivery.state != State.UNCLEAR or delivery.attempt_count != order.attempt:
        return
    if not isinstance(answer, OutcomeUnclear):
        # one that cannot tell did answer: what comes after must not wait for it
        note_outcome(delivery, answer)
    match answer:
        case Yes(published) if len(published.parts) == len(order.command.outgoing.parts):
            mark_settled(delivery, published.parts)
        case Yes(published) if published.parts and delivery.recalled_at is not None:
            # it is not completed any more, but what is there has to be amended or taken back
            mark_settled(delivery, published.parts)
        case Yes(published):
            delivery.parts = plain_parts(published.parts)
            mark_waiting(delivery, due_at=now(), reason=_RESUMED)
        case AccessLost() as lost:
            lose_access(delivery.channel, lost.for_staff, since=order.access_since)
            _ask_now_and_then(delivery)
        case _:
            _ask_later(delivery)


@transaction.atomic
def put_off(delivery_id: int, failure: ConnectorFailure) -> None:
    """Nothing could be asked, for a reason in the house: later, or by a person."""
    delivery = locked_with_target(delivery_id)
    if delivery.state != State.UNCLEAR:
        return
    if isinstance(failure, AccessLost):
        lose_access(delivery.channel, failure.for_staff, since=None)
        _ask_now_and_then(delivery)
    else:
        _ask_later(delivery)


def _ask_later(delivery: Delivery) -> None:
    ended = _waited(delivery) > _WAIT_FOR_A_PERSON_AFTER
    delivery.reconcile_at = None if ended else now() + _waited(delivery) / 2 + _PAUSE
    delivery.save(update_fields=["reconcile_at"])


def _ask_now_and_then(delivery: Delivery) -> None:
    """Whoever renews the access need not decide what the platform can tell then."""
    delivery.reconcile_at = now() + min(_waited(delivery) / 2 + _PAUSE, _LONGEST_PAUSE)
    delivery.save(update_fields=["reconcile_at"])


def _waited(delivery: Delivery) -> timedelta:
    since = delivery.patience_since or delivery.first_attempt_at
    return now() - since if since else timedelta()
