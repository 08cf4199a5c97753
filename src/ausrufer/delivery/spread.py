"""A delivery to subscribers becomes one letter per confirmed subscription."""

from django.db import transaction

from ausrufer.delivery.claim import Claim
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.settle import mark_settled, mark_waiting
from ausrufer.delivery.states import State
from ausrufer.foundation.clock import now
from ausrufer.foundation.jobs import wake
from ausrufer.subscriptions.queries import confirmed_subscription_ids

WAKE = "ausrufer_delivery"


@transaction.atomic
def spread(claim: Claim) -> int:
    """Create the letters and settle the delivery they come from, all or nothing; returns how many.

    A repeat after a crash finds the letters there and adds none: they are unique per subscription.
    """
    whole = Delivery.objects.select_for_update(of=("self",)).get(pk=claim.delivery_id)
    if whole.state != State.IN_FLIGHT or whole.attempt_count != claim.attempt:
        return 0
    if whole.recalled_at is not None:
        mark_waiting(whole, due_at=now(), reason="")  # the sweep ends it
        return 0
    letters = Delivery.objects.bulk_create(
        [
            Delivery(
                organisation_id=whole.organisation_id,
                subject=whole.subject,
                channel_id=whole.channel_id,
                purpose=whole.purpose,
                revision=whole.revision,
                parent=whole,
                subscription_id=subscription_id,
                fingerprint=whole.fingerprint,
                due_at=now(),
                not_after=whole.not_after,
                priority=whole.priority + 1,
            )
            for subscription_id in confirmed_subscription_ids(whole.channel_id)
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
    mark_settled(whole, ())
    wake(WAKE)
    return len(letters)
