"""Which word says how a delivery stands."""

from ausrufer.announcements.web.words import (
    DELIVERED_FOR_GOOD,
    DELIVERY,
    HELD,
    NOT_SENT,
    PUBLISHED_FOR_GOOD,
    Word,
)
from ausrufer.channels.contract import Audience, Withdraws
from ausrufer.channels.queries import is_able_to, manifest_of
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.queries import Letters
from ausrufer.delivery.states import Purpose
from ausrufer.delivery.states import State as Delivered


def word_of_delivery(delivery: Delivery, letters: Letters | None) -> Word:
    """Return how a delivery stands on the receipt, a newsletter by its letters."""
    if letters and letters.total:
        return _word_of_letters(letters)
    if delivery.purpose == Purpose.WITHDRAW and delivery.state == Delivered.SETTLED:
        return DELIVERY[Delivered.WITHDRAWN]
    return word_alone(delivery)


def word_alone(delivery: Delivery) -> Word:
    """Return how a delivery stands by itself."""
    if delivery.state == Delivered.WITHDRAWN and delivery.settled_at is None:
        return NOT_SENT
    if delivery.state == Delivered.WAITING and delivery.held_at is not None:
        return HELD
    return DELIVERY[delivery.state]


def _word_of_letters(letters: Letters) -> Word:
    """What asks for a person goes first; one dead address does not make a newsletter fail."""
    order = (
        Delivered.UNCLEAR,
        Delivered.IN_FLIGHT,
        Delivered.WAITING,
        Delivered.SETTLED,
        Delivered.FAILED,
        Delivered.EXPIRED,
    )
    found = (DELIVERY[state] for state in order if letters.by_state.get(state))
    return next(found, NOT_SENT)  # a letter is only ever taken back before it leaves


def word_for_good(delivery: Delivery) -> Word | None:
    """Return how a publication that no withdrawal can reach is said; None where one can."""
    settled = delivery.purpose == Purpose.PUBLISH and delivery.state == Delivered.SETTLED
    if not settled or is_able_to(delivery.channel, Withdraws.withdraw):
        return None
    audience = manifest_of(delivery.channel).audience
    return DELIVERED_FOR_GOOD if audience is Audience.SUBSCRIBERS else PUBLISHED_FOR_GOOD
