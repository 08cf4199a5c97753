"""What the house does when a platform called: looks at accesses, notes posts that are gone."""

from collections.abc import Sequence

from ausrufer.channels.contract import Change
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import all_channels
from ausrufer.delivery.access_now import check_access_now
from ausrufer.delivery.gone import note_gone
from ausrufer.intake.models import WebhookReceipt


def act_on_call(receipt_id: int) -> None:
    """Act on the open points of a call, then forget them; safe to run twice.

    Raises ConnectorFailure where a platform did not tell: the points stay open until it does.
    """
    receipt = WebhookReceipt.objects.select_related("channel").filter(pk=receipt_id).first()
    if receipt is None:
        return
    # what needs no platform first: one that is out of order must not hold it back
    points = sorted(receipt.open_points, key=lambda one: one[0] == Change.ACCESS)
    for change, account, post in points:
        for channel in _meant(receipt.channel, account):
            if change == Change.ACCESS:
                check_access_now(channel, since=receipt.received_at)
            else:
                note_gone(channel=channel, remote_id=post)
    WebhookReceipt.objects.filter(pk=receipt.pk).update(open_points=[])


def _meant(called: Channel, account: str) -> Sequence[Channel]:
    """Return the channels a point is about: an app calls one address for all its accounts.

    Whose consent ended is not kept, so that every channel of the app is looked at.
    """
    if account:
        same = all_channels().filter(kind=called.kind)
        return [one for one in same if account in one.settings.values()]
    app = _app(called)
    return [one for one in all_channels() if one == called or (app and _app(one) == app)]


def _app(channel: Channel) -> str:
    return str(channel.settings.get("client_id", ""))
