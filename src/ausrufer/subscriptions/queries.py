"""Reading subscriptions; the delivery engine and the desk ask here."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from ausrufer.channels.contract import Recipient
from ausrufer.foundation.clock import now
from ausrufer.subscriptions.digests import confirmation_token, is_evidence_of
from ausrufer.subscriptions.models import Subscription
from ausrufer.subscriptions.states import State


def confirmed_subscription_ids(channel_id: int) -> list[int]:
    """Return the ids of everybody who gets the letters of a channel."""
    confirmed = Subscription.objects.filter(channel_id=channel_id, state=State.CONFIRMED)
    return list(confirmed.order_by("pk").values_list("pk", flat=True))


def confirmed_count(channel_id: int) -> int:
    """Return how many people get the letters of a channel."""
    return Subscription.objects.filter(channel_id=channel_id, state=State.CONFIRMED).count()


def pending_count(channel_id: int) -> int:
    """Return how many people have not confirmed yet and still can."""
    pending = Subscription.objects.filter(channel_id=channel_id, state=State.PENDING)
    return pending.filter(confirm_until__gt=now()).count()


def ended_count(channel_id: int, *, since: datetime, until: datetime) -> int:
    """Return how many people left a channel from `since` until just before `until`."""
    ended = Subscription.objects.filter(channel_id=channel_id, state=State.ENDED)
    return ended.filter(ended_at__gte=since, ended_at__lt=until).count()


def recipient(subscription_id: int) -> Recipient | None:
    """Return whom to write to; None once the subscription is not confirmed any more."""
    found = Subscription.objects.filter(pk=subscription_id, state=State.CONFIRMED).first()
    if found is None:
        return None
    return Recipient(address=found.address, unsubscribe_url=end_url(found))


def evidence_about(channel_id: int, address: str) -> list[Subscription]:
    """Return what is kept about an address somebody names: when it agreed, to what, and until when.

    Reads every ended subscription of the channel; meant for a single enquiry.
    """
    rows = Subscription.objects.filter(channel_id=channel_id).order_by("requested_at", "pk")
    return [
        row
        for row in rows
        if row.address.lower() == address.lower() or is_evidence_of(row.evidence, address)
    ]


def confirm_url(subscription: Subscription) -> str:
    """Return the address that confirms a pending subscription."""
    token = confirmation_token(subscription.confirm_nonce or "")
    return _absolute(reverse("subscriptions:confirm", args=[token]))


def end_url(subscription: Subscription) -> str:
    """Return the address that ends a subscription; it names nobody and cannot be guessed."""
    return _absolute(reverse("subscriptions:end", args=[subscription.end_token]))


def _absolute(path: str) -> str:
    return f"{settings.ENVIRONMENT.base_url.rstrip('/')}{path}"
