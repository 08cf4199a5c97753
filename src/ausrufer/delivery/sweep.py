"""What time does to deliveries: expiry, leases of dead workers, orders without an object."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q

from ausrufer.channels import registry
from ausrufer.channels.contract import Reconciles
from ausrufer.channels.errors import NotReadyYet
from ausrufer.delivery import journal
from ausrufer.delivery.buckets import give_back
from ausrufer.delivery.instead import become_publication, may_be_published
from ausrufer.delivery.models import Attempt, Delivery
from ausrufer.delivery.orders import remote_parts
from ausrufer.delivery.settle import (
    call_for_hand,
    mark_settled,
    mark_unclear,
    mark_waiting,
    safe_to_repeat,
)
from ausrufer.delivery.states import BROKEN_OFF, Purpose, State, check_move
from ausrufer.delivery.towns import town_by_town
from ausrufer.foundation.clock import now
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor

_GONE = [State.FAILED, State.EXPIRED, State.WITHDRAWN]
# refused after it was recalled, with half of it there: the next sweep counts that half as out
_HALF_OUT = Q(target__state=State.FAILED, target__recalled_at__isnull=False) & ~Q(target__parts=[])
_BROKEN_OFF = "Der Versand brach ab, bevor eine Antwort der Gegenseite vorlag."


def worker_lock(worker: UUID) -> int:
    """Return the key of the advisory lock a living worker holds: a signed 64-bit number."""
    return int.from_bytes(worker.bytes[:8], "big", signed=True)


def sweeps(*, alive: UUID) -> tuple[Callable[[], None], ...]:
    """Return the sweeps in their order: between two of them something urgent may go first."""
    return (
        _drop_recalled,
        _expire,
        _publish_what_cannot_be_amended,
        _drop_orders_without_object,
        partial(_rescue, alive),
    )


def _expire() -> None:
    """A stale message is worse than none: past its not-after time nothing goes out any more."""
    late = Delivery.objects.filter(not_after__lte=now())
    # asked in two questions: each has an index of its own
    for state in (State.WAITING, State.BY_HAND):
        town_by_town(late.filter(state=state), _end_what_is_late)


def _end_what_is_late(delivery: Delivery) -> None:
    _end_or_leave(delivery, State.EXPIRED, journal.EXPIRED)
    call_for_hand(delivery, State.EXPIRED)


def _drop_recalled() -> None:
    """What was under way when its approval became void does not go out any more."""
    recalled = Delivery.objects.filter(recalled_at__isnull=False)
    waiting = Delivery.objects.filter(state=State.WAITING)
    half_out = recalled.filter(state=State.FAILED, purpose=Purpose.PUBLISH).exclude(parts=[])
    # asked in one question, the database would read every delivery there ever was
    for found in (
        waiting.filter(recalled_at__isnull=False),
        waiting.filter(parent__in=recalled.values("pk")),
        half_out,
    ):
        town_by_town(found, lambda one: _end_or_leave(one, State.WITHDRAWN, journal.CANCELLED))


def _publish_what_cannot_be_amended() -> None:
    """The first version never came out after all: its approved correction is published instead."""
    corrections = Delivery.objects.filter(
        state=State.WAITING,
        purpose=Purpose.AMEND,
        target__state__in=_GONE,
        target__settled_at=None,
    )
    town_by_town(corrections.exclude(_HALF_OUT), _publish)


def _publish(correction: Delivery) -> None:
    if may_be_published(correction):
        become_publication(correction)
        correction.save(update_fields=["purpose", "target"])


def _drop_orders_without_object() -> None:
    """What is not there (any more) can neither be corrected nor taken back."""
    orders = Delivery.objects.filter(state=State.WAITING, target__state__in=_GONE)
    town_by_town(
        orders.exclude(_HALF_OUT), lambda one: _end(one, State.WITHDRAWN, journal.CANCELLED)
    )


def _end_or_leave(delivery: Delivery, state: State, kind: str) -> None:
    """Of a thread that broke off, what is there counts as out: to be amended or taken back."""
    if delivery.is_half_out:
        mark_settled(delivery, remote_parts(delivery.parts))
    else:
        _end(delivery, state, kind)


def _end(delivery: Delivery, state: State, kind: str) -> None:
    check_move(State(delivery.state), state)
    delivery.state = state
    delivery.save(update_fields=["state"])
    if delivery.parent_id is None:
        house = Actor.house(delivery.organisation_id)
        record(kind, actor=house, subject=delivery.subject, channel=delivery.channel.name)


def _rescue(alive: UUID) -> None:
    """Deliveries in flight whose worker died, or whose lease ran out, become unclear.

    Those whose call never began simply wait again.
    """
    dead = [worker for worker in _workers_in_flight() if worker != alive and _is_dead(worker)]
    orphans = Delivery.objects.filter(
        Q(state=State.IN_FLIGHT), Q(worker__in=dead) | Q(lease_until__lte=now())
    )
    town_by_town(orphans, partial(_let_go, dead))


def _let_go(dead: Collection[UUID], orphan: Delivery) -> None:
    if orphan.called_at is None and orphan.worker in dead and not _was_looking(orphan):
        # one that lives gives back itself what it took; after this transaction, for others may
        # have those buckets in hand
        transaction.on_commit(partial(give_back, orphan.pk, now=now()))
    Attempt.objects.filter(delivery=orphan, number=F("delivery__attempt_count")).update(
        ended_at=now(), outcome=BROKEN_OFF
    )
    if orphan.called_at is None or safe_to_repeat(orphan):
        mark_waiting(orphan, due_at=now(), reason=_BROKEN_OFF)
    else:
        mark_unclear(orphan, _BROKEN_OFF, reconcile_at=when_to_ask(orphan))


def _was_looking(delivery: Delivery) -> bool:
    """Tell whether its claim took no token: it was only to be looked whether it is ready."""
    before = Attempt.objects.filter(delivery=delivery, number=delivery.attempt_count - 1)
    return before.filter(outcome=NotReadyYet.__name__).exists()


def when_to_ask(delivery: Delivery) -> datetime | None:
    """Return when the platform can be asked about an unclear delivery; None where it cannot.

    Where a repeat cannot double, at once. Elsewhere only after the lease: until then a worker cut
    off from the database might still be sending.
    """
    connector = registry.connector_class(delivery.channel.kind)
    if not hasattr(connector, Reconciles.find.__name__):  # protocols with data refuse issubclass
        return None
    if connector.manifest.repeatable:
        return now()
    return max(now() + timedelta(seconds=2), delivery.lease_until or now())


def _workers_in_flight() -> set[UUID]:
    rows = Delivery.objects.filter(state=State.IN_FLIGHT).values_list("worker", flat=True)
    return {worker for worker in rows.distinct() if worker is not None}


def _is_dead(worker: UUID) -> bool:
    """A living worker holds its advisory lock; PostgreSQL frees it the moment its process dies."""
    key = worker_lock(worker)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        free = bool(cursor.fetchone()[0])
        if free:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
    return free
