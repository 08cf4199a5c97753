"""Ordering deliveries, taking them back, and a person's word on unclear ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_noop

from ausrufer.channels import registry
from ausrufer.channels.contract import Outgoing
from ausrufer.channels.models import Channel
from ausrufer.channels.wire import fingerprint, to_json
from ausrufer.delivery import journal
from ausrufer.delivery.claim import lease_of
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import remote_parts
from ausrufer.delivery.settle import (
    begin_anew,
    locked_with_target,
    mark_failed,
    mark_settled,
    mark_waiting,
)
from ausrufer.delivery.spread import WAKE
from ausrufer.delivery.states import BROKEN_OFF, OPEN, Priority, Purpose, State, check_move
from ausrufer.foundation.clock import now
from ausrufer.foundation.jobs import wake
from ausrufer.organisations.errors import Refused
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor

_CHANGED_MEANWHILE = gettext_noop(
    "Diese Auslieferung hat sich inzwischen geändert. Bitte laden Sie die Seite neu."
)
_RECALLED = gettext_noop(
    "Diese Fassung wurde inzwischen geändert oder zurückgezogen und geht nicht mehr hinaus."
)
_GIVEN_UP = "Nicht angekommen; auf ein erneutes Senden wurde verzichtet."


@dataclass(frozen=True, slots=True)
class Consignment:
    """What is to happen on one channel; `target` is the publication to amend or withdraw."""

    channel: Channel
    purpose: Purpose
    outgoing: Outgoing
    target: Delivery | None = None


@transaction.atomic
def order_deliveries(
    *,
    actor: Actor,
    subject: str,
    revision: int,
    consignments: Sequence[Consignment],
    own_ground: Channel | None = None,
    due_at: datetime | None = None,
    priority: Priority = Priority.ORDINARY,
) -> list[Delivery]:
    """Queue one delivery per consignment, all or none.

    Copies wait for the consignment to `own_ground`; on the same channel each waits for what was
    ordered before it; a warning waits for no own ground. `due_at` None means at once.
    Publishing the same revision twice on a channel raises IntegrityError.
    """
    hold_still(subject)
    first: Delivery | None = None
    ordered = []
    for consignment in sorted(consignments, key=lambda one: one.channel != own_ground):
        delivery = _order(
            actor=actor,
            subject=subject,
            revision=revision,
            consignment=consignment,
            after=_still_open(subject, consignment.channel)
            or (first if priority > Priority.WARNING else None),
            due_at=due_at or now(),
            priority=priority,
        )
        if consignment.channel == own_ground:
            first = delivery
        ordered.append(delivery)
    wake(WAKE)
    return ordered


def _still_open(subject: str, channel: Channel) -> Delivery | None:
    return (
        Delivery.objects.filter(subject=subject, channel=channel, parent=None, state__in=OPEN)
        .order_by("-pk")
        .first()
    )


def _order(
    *,
    actor: Actor,
    subject: str,
    revision: int,
    consignment: Consignment,
    after: Delivery | None,
    due_at: datetime,
    priority: Priority,
) -> Delivery:
    publishes = consignment.purpose is Purpose.PUBLISH
    delivery = Delivery.objects.create(
        organisation_id=actor.organisation_id,
        subject=subject,
        channel=consignment.channel,
        purpose=consignment.purpose,
        revision=revision,
        content=to_json(consignment.outgoing),
        fingerprint=fingerprint(consignment.outgoing, channel=str(consignment.channel.public_id)),
        due_at=due_at,
        # a correction or a withdrawal is never too late
        not_after=consignment.outgoing.not_after if publishes else None,
        after=after,
        target=consignment.target,
        priority=priority,
    )
    _record(journal.QUEUED, actor, delivery, purpose=consignment.purpose.value)
    return delivery


def hold_still(subject: str) -> list[Delivery]:
    """Lock the deliveries about `subject` that may still change until the transaction ends.

    Whoever orders or recalls deliveries calls this before anything is written into the journal:
    the engine locks a delivery first and the journal second, and the other way round they would
    block each other.
    """
    return list(
        Delivery.objects.select_for_update(of=("self",))
        .filter(subject=subject, parent=None)
        .exclude(state__in=[State.WITHDRAWN, State.EXPIRED])
        .select_related("channel")
        .order_by("pk")
    )


@transaction.atomic
def recall(*, actor: Actor, subject: str) -> None:
    """Take back everything about `subject` that has not left the house yet.

    What is under way at this moment may still arrive, but is not tried again. Of a thread that
    broke off, what is there counts as out: it has to be amended or taken back. Letters follow the
    delivery they were spread from; only that one is locked here, because letters lock upwards.
    """
    for delivery in hold_still(subject):
        if delivery.purpose == Purpose.WITHDRAW:
            continue
        at_rest = delivery.state in {State.WAITING, State.FAILED, State.BY_HAND}
        if at_rest and delivery.is_half_out:
            mark_settled(delivery, remote_parts(delivery.parts))
        elif at_rest:
            check_move(State(delivery.state), State.WITHDRAWN)
            delivery.state = State.WITHDRAWN
            delivery.save(update_fields=["state"])
            _record(journal.CANCELLED, actor, delivery)
        elif delivery.recalled_at is None:
            delivery.recalled_at = now()
            delivery.save(update_fields=["recalled_at"])


@transaction.atomic
def try_again(*, actor: Actor, delivery: Delivery) -> None:
    """Send a failed delivery once more; raises Refused where it is not failed or too late.

    The delivery of a newsletter stands for all its letters that failed.
    """
    if delivery.not_after and delivery.not_after <= now():
        raise Refused(
            gettext("Die späteste Sendezeit ist vorbei; diese Auslieferung geht nicht mehr hinaus.")
        )
    _check_not_recalled(delivery)
    if _stands_for_letters(delivery):
        _decide_letters(delivery, State.FAILED, State.WAITING)
    else:
        _send_again(_locked(delivery, State.FAILED))
    _record(journal.RETRIED, actor, delivery)
    wake(WAKE)


@transaction.atomic
def decide_unclear(
    *, actor: Actor, delivery: Delivery, arrived: bool, resend: bool = False
) -> None:
    """Take a person's word for an unclear delivery: arrived, to be sent again, or given up.

    The delivery of a newsletter stands for all its letters that are unclear. Raises Refused where
    it is to be sent again while a call that broke off might still be under way.
    """
    if resend:
        _check_not_recalled(delivery)
        _check_call_over(delivery)
    decision = "angekommen" if arrived else "erneut senden" if resend else "nicht erneut senden"
    if _stands_for_letters(delivery):
        after = State.SETTLED if arrived else State.WAITING if resend else State.FAILED
        _decide_letters(delivery, State.UNCLEAR, after)
    else:
        _decide_one(_locked(delivery, State.UNCLEAR), arrived=arrived, resend=resend)
    _record(journal.DECIDED, actor, delivery, decision=decision)
    wake(WAKE)


def _decide_one(locked: Delivery, *, arrived: bool, resend: bool) -> None:
    if arrived:
        mark_settled(locked, ())
    elif resend:
        _send_again(locked)
    else:
        mark_failed(locked, _GIVEN_UP)


def _send_again(locked: Delivery) -> None:
    begin_anew(locked)
    mark_waiting(locked, due_at=now(), reason="")


def _stands_for_letters(delivery: Delivery) -> bool:
    return delivery.state == State.SETTLED and delivery.children.exists()


def _decide_letters(delivery: Delivery, before: State, after: State) -> None:
    """Move all letters of a newsletter that stand at `before`; raises Refused where none does."""
    check_move(before, after)
    changes: dict[str, Any] = {"state": after, "for_staff": "", "reconcile_at": None}
    match after:
        case State.WAITING:
            # as `begin_anew` does with one
            changes |= {"due_at": now(), "patience_from": F("attempt_count")}
            changes["patience_since"] = now()
        case State.SETTLED:
            changes["settled_at"] = now()
        case _:
            changes["for_staff"] = _GIVEN_UP
    if not Delivery.objects.filter(parent=delivery, state=before).update(**changes):
        raise Refused(gettext(_CHANGED_MEANWHILE))
    if after is State.WAITING:  # should they fail again, people want to know
        Delivery.objects.filter(pk=delivery.pk).update(letters_told=[])


def _check_not_recalled(delivery: Delivery) -> None:
    """Raise Refused where the delivery, or the newsletter it is a letter of, was recalled."""
    locked_with_target(delivery.pk)  # the older one first, as whoever recalls does
    wholes = [delivery.pk, delivery.parent_id] if delivery.parent_id else [delivery.pk]
    locked = Delivery.objects.select_for_update(of=("self",)).filter(pk__in=wholes).order_by("-pk")
    if any(one.recalled_at is not None for one in locked):
        raise Refused(gettext(_RECALLED))


def _check_call_over(delivery: Delivery) -> None:
    """Raise Refused while a worker cut off from the database might still be sending."""
    lease = lease_of(registry.manifest(delivery.channel.kind).deadline_seconds)
    broken_off = Delivery.objects.filter(
        Q(pk=delivery.pk) | Q(parent=delivery.pk),
        state=State.UNCLEAR,
        called_at__gt=now() - lease,
        attempts__number=F("attempt_count"),
        attempts__outcome=BROKEN_OFF,
    )
    if broken_off.exists():
        raise Refused(gettext("Bitte etwas später") + ".")


def _locked(delivery: Delivery, expected: State) -> Delivery:
    locked = locked_with_target(delivery.pk)
    if locked.state != expected:
        raise Refused(gettext(_CHANGED_MEANWHILE))
    return locked


def _record(kind: str, actor: Actor, delivery: Delivery, **details: object) -> None:
    record(
        kind,
        actor=actor,
        subject=delivery.subject,
        channel=delivery.channel.name,
        delivery=str(delivery.key),
        **details,
    )
