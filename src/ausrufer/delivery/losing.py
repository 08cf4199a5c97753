"""What follows when a platform refuses an access: nothing goes over it, and people are told."""

from datetime import datetime

from ausrufer.channels.actions import pause_channel
from ausrufer.channels.models import Channel
from ausrufer.delivery.facts import ChannelAccessLost
from ausrufer.delivery.plain import plain
from ausrufer.foundation.clock import now
from ausrufer.foundation.facts import announce
from ausrufer.foundation.scope import within_organisation
from ausrufer.records.actor import Actor


def lose_access(channel: Channel, reason: str, *, since: datetime | None) -> None:
    """Pause the channel and have people told, once; what waits for it keeps waiting.

    `since` is of the access that was refused: one that was renewed meanwhile is not lost. None:
    nothing is known of when it began.
    """
    house = Actor.house(channel.organisation_id)
    with within_organisation(channel.organisation_id):
        if pause_channel(actor=house, channel=channel, reason=plain(reason), since=since):
            announce(ChannelAccessLost(channel.organisation_id, channel.pk, now().isoformat()))
