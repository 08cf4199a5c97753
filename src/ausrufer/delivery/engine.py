"""The loop that carries deliveries out: claim, call, settle; one process of possibly many.

The database is spoken to from one thread (it holds the worker's advisory lock), which does first
what is urgent (`precedence.py`); calls to platforms run side by side on the event loop. A worker
that loses its database stops at once: whatever it had in flight is rescued by the others.
"""

import asyncio
import logging
import time
import uuid
from collections import Counter
from collections.abc import Coroutine, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any, Self

from django.db import connection

from ausrufer.channels.contract import Surroundings
from ausrufer.delivery.beat import BEAT_SECONDS, beat, end
from ausrufer.delivery.carrying import Batch, Carrying
from ausrufer.delivery.claim import Claim, Claimed, claim, claim_unclear
from ausrufer.delivery.database import DatabaseThread
from ausrufer.delivery.precedence import Places, Turn, places
from ausrufer.delivery.preparing import Ready
from ausrufer.delivery.spread import WAKE
from ausrufer.delivery.states import Priority
from ausrufer.delivery.sweep import sweeps, worker_lock
from ausrufer.foundation.clock import now
from ausrufer.foundation.wake import Listener

log = logging.getLogger(__name__)

QUESTIONS = 8  # to platforms about unclear deliveries, beside the slots
POLL_SECONDS = 1.0
PAUSE_SECONDS = 0.02  # while another worker claims on the same channels


class Engine:
    """One worker's share of the deliveries."""

    def __init__(self, surroundings: Surroundings, *, only_urgent: bool = False) -> None:
        self.worker = uuid.uuid4()
        self._only_urgent = only_urgent
        self._database = DatabaseThread("delivery-database")
        self._carrying = Carrying(surroundings, self._database)
        self._running: set[asyncio.Task[None]] = set()
        self._urgent: set[asyncio.Task[None]] = set()
        self._asking: set[asyncio.Task[None]] = set()
        self._watching: set[asyncio.Task[None]] = set()
        self._aside: set[asyncio.Task[Claimed]] = set()  # claims made while a turn is under way
        self._arriving: set[Claim] = set()  # claimed, and not on its way yet
        self._backlog = False  # the last turn found more to do: sweeping may wait
        self._swept = 0.0
        self._beaten = 0.0
        self._heard = asyncio.Event()
        self._resting = False
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Claim nothing more; what is in flight is finished."""
        self._stopping.set()

    async def run(self) -> None:
        """Work until stopped; raises what the database raises."""
        async with self, Listener(WAKE) as listener:
            watching = asyncio.ensure_future(self._watch(listener))
            self._watching.add(watching)
            try:
                while not self._stopping.is_set():
                    if not await self.turn():
                        await self._rest()
            finally:
                self._watching.clear()
                watching.cancel()

    async def __aenter__(self) -> Self:
        await self._database.do(Turn.UPKEEP, self._take_lock)
        await self._beat()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            await self.finish()
            await self._beat()
            await self._database.do(Turn.UPKEEP, partial(end, self.worker))
        await self._carrying.close()
        # closing the connection frees the advisory lock: whatever is left is rescued by others
        await self._database.close()

    async def turn(self) -> bool:
        """Sweep, claim and start what is due; tells whether there was anything to claim."""
        self._raise_broken()
        if time.monotonic() - self._beaten > BEAT_SECONDS:
            await self._beat()
        if not self._backlog or time.monotonic() - self._swept > POLL_SECONDS:
            await self._sweep()
        full = not self._free.ordinary
        claimed = await self._claim(Turn.UPKEEP)
        asked = await self._ask()
        if claimed.passed_over and not claimed.claims:
            await asyncio.sleep(PAUSE_SECONDS)
        swept, self._backlog = not self._backlog, full or bool(claimed.claims)
        return bool(claimed.claims or asked or claimed.passed_over or not (swept or full))

    async def finish(self) -> None:
        """Wait until everything in flight is settled."""
        while under_way := {*self._aside, *self._running, *self._urgent, *self._asking}:
            await asyncio.wait(under_way)
            self._raise_broken()

    async def _watch(self, listener: Listener) -> None:
        """See at once whether what was ordered is urgent, whatever else the worker is doing."""
        while not self._stopping.is_set():
            await listener.heard()
            self._heard.set()
            if not self._resting:
                await self._claim_aside()

    async def _claim_aside(self) -> None:
        """Claim what is urgent; once begun it is carried out, even where nobody listens any more.

        Its call may be noted as begun: left alone, what was never sent would count as unclear.
        """
        claiming = asyncio.ensure_future(self._claim(Turn.URGENT))
        self._aside.add(claiming)
        await asyncio.shield(claiming)

    @property
    def _free(self) -> Places:
        # What arrives is counted before what is under way: it is there before it is gone here.
        arriving = self._arriving.copy()
        urgent = sum(one.urgent for one in arriving)
        ordinary = len(arriving) - urgent
        return places(ordinary=len(self._running) + ordinary, urgent=len(self._urgent) + urgent)

    def _most(self, turn: Turn) -> tuple[int, Priority]:
        """Return how many may be claimed, and down to which priority."""
        free = self._free
        if free.ordinary and not (turn is Turn.URGENT or self._only_urgent):
            return free.ordinary, Priority.LEAST
        return free.urgent, Priority.URGENT

    async def _claim(self, turn: Turn) -> Claimed:
        """Claim and start what there are places for; in an urgent turn only what is urgent."""
        if not self._most(turn)[0]:
            return Claimed([])
        claimed, read = await self._database.do(turn, partial(self._take, turn))
        for is_urgent, claims in groupby(claimed.claims, attrgetter("urgent")):
            if is_urgent:
                self._carry(tuple(claims), read, self._urgent)
            else:
                ordinary = tuple(claims)
                self._carry(ordinary, self._carrying.batch(ordinary), self._running)
        self._arriving.difference_update(claimed.claims)
        return claimed

    def _take(self, turn: Turn) -> tuple[Claimed, Mapping[int, Ready]]:
        """Claim, and read at once what is urgent: it stands in line once only.

        The places are counted here, where one is after the other: of two claims under way at once
        each would take all that are free.
        """
        most, least = self._most(turn)
        if not most:
            return Claimed([]), {}
        claimed = claim(worker=self.worker, now=now(), most=most, least=least)
        read = self._carrying.read([one for one in claimed.claims if one.urgent])
        self._arriving.update(claimed.claims)
        return claimed, read

    def _carry(
        self,
        claims: Sequence[Claim],
        read: Mapping[int, Ready] | Batch,
        tasks: set[asyncio.Task[None]],
    ) -> None:
        for one in claims:
            self._start(tasks, self._carrying.deliver(one, read))

    async def _ask(self) -> int:
        """Ask platforms about what is unclear; workers for what is urgent leave that to others."""
        most = 0 if self._only_urgent else QUESTIONS - len(self._asking)
        if most <= 0:
            return 0
        asking = partial(claim_unclear, now=now(), most=most)
        unclear = await self._database.do(Turn.UPKEEP, asking)
        for delivery_id in unclear:
            self._start(self._asking, self._carrying.reconcile(delivery_id))
        return len(unclear)

    async def _sweep(self) -> None:
        for one in sweeps(alive=self.worker):
            await self._database.do(Turn.UPKEEP, one)
        self._swept = time.monotonic()

    async def _beat(self) -> None:
        counted, self._carrying.tally = self._carrying.tally, Counter()
        sign = partial(beat, worker=self.worker, only_urgent=self._only_urgent, tally=counted)
        await self._database.do(Turn.UPKEEP, sign)
        self._beaten = time.monotonic()

    def _take_lock(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [worker_lock(self.worker)])

    @staticmethod
    def _start(tasks: set[asyncio.Task[None]], work: Coroutine[Any, Any, None]) -> None:
        tasks.add(asyncio.ensure_future(work))

    def _raise_broken(self) -> None:
        """Without its database, or deaf, this worker must not go on.

        What went wrong with one delivery only is rescued when its lease is over.
        """
        tasks: set[asyncio.Task[Any]]
        for tasks in (self._aside, self._watching, self._running, self._urgent, self._asking):
            for task in [task for task in tasks if task.done()]:
                tasks.discard(task)
                whole = tasks is self._aside or tasks is self._watching
                if whole or self._database.lost or self._carrying.lost:
                    task.result()
                elif failure := task.exception():
                    log.error("a delivery is left to its lease", exc_info=failure)

    async def _rest(self) -> None:
        heard = asyncio.ensure_future(self._heard.wait())
        stop = asyncio.ensure_future(self._stopping.wait())
        self._resting = True
        await asyncio.wait(
            {
                heard,
                stop,
                *self._aside,
                *self._running,
                *self._urgent,
                *self._asking,
                *self._watching,
            },
            timeout=POLL_SECONDS,
            return_when=asyncio.FIRST_COMPLETED,
        )
        self._resting = False
        self._heard.clear()
        heard.cancel()
        stop.cancel()
