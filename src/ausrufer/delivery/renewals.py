"""Keeping access fresh: before it ends, and just before a call that would use an ended one."""

import asyncio
import logging
from datetime import timedelta

from django.db import connection

from ausrufer.channels.connecting.renewing import is_over, renew_access
from ausrufer.channels.errors import AccessLost, ConnectorFailure, TemporaryFailure
from ausrufer.channels.lifetimes import renew_from
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import is_connected, lifetime_of_access
from ausrufer.delivery.losing import lose_access
from ausrufer.foundation.clock import now
from ausrufer.foundation.jobs import enqueue
from ausrufer.foundation.scope import across_organisations

log = logging.getLogger(__name__)

RENEW = "ausrufer.delivery.jobs.renew"
_EARLIEST = timedelta(days=8)  # nothing is renewed longer before its end


class AccessOver(TemporaryFailure):
    """The access has ended and is to be renewed before the call; nothing was sent."""

    def __init__(self, channel_id: int) -> None:
        super().__init__("Der Zugang wird gerade erneuert.", for_log="access is over")
        self.channel_id = channel_id


def check_fresh(channel: Channel) -> None:
    """Raise AccessOver where the access must be renewed first, AccessLost where there is none."""
    if not is_connected(channel):
        raise AccessLost(
            "Der Kanal ist noch mit keinem Konto verbunden. Bitte verbinden Sie ihn auf seiner "
            "Seite.",
            for_log="nobody has consented yet",
        )
    if is_over(channel):
        raise AccessOver(channel.pk)


class Renewals:
    """The renewals one worker has under way: many deliveries wait for the same one."""

    def __init__(self) -> None:
        self._running: dict[int, asyncio.Task[ConnectorFailure | None]] = {}

    async def renewed(self, channel_id: int) -> ConnectorFailure | None:
        """Renew the access of a channel in a thread of its own; return what went wrong.

        Either the access is lost, or the call has to wait: nothing was sent.
        """
        task = self._running.get(channel_id)
        if task is None:
            task = asyncio.ensure_future(asyncio.to_thread(_tried, channel_id))
            self._running[channel_id] = task
            task.add_done_callback(lambda _: self._running.pop(channel_id, None))
        return await asyncio.shield(task)


def queue_renewals() -> None:
    """Queue a job for every access that is due; paused channels wait for a person."""
    with across_organisations(reason="time passes for every organisation"):
        soon = Channel.objects.filter(
            paused_at=None, access_renews=True, access_expires_at__lte=now() + _EARLIEST
        )
        for channel in soon:
            due = renew_from(lifetime_of_access(channel))
            if due is not None and due <= now():
                enqueue(RENEW, channel_id=channel.pk)


def renew(channel_id: int) -> None:
    """Renew one access; a lost one pauses its channel and has people told."""
    with across_organisations(reason="a job knows the channel by its id"):
        channel = Channel.objects.get(pk=channel_id)
    try:
        renew_access(channel_id)
    except AccessLost as lost:
        log.warning("access of channel %s is lost: %s", channel_id, lost.for_log)
        lose_access(channel, lost.for_staff, since=channel.access_since)
    except ConnectorFailure as failure:
        log.warning("access of channel %s not renewed yet: %s", channel_id, failure.for_log)


def _tried(channel_id: int) -> ConnectorFailure | None:
    try:
        renew_access(channel_id)
    except (AccessLost, TemporaryFailure) as failure:
        return failure
    except ConnectorFailure as failure:
        # whatever it means for the access: the message itself was not sent
        return TemporaryFailure(failure.for_staff, for_log=failure.for_log)
    except Exception as bug:
        log.exception("access of channel %s could not be renewed", channel_id)
        said = "Beim Erneuern des Zugangs trat ein Fehler in Ausrufer selbst auf."
        return TemporaryFailure(said, for_log=repr(bug)[:500])
    finally:
        connection.close()  # this thread's own
    return None
