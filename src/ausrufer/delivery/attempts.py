"""What is filed of the attempts of a delivery."""

from ausrufer.channels.errors import ConnectorFailure, OutcomeUnclear
from ausrufer.delivery.call import Outcome
from ausrufer.delivery.claim import Claim
from ausrufer.delivery.models import Attempt, Delivery
from ausrufer.delivery.plain import plain
from ausrufer.delivery.states import BROKEN_OFF
from ausrufer.foundation.clock import now

_STILL_OPEN = ""


def outcome_word(outcome: Outcome) -> str:
    """Return the word an attempt is filed under."""
    return type(outcome).__name__ if isinstance(outcome, ConnectorFailure) else "Settled"


def close_attempt(claim: Claim, outcome: Outcome) -> None:
    """File how a claimed attempt ended."""
    failure = outcome if isinstance(outcome, ConnectorFailure) else None
    Attempt.objects.filter(delivery_id=claim.delivery_id, number=claim.attempt).update(
        ended_at=now(),
        outcome=outcome_word(outcome),
        for_staff=plain(failure.for_staff) if failure else "",
        for_log=plain(failure.for_log) if failure else "",
    )


def may_still_arrive(delivery: Delivery) -> bool:
    """Tell whether what an earlier attempt sent may come through only now."""
    earlier = delivery.attempts.filter(number__lt=delivery.attempt_count)
    unknown = (OutcomeUnclear.__name__, BROKEN_OFF, _STILL_OPEN)
    return earlier.filter(outcome__in=unknown).exists()
