"""What an outage left behind: held for a person's word instead of sent as an avalanche.

Held deliveries keep waiting with `held_at` set; the claim leaves them alone, their not-after time
goes on counting. Warnings, corrections and withdrawals are never held. A newsletter is decided as a
whole, with all its letters.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from ausrufer.delivery import journal
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import remote_parts
from ausrufer.delivery.settle import mark_settled
from ausrufer.delivery.spread import WAKE
from ausrufer.delivery.states import Priority, Purpose, State, check_move
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.jobs import wake
from ausrufer.organisations.errors import Refused
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


def hold_overdue(*, since: datetime, limit: timedelta) -> int:
    """Hold what is overdue by more than `limit`; returns how much. Nobody worked since `since`."""
    moment = now()
    overdue = Delivery.objects.filter(
        state=State.WAITING,
        purpose=Purpose.PUBLISH,
        priority__gt=Priority.URGENT,
        due_at__lt=moment - limit,
        held_at=None,
        recalled_at=None,
    )
    # what a person is changing right now is theirs to decide
    locked = overdue.select_for_update(of=("self",), skip_locked=True).order_by("pk")
    found = dict(locked.values_list("pk", "organisation_id"))
    Delivery.objects.filter(pk__in=found).update(held_at=moment)
    for organisation_id in sorted(set(found.values())):
        number = sum(one == organisation_id for one in found.values())
        record(
            journal.HELD,
            actor=Actor.house(organisation_id),
            subject=f"organisation:{organisation_id}",
            since=f"{in_town_time(since):%d.%m.%Y %H:%M}",
            number=number,
        )
    return len(found)


def held_deliveries() -> QuerySet[Delivery]:
    """Return what an outage holds back in the organisation in scope; newsletters as a whole."""
    held = Delivery.objects.filter(state=State.WAITING, held_at__isnull=False, recalled_at=None)
    wholes = held.values(whole=Coalesce("parent_id", "pk"))
    found = Delivery.objects.filter(pk__in=wholes).select_related("channel").defer("content")
    return found.order_by("due_at", "pk")


@transaction.atomic
def send_held(*, actor: Actor, deliveries: Collection[Delivery]) -> None:
    """Send what was held after all; raises Refused where none of it is held any more."""
    for one in _decided(deliveries):
        letters = Delivery.objects.filter(_of(one), state=State.WAITING, held_at__isnull=False)
        letters.update(held_at=None, due_at=now())
        _record(journal.HELD_SENT, actor, one)
    wake(WAKE)


@transaction.atomic
def discard_held(*, actor: Actor, deliveries: Collection[Delivery]) -> None:
    """Give up what was held; raises Refused where none of it is held any more."""
    check_move(State.WAITING, State.WITHDRAWN)
    for one in _decided(deliveries):
        held = Delivery.objects.filter(_of(one), state=State.WAITING, held_at__isnull=False)
        # of a thread that broke off, what is there counts as out
        half_out = [row for row in held.select_related("channel") if row.is_half_out]
        for row in half_out:
            row.held_at = None
            mark_settled(row, remote_parts(row.parts))
        held.update(held_at=None, state=State.WITHDRAWN)
        _record(journal.HELD_DISCARDED, actor, one)


def _decided(deliveries: Collection[Delivery]) -> list[Delivery]:
    """Return which of these are still held, after locking what is theirs."""
    wholes = [one.pk for one in deliveries]
    rows = Delivery.objects.filter(
        Q(pk__in=wholes) | Q(parent__in=wholes), state=State.WAITING, held_at__isnull=False
    )
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    still = {parent or pk for pk, parent in locked.values_list("pk", "parent_id")}
    found = [one for one in deliveries if one.pk in still]
    if not found:
        raise Refused(gettext("Darüber hat inzwischen jemand anderes entschieden."))
    return found


def _of(whole: Delivery) -> Q:
    return Q(pk=whole.pk) | Q(parent=whole)


def _record(kind: str, actor: Actor, delivery: Delivery) -> None:
    record(
        kind,
        actor=actor,
        subject=delivery.subject,
        channel=delivery.channel.name,
        delivery=str(delivery.key),
    )
