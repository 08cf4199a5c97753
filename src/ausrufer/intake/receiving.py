"""Calls of platforms: the address they call, and what is kept of a call that proves its origin."""

import hashlib
import logging
import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from ausrufer.channels.contract import NotSigned
from ausrufer.channels.errors import AccessLost
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import opened_access, receives_calls, seal
from ausrufer.foundation.clock import now
from ausrufer.foundation.facts import announce, yet_to_be_told
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.intake import journal
from ausrufer.intake.calls import digest_of, points_of, subjects_of
from ausrufer.intake.errors import NoSuchAddress, TooManyCalls
from ausrufer.intake.facts import PlatformCalled
from ausrufer.intake.models import WebhookAddress, WebhookReceipt
from ausrufer.intake.queries import opened_words, receiver
from ausrufer.organisations.errors import NotForYou
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)
# new calls at one address: comments are only counted, so that a storm of them may go uncounted;
# what the house acts on is turned away much later (a platform bundles changes when there are many)
MOST_A_MINUTE = 300
MOST_WITH_POINTS = 3_000
_MINUTE = timedelta(minutes=1)


@transaction.atomic
def make_address(*, actor: Actor, channel: Channel) -> None:
    """Give the channel an address its platform calls; an earlier one ends here and now."""
    if not receives_calls(channel):
        raise NotForYou
    key = secrets.token_urlsafe(32)
    words = {"key": key, "agreed": secrets.token_urlsafe(24)}
    WebhookAddress.objects.update_or_create(
        channel=channel,
        defaults={
            "organisation_id": channel.organisation_id,
            "key_digest": _digest(key),
            "sealed_words": seal().close(words),
            "made_at": now(),
        },
    )
    _note(journal.ADDRESS_MADE, actor, channel)


@transaction.atomic
def delete_address(*, actor: Actor, channel: Channel) -> None:
    """Be called no longer; what is known of earlier calls goes too."""
    WebhookReceipt.objects.filter(channel=channel).delete()
    deleted, _ = WebhookAddress.objects.filter(channel=channel).delete()
    if deleted:
        _note(journal.ADDRESS_GONE, actor, channel)


def address_called(key: str) -> WebhookAddress:
    """Return the address with this key, of whatever organisation; raises NoSuchAddress."""
    with across_organisations(reason="the key in the address tells whose it is"):
        found = WebhookAddress.objects.filter(key_digest=_digest(key))
        address = found.select_related("channel__organisation").first()
    if address is None or not receives_calls(address.channel):
        raise NoSuchAddress
    return address


def shaken(address: WebhookAddress, params: Mapping[str, str]) -> str | None:
    """Return the answer to a platform that subscribes; None where it does not know our word."""
    words = opened_words(address)
    return receiver(address.channel).handshake(params, words.agreed) if words else None


def receive(address: WebhookAddress, key: str, headers: Mapping[str, str], body: bytes) -> None:
    """Keep that the platform called, once per body; raises NotSigned and TooManyCalls.

    Nothing is stored before the signature holds, which is made with the secret of this channel's
    own app: a stranger can fill nothing. What was taken in before is an ordinary success, as is
    what nothing would be done about when there are too many.
    """
    channel = address.channel
    with within_organisation(channel.organisation_id):
        told = receiver(channel).verify(headers, body, _secrets(channel), received_at=now())
        digest = digest_of(body, key)
        known = WebhookReceipt.objects.filter(channel=channel)
        if known.filter(digest=digest).exists():
            return
        points = points_of(told)
        lately = known.filter(received_at__gt=now() - _MINUTE).count()
        if points and lately >= MOST_WITH_POINTS:
            raise TooManyCalls
        if points or lately < MOST_A_MINUTE:
            _keep(channel, digest, subjects_of(told), points)


def forget_calls() -> int:
    """Delete what is known of calls after thirty days; returns how many."""
    with across_organisations(reason="time passes for every organisation"):
        return WebhookReceipt.objects.filter(received_at__lt=now() - KEPT_FOR).delete()[0]


@transaction.atomic
def announce_open_again() -> int:
    """Announce calls whose points are open and whom nobody looks at any more; returns how many.

    A platform may be out of order for longer than a subscriber of a fact has patience.
    """
    with across_organisations(reason="time passes for every organisation"):
        left = WebhookReceipt.objects.exclude(open_points=[])
        left = left.exclude(pk__in=yet_to_be_told(PlatformCalled, "receipt_id")).order_by("pk")
        found = list(left.values_list("organisation_id", "pk"))
    for organisation_id, pk in found:
        announce(PlatformCalled(organisation_id, pk))
    return len(found)


@transaction.atomic
def _keep(channel: Channel, digest: str, subjects: dict[str, int], points: list[list[str]]) -> None:
    receipt, new = WebhookReceipt.objects.get_or_create(
        channel=channel,
        digest=digest,
        defaults={
            "organisation_id": channel.organisation_id,
            "subjects": subjects,
            "open_points": points,
            "received_at": now(),
        },
    )
    if new and points:
        announce(PlatformCalled(channel.organisation_id, receipt.pk))


def _secrets(channel: Channel) -> Mapping[str, str]:
    try:
        return opened_access(channel).secrets
    except AccessLost as lost:
        log.warning("a call for channel %s cannot be verified: %s", channel.pk, lost.for_log)
        raise NotSigned from lost


def _note(kind: str, actor: Actor, channel: Channel) -> None:
    subject = f"channel:{channel.public_id}"
    record(kind, actor=actor, subject=subject, channel=channel.name)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
