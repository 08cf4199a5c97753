"""Renewing the access of a channel: one worker at a time, no transaction open during the call."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from ausrufer.channels.connecting.asking import ask_to_renew
from ausrufer.channels.connecting.keeping import ACCESS, RENEWAL, keep_renewed
from ausrufer.channels.errors import AccessLost, TemporaryFailure
from ausrufer.channels.lifetimes import renew_from
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import lifetime_of_access, opened_access
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.scope import across_organisations

# what is over within this time is not handed to a call any more
MARGIN = timedelta(seconds=60)
_LOCK = 0x41424F  # tells these advisory locks from those of other purposes
_WAIT = "40s"  # longer than a call to a token endpoint may take
_KEEP_TRIES = 3


def is_over(channel: Channel) -> bool:
    """Tell whether the access of a channel has ended, or ends before a call could."""
    ends = channel.access_expires_at
    return ends is not None and ends <= now() + MARGIN


def renew_access(channel_id: int) -> None:
    """Renew the access of a channel unless somebody just did; raises the failures.

    Must run outside any transaction: the new tokens are written down at once, in one of their own.
    """
    with (
        across_organisations(reason="a worker knows the channel by its id"),
        alone_with(channel_id),
    ):
        channel = Channel.objects.select_related("organisation").get(pk=channel_id)
        due = renew_from(lifetime_of_access(channel))
        if due is None or due > now():
            return
        if not channel.access_renews:
            raise _ended(channel)
        access = opened_access(channel)
        used = access[RENEWAL] or access[ACCESS]
        tokens = ask_to_renew(channel.kind, access)
        for last in (*[False] * (_KEEP_TRIES - 1), True):
            try:
                keep_renewed(channel_id=channel_id, used=used, tokens=tokens)
            except OperationalError:
                # the platform may have made the old token void: this one must not be lost
                if last or connection.connection is None or connection.connection.closed:
                    raise
            else:
                return


@contextmanager
def alone_with(channel_id: int) -> Iterator[None]:
    """Hold the lock of this channel's renewal; PostgreSQL frees it should this process die."""
    key = [_LOCK, channel_id % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [_WAIT])
        try:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", key)
        except OperationalError as held:
            raise TemporaryFailure(
                _("Der Zugang wird gerade erneuert."),
                for_log="renewal lock is held",
                retry_after=timedelta(seconds=5),
            ) from held
        finally:
            _reset()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def _reset() -> None:
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def _ended(channel: Channel) -> AccessLost:
    assert channel.access_expires_at is not None  # noqa: S101 - is due, so it has an end
    return AccessLost(
        _("Der Zugang endet am %(day)s. Bitte verbinden Sie den Kanal auf seiner Seite neu.")
        % {"day": f"{in_town_time(channel.access_expires_at):%d.%m.%Y, %H:%M}"},
        for_log="access is over and cannot be renewed",
    )
