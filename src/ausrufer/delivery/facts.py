"""What the engine tells the floors above; ids only, the rows are the truth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeliverySettled:
    """A delivery left the house and the platform said yes.

    Of several of one `subject` that are written together only the first is told.
    """

    organisation_id: int
    delivery_id: int
    subject: str


@dataclass(frozen=True, slots=True)
class DeliveryNeedsHand:
    """A delivery failed, expired or nobody knows: people have to be told.

    Of the letters of a newsletter only the first in each `state` is told; `delivery_id` is then the
    newsletter's. `since` tells this time from the next time it happens.
    """

    organisation_id: int
    delivery_id: int
    subject: str
    state: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class ChannelAccessLost:
    """A platform no longer accepts our access; the channel is paused."""

    organisation_id: int
    channel_id: int
    since: str = ""
