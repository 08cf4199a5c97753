"""The loop that carries deliveries out: claim, call, settle; one process of possibly many.

The database is spoken to from one thread (it holds the worker's advisory lock); calls to platforms
run side by side on the event loop. A worker that loses its database stops at once: whatever it had
in flight is rescued by the others.
"""

import asyncio
import logging
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any, Self, TypeVar

from django.db import DatabaseError, OperationalError, connection

from ausrufer.channels.contract import Surroundings
from ausrufer.channels.errors import (
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.delivery.beat import BEAT_SECONDS, beat, end
from ausrufer.delivery.by_hand import hand_over
from ausrufer.delivery.call import Outcome, carry_out, look
from ausrufer.delivery.claim import Claim, begin_call, claim, claim_unclear
from ausrufer.delivery.errors import Tampered
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import Order, order_for
from ausrufer.delivery.reconcile import apply_answer
from ausrufer.delivery.renewals import AccessOver, Renewals, check_fresh
from ausrufer.delivery.settle import outcome_word, settle
from ausrufer.delivery.spread import WAKE, spread
from ausrufer.delivery.states import Priority
from ausrufer.delivery.sweep import sweep, when_to_ask, worker_lock
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations
from ausrufer.foundation.wake import Listener

log = logging.getLogger(__name__)
Result = TypeVar("Result")

SLOTS = 64
QUESTIONS = 8  # to platforms about unclear deliveries, beside the slots
POLL_SECONDS = 1.0
PAUSE_SECONDS = 0.02  # while another worker claims on the same channels
_TAMPERED = (
    "Der Inhalt stimmt nicht mit der Freigabe überein und wurde nicht gesendet. "
    "Bitte geben Sie die Mitteilung erneut zur Freigabe."
)
_NOT_PREPARED = "Beim Vorbereiten trat ein Fehler in Ausrufer selbst auf."


class Engine:
    """One worker's share of the deliveries."""

    def __init__(self, surroundings: Surroundings, *, only_urgent: bool = False) -> None:
        self.worker = uuid.uuid4()
        self._only_urgent = only_urgent
        self._least = Priority.URGENT if only_urgent else Priority.LEAST
        self._surroundings = surroundings
        self._database = ThreadPoolExecutor(1, thread_name_prefix="delivery-database")
        self._sessions: dict[int, dict[str, str]] = defaultdict(dict)
        self._running: set[asyncio.Task[None]] = set()
        self._asking: set[asyncio.Task[None]] = set()
        self._tally: Counter[tuple[str, str]] = Counter()
        self._backlog = False  # the last turn found more to do: sweeping may wait
        self._swept = 0.0
        self._beaten = 0.0
        self._renewals = Renewals()
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Claim nothing more; what is in flight is finished."""
        self._stopping.set()

    async def run(self) -> None:
        """Work until stopped; raises what the database raises."""
        async with self, Listener(WAKE) as listener:
            while not self._stopping.is_set():
                busy = await self.turn()
                if not busy:
                    await self._rest(listener)

    async def __aenter__(self) -> Self:
        await self._in_database(self._take_lock)
        await self._beat()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            await self.finish()
            await self._beat()
            await self._in_database(partial(end, self.worker))
        # closing the connection frees the advisory lock: whatever is left is rescued by others
        await self._in_database(lambda: connection.close())  # noqa: PLW0108 - this thread's own
        self._database.shutdown()

    async def turn(self) -> bool:
        """Sweep, claim and start what is due; tells whether there was anything to claim."""
        self._raise_broken()
        if time.monotonic() - self._beaten > BEAT_SECONDS:
            await self._beat()
        if not self._backlog or time.monotonic() - self._swept > POLL_SECONDS:
            await self._sweep()
        free = SLOTS - len(self._running)
        if free <= 0:
            await asyncio.wait(
                self._running, timeout=BEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            return True
        claimed = await self._in_database(
            partial(claim, worker=self.worker, now=now(), most=free, least=self._least)
        )
        for one in claimed.claims:
            self._start(self._running, self._deliver(one))
        asked = await self._ask()
        if claimed.passed_over and not claimed.claims:
            await asyncio.sleep(PAUSE_SECONDS)
        swept, self._backlog = not self._backlog, bool(claimed.claims)
        return bool(claimed.claims or asked or claimed.passed_over or not swept)

    async def _ask(self) -> int:
        """Ask platforms about what is unclear; workers for what is urgent leave that to others."""
        most = 0 if self._only_urgent else QUESTIONS - len(self._asking)
        if most <= 0:
            return 0
        unclear = await self._in_database(partial(claim_unclear, now=now(), most=most))
        for delivery_id in unclear:
            self._start(self._asking, self._reconcile(delivery_id))
        return len(unclear)

    async def _sweep(self) -> None:
        await self._in_database(partial(sweep, alive=self.worker))
        self._swept = time.monotonic()

    async def _beat(self) -> None:
        counted, self._tally = self._tally, Counter()
        sign = partial(beat, worker=self.worker, only_urgent=self._only_urgent, tally=counted)
        await self._in_database(sign)
        self._beaten = time.monotonic()

    async def finish(self) -> None:
        """Wait until everything in flight is settled."""
        while self._running or self._asking:
            await asyncio.wait({*self._running, *self._asking})
            self._raise_broken()

    async def _deliver(self, claim: Claim) -> None:
        order = await self._ready(claim.delivery_id)
        if isinstance(order, Order) and order.spreads:
            await self._in_database(partial(spread, claim))
            return
        if isinstance(order, Order) and order.by_hand:
            await self._in_database(partial(hand_over, claim))
            return
        deadline = order.manifest.deadline_seconds if isinstance(order, Order) else 0
        begun = partial(begin_call, claim, now=now(), deadline_seconds=deadline)
        if not await self._in_database(begun):
            return  # taken away meanwhile: whoever has it now decides
        outcome = await carry_out(order, self._surroundings) if isinstance(order, Order) else order
        # Nothing may stand between the platform's yes and our record of it.
        await self._in_database(partial(self._settle, claim, outcome, order))
        if isinstance(order, Order):
            self._tally[order.manifest.kind, outcome_word(outcome)] += 1

    async def _reconcile(self, delivery_id: int) -> None:
        order = await self._ready(delivery_id)
        if isinstance(order, Order):
            answer = await look(order, self._surroundings)
            await self._in_database(partial(apply_answer, order, answer))

    async def _ready(self, delivery_id: int) -> Order | ConnectorFailure:
        """Read an order; an access that is over is renewed first."""
        order = await self._in_database(partial(self._order, delivery_id))
        if not isinstance(order, AccessOver):
            return order
        if failure := await self._renewals.renewed(order.channel_id):
            return failure
        return await self._in_database(partial(self._order, delivery_id))

    def _order(self, delivery_id: int) -> Order | ConnectorFailure:
        delivery = Delivery.objects.select_related("channel__organisation", "parent", "target").get(
            pk=delivery_id
        )
        try:
            check_fresh(delivery.channel)
            return order_for(delivery, self._sessions[delivery.channel_id])
        except ConnectorFailure as failure:
            return failure
        except Tampered:
            log.exception("delivery %s refused", delivery_id)
            return PermanentFailure(_TAMPERED)
        except DatabaseError:
            raise  # without its database this worker must not go on
        except Exception as bug:
            # a file nobody can read or a full disk must not stop what is sent elsewhere
            log.exception("delivery %s could not be prepared", delivery_id)
            return TemporaryFailure(_NOT_PREPARED, for_log=repr(bug)[:500])

    def _settle(self, claim: Claim, outcome: Outcome, order: Order | ConnectorFailure) -> None:
        called, reconcile_at = isinstance(order, Order), None
        access_since = order.access_since if isinstance(order, Order) else None
        if isinstance(outcome, OutcomeUnclear):
            delivery = Delivery.objects.select_related("channel").get(pk=claim.delivery_id)
            reconcile_at = when_to_ask(delivery)
        for last in (False, False, True):
            try:
                settle(
                    claim,
                    outcome,
                    reconcile_at=reconcile_at,
                    called=called,
                    access_since=access_since,
                )
            except OperationalError:
                # a deadlock with a person's action must not cost the platform's yes
                if last or connection.connection is None or connection.connection.closed:
                    raise
            else:
                return

    def _take_lock(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [worker_lock(self.worker)])

    async def _in_database(self, work: Callable[[], Result]) -> Result:
        def scoped() -> Result:
            with across_organisations(reason="one engine serves every organisation"):
                return work()

        # with the context of the caller: where a practice town pretends a time, it counts here too
        run = copy_context().run
        return await asyncio.get_running_loop().run_in_executor(self._database, run, scoped)

    @staticmethod
    def _start(tasks: set[asyncio.Task[None]], work: Coroutine[Any, Any, None]) -> None:
        tasks.add(asyncio.ensure_future(work))

    def _raise_broken(self) -> None:
        """A task fails only where the database does: then this worker must not go on."""
        for tasks in (self._running, self._asking):
            for task in [task for task in tasks if task.done()]:
                tasks.discard(task)
                task.result()

    async def _rest(self, listener: Listener) -> None:
        heard = asyncio.ensure_future(listener.heard())
        stop = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait(
            {heard, stop, *self._running, *self._asking},
            timeout=POLL_SECONDS,
            return_when=asyncio.FIRST_COMPLETED,
        )
        heard.cancel()
        stop.cancel()
