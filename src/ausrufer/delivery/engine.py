"""The loop that carries deliveries out: claim, call, settle; one process of possibly many.

The database is spoken to from one thread (it holds the worker's advisory lock); calls to platforms
run side by side on the event loop. A worker that loses its database stops at once: whatever it had
in flight is rescued by the others.
"""

import asyncio
import logging
import uuid
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any, Self, TypeVar

from django.db import OperationalError, connection

from ausrufer.channels.contract import Surroundings
from ausrufer.channels.errors import ConnectorFailure, OutcomeUnclear, PermanentFailure
from ausrufer.delivery.call import Outcome, carry_out, look
from ausrufer.delivery.claim import Claim, begin_call, claim_due, claim_unclear
from ausrufer.delivery.errors import Tampered
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import Order, order_for
from ausrufer.delivery.reconcile import apply_answer
from ausrufer.delivery.settle import settle
from ausrufer.delivery.spread import WAKE, spread
from ausrufer.delivery.sweep import sweep, when_to_ask, worker_lock
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations
from ausrufer.foundation.wake import Listener

log = logging.getLogger(__name__)
Result = TypeVar("Result")

SLOTS = 32
POLL_SECONDS = 1.0
_TAMPERED = (
    "Der Inhalt stimmt nicht mit der Freigabe überein und wurde nicht gesendet. "
    "Bitte geben Sie die Mitteilung erneut zur Freigabe."
)


class Engine:
    """One worker's share of the deliveries."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.worker = uuid.uuid4()
        self._surroundings = surroundings
        self._database = ThreadPoolExecutor(1, thread_name_prefix="delivery-database")
        self._sessions: dict[int, dict[str, str]] = defaultdict(dict)
        self._running: set[asyncio.Task[None]] = set()
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
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            await self.finish()
        # closing the connection frees the advisory lock: whatever is left is rescued by others
        await self._in_database(lambda: connection.close())  # noqa: PLW0108 - this thread's own
        self._database.shutdown()

    async def turn(self) -> bool:
        """Sweep, claim and start what is due; tells whether there was anything to claim."""
        await self._in_database(partial(sweep, alive=self.worker))
        self._raise_broken()
        free = SLOTS - len(self._running)
        if free <= 0:
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            return True
        claims = await self._in_database(
            partial(claim_due, worker=self.worker, now=now(), most=free)
        )
        unclear = await self._in_database(partial(claim_unclear, now=now(), most=8))
        for claim in claims:
            self._start(self._deliver(claim))
        for delivery_id in unclear:
            self._start(self._reconcile(delivery_id))
        return bool(claims or unclear)

    async def finish(self) -> None:
        """Wait until everything in flight is settled."""
        while self._running:
            await asyncio.wait(self._running)
            self._raise_broken()

    async def _deliver(self, claim: Claim) -> None:
        order = await self._in_database(partial(self._order, claim.delivery_id))
        if isinstance(order, Order) and order.spreads:
            await self._in_database(partial(spread, claim))
            return
        if not await self._in_database(partial(begin_call, claim, now=now())):
            return  # taken away meanwhile: whoever has it now decides
        outcome = await carry_out(order, self._surroundings) if isinstance(order, Order) else order
        # Nothing may stand between the platform's yes and our record of it.
        await self._in_database(partial(self._settle, claim, outcome))

    async def _reconcile(self, delivery_id: int) -> None:
        order = await self._in_database(partial(self._order, delivery_id))
        if isinstance(order, Order):
            answer = await look(order, self._surroundings)
            await self._in_database(partial(apply_answer, order, answer))

    def _order(self, delivery_id: int) -> Order | ConnectorFailure:
        delivery = Delivery.objects.select_related("channel__organisation", "parent", "target").get(
            pk=delivery_id
        )
        try:
            return order_for(delivery, self._sessions[delivery.channel_id])
        except ConnectorFailure as failure:
            return failure
        except Tampered:
            log.exception("delivery %s refused", delivery_id)
            return PermanentFailure(_TAMPERED)

    def _settle(self, claim: Claim, outcome: Outcome) -> None:
        reconcile_at = None
        if isinstance(outcome, OutcomeUnclear):
            delivery = Delivery.objects.select_related("channel").get(pk=claim.delivery_id)
            reconcile_at = when_to_ask(delivery)
        for last in (False, False, True):
            try:
                settle(claim, outcome, reconcile_at=reconcile_at)
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

    def _start(self, work: Any) -> None:
        self._running.add(asyncio.ensure_future(work))

    def _raise_broken(self) -> None:
        """A task fails only where the database does: then this worker must not go on."""
        for task in [task for task in self._running if task.done()]:
            self._running.discard(task)
            task.result()

    async def _rest(self, listener: Listener) -> None:
        waiting = {asyncio.ensure_future(listener.heard()), *self._running}
        stop = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait(
            {*waiting, stop}, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        for task in waiting - self._running:
            task.cancel()
        stop.cancel()
