"""A correction that cannot be made in place stands as a publication of its own instead."""

from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State

_NEVER_OUT = (State.WITHDRAWN, State.EXPIRED)


def may_be_published(correction: Delivery) -> bool:
    """Tell whether a correction is still to go out, and its revision is not published there yet.

    The second publication of a revision is what `delivery_once` forbids.
    """
    if correction.purpose != Purpose.AMEND or correction.recalled_at is not None:
        return False
    same = Delivery.objects.filter(
        subject=correction.subject,
        channel=correction.channel_id,
        revision=correction.revision,
        subscription=None,
        purpose=Purpose.PUBLISH,
    )
    return not same.exclude(state__in=_NEVER_OUT).exists()


def become_publication(correction: Delivery) -> None:
    """Let a correction be what it is on networks that change nothing; the caller saves it.

    Like the correction it was it is never too late.
    """
    correction.purpose, correction.target = Purpose.PUBLISH, None
