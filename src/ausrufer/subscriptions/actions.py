"""Ordering, confirming and ending subscriptions; the only writer of their rows."""

from typing import Final

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext

from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import now
from ausrufer.foundation.jobs import enqueue
from ausrufer.foundation.mail_address import MailAddress, NotAnAddress, parse
from ausrufer.foundation.scope import across_organisations
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor
from ausrufer.subscriptions import consent, journal
from ausrufer.subscriptions.digests import counted, evidence
from ausrufer.subscriptions.errors import AddressUnfit, LinkSpent, TooManyRequests
from ausrufer.subscriptions.models import SignUpCount, Subscription, new_token
from ausrufer.subscriptions.policy import (
    CONFIRM_WITHIN,
    COUNT_KEPT,
    EVIDENCE_KEPT,
    MOST_PER_ADDRESS,
    MOST_PER_CLIENT,
    hour_of,
    network_of,
)
from ausrufer.subscriptions.queries import evidence_about
from ausrufer.subscriptions.states import State, check_move

_SEND: Final = "ausrufer.subscriptions.jobs.send_letter"


def request_subscription(*, channel: Channel, address: str, client: str = "") -> Subscription:
    """Order a newsletter for an address and write to it; the caller must not tell what was found.

    `client` is the address of the connection, where there is one. Raises AddressUnfit and
    TooManyRequests. Too many orders for one address are accepted without another letter: saying so
    would tell a stranger what others did.
    """
    wanted = _fit(address)
    if client:
        _count_client(channel, client)
    many = _count(channel, "address", f"{channel.pk} {str(wanted).lower()}") > MOST_PER_ADDRESS
    with transaction.atomic():
        subscription = _open_subscription(channel, wanted)
        if not many:
            enqueue(_SEND, subscription_id=subscription.pk)
    return subscription


@transaction.atomic
def confirm(subscription: Subscription) -> None:
    """Start sending; raises LinkSpent where somebody was faster or it is too late."""
    found = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    if (
        found.state != State.PENDING
        or found.confirm_nonce != subscription.confirm_nonce
        or found.confirm_until is None
        or found.confirm_until <= now()
    ):
        raise LinkSpent(gettext("Dieser Link gilt nicht mehr."))
    _move(found, State.CONFIRMED)
    found.confirmed_at, found.confirm_nonce, found.confirm_until = now(), None, None
    found.save()
    _tell(found, journal.CONFIRMED)


@transaction.atomic
def end(subscription: Subscription, *, actor: Actor | None = None) -> None:
    """Stop sending and erase the address; ending again changes nothing.

    What was never confirmed is deleted altogether. `actor` is who does it for the reader; None is
    the reader.
    """
    found = Subscription.objects.select_for_update(of=("self",)).filter(pk=subscription.pk).first()
    if found is None or found.state == State.ENDED:
        return
    if actor is not None:
        _tell(found, journal.ENDED_ON_REQUEST, actor)
    if found.state == State.PENDING:
        found.delete()
        return
    _move(found, State.ENDED)
    found.evidence, found.address, found.ended_at = evidence(found.address), "", now()
    found.save()
    if actor is None:
        _tell(found, journal.ENDED)


@transaction.atomic
def look_up(*, actor: Actor, channel: Channel, address: str) -> list[Subscription]:
    """Return what is kept about an address somebody names, and note that it was looked at.

    Raises AddressUnfit. The address itself is not noted.
    """
    wanted = _fit(address)
    record(
        journal.LOOKED_UP,
        actor=actor,
        subject=f"channel:{channel.public_id}",
        channel=channel.name,
    )
    return evidence_about(channel.pk, str(wanted))


def tidy() -> None:
    """Forget what is no longer needed, in every organisation; safe to run at any time."""
    with across_organisations(reason="retention holds for the whole house"):
        Subscription.objects.filter(state=State.PENDING, confirm_until__lte=now()).delete()
        Subscription.objects.filter(state=State.ENDED, ended_at__lte=now() - EVIDENCE_KEPT).exclude(
            evidence=""
        ).update(evidence="")
        SignUpCount.objects.filter(hour__lte=now() - COUNT_KEPT).delete()


def _fit(address: str) -> MailAddress:
    try:
        return parse(address)
    except NotAnAddress as wrong:
        raise AddressUnfit(
            gettext(
                "Bitte geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel "
                "erika@beispiel.de."
            )
        ) from wrong


def _open_subscription(channel: Channel, address: MailAddress) -> Subscription:
    try:
        with transaction.atomic():
            return Subscription.objects.create(
                organisation_id=channel.organisation_id,
                channel=channel,
                address=str(address),
                consent_text=consent.VERSION,
                requested_at=now(),
                confirm_nonce=new_token(),
                confirm_until=now() + CONFIRM_WITHIN,
            )
    except IntegrityError:  # the database knows best who is there already
        return _asked_again(channel, address)


def _asked_again(channel: Channel, address: MailAddress) -> Subscription:
    found = (
        Subscription.objects.select_for_update(of=("self",))
        .exclude(state=State.ENDED)
        .get(channel=channel, address__iexact=str(address))
    )
    if found.state == State.PENDING:
        if found.confirm_until is None or found.confirm_until <= now():
            found.confirm_nonce = new_token()  # an expired link stays expired
        found.requested_at, found.consent_text = now(), consent.VERSION
        found.confirm_until = now() + CONFIRM_WITHIN
        found.save()
    return found


def _count_client(channel: Channel, client: str) -> None:
    if _count(channel, "client", network_of(client)) > MOST_PER_CLIENT:
        raise TooManyRequests(
            gettext(
                "Von Ihrem Internetanschluss kamen in der letzten Stunde sehr viele "
                "Bestellungen. Bitte versuchen Sie es in einer Stunde noch einmal."
            ),
            heading=gettext("Bitte etwas später"),
        )


def _count(channel: Channel, kind: str, who: str) -> int:
    """Count one sign-up at once and for good: an error later on must not give it back."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO subscriptions_signupcount (organisation_id, who, hour, count)
               VALUES (%s, %s, %s, 1)
               ON CONFLICT (organisation_id, who, hour)
               DO UPDATE SET count = subscriptions_signupcount.count + 1
               RETURNING count""",
            [channel.organisation_id, counted(kind, who), hour_of(now())],
        )
        return int(cursor.fetchone()[0])


def _move(subscription: Subscription, state: State) -> None:
    check_move(State(subscription.state), state)
    subscription.state = state


def _tell(subscription: Subscription, kind: str, actor: Actor | None = None) -> None:
    record(
        kind,
        actor=actor or Actor(subscription.organisation_id, None, "Öffentlichkeit"),
        subject=f"subscription:{subscription.public_id}",
        channel=subscription.channel.name,
    )
