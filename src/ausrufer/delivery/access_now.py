"""Looking now whether an access still holds, because its platform gave reason to."""

import logging
from datetime import datetime, timedelta

from ausrufer.channels.actions import note_access_report
from ausrufer.channels.asking import ask_about_access
from ausrufer.channels.errors import AccessLost, PermanentFailure, TemporaryFailure
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import is_by_hand, is_connected, opened_access
from ausrufer.delivery.losing import lose_access
from ausrufer.foundation.clock import now

log = logging.getLogger(__name__)

_PAUSE = timedelta(minutes=1)  # whoever calls often makes the house ask no more often than that


def check_access_now(channel: Channel, *, since: datetime) -> None:
    """Ask the platform unless it was asked after `since`; a lost access pauses the channel.

    Raises TemporaryFailure or OutcomeUnclear where the platform did not tell, or was asked
    within the last minute: ask again later.
    """
    if channel.paused_at or not channel.active:
        return  # nothing goes over it before a person has acted
    if is_by_hand(channel) or not is_connected(channel):
        return
    if channel.checked_at and channel.checked_at >= since:
        return
    if channel.checked_at and channel.checked_at > now() - _PAUSE:
        raise TemporaryFailure("Der Zugang wurde eben erst geprüft.", retry_after=_PAUSE)
    access_since = channel.access_since  # a person may connect anew while the platform thinks
    try:
        report = ask_about_access(channel.kind, opened_access(channel))
    except AccessLost as lost:
        log.warning("access of channel %s is lost: %s", channel.pk, lost.for_log)
        lose_access(channel, lost.for_staff, since=access_since)
    except PermanentFailure as refused:
        log.warning("access of channel %s cannot be checked: %s", channel.pk, refused.for_log)
    else:
        note_access_report(channel=channel, report=report)
