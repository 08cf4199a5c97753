"""What the house does when a platform called: looks at accesses, notes posts that are gone."""

import logging
from collections.abc import Sequence
from datetime import datetime

from ausrufer.channels.contract import Change
from ausrufer.channels.errors import ConnectorFailure
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import all_channels
from ausrufer.delivery.access_now import check_access_now
from ausrufer.delivery.gone import note_gone
from ausrufer.intake.models import WebhookReceipt

log = logging.getLogger(__name__)


def act_on_call(receipt_id: int) -> None:
    """Act on the open points of a call, then forget them; safe to run twice.

    Raises ConnectorFailure where a platform did not tell, after everything else was looked at: the
    points stay open until it does.
    """
    receipt = WebhookReceipt.objects.select_related("channel").filter(pk=receipt_id).first()
    if receipt is None:
        return
    trouble = None
    # what needs no platform first: a process that ends while it waits for one has done it
    points = sorted(receipt.open_points, key=lambda one: one[0] == Change.ACCESS)
    for change, account, post in points:
        for channel in _meant(receipt.channel, account):
            if change == Change.ACCESS:
                trouble = _checked(channel, receipt.received_at) or trouble
            else:
                note_gone(channel=channel, remote_id=post)
    if trouble:
        raise trouble
    WebhookReceipt.objects.filter(pk=receipt.pk).update(open_points=[])


def _checked(channel: Channel, since: datetime) -> ConnectorFailure | None:
    """Look at an access; return why it is not known: one in trouble holds no other back."""
    try:
        check_access_now(channel, since=since)
    except ConnectorFailure as failure:
        log.warning("access of channel %s is not known yet: %s", channel.pk, failure.for_log)
        return failure
    return None


def _meant(called: Channel, account: str) -> Sequence[Channel]:
    """Return the channels a point is about: an app calls one address for all its accounts.

    Whose consent ended is not kept, so that every channel of the app is looked at.
    """
    app = _app(called)
    of_app = [one for one in all_channels() if one == called or (app and _app(one) == app)]
    return [one for one in of_app if not account or account in one.settings.values()]


def _app(channel: Channel) -> str:
    return str(channel.settings.get("client_id", ""))
