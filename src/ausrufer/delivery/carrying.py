"""One delivery from its claim to its outcome: what is done in the database, what outside it."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from django.db import OperationalError

from ausrufer.channels.contract import Surroundings
from ausrufer.channels.errors import ConnectorFailure, OutcomeUnclear, TemporaryFailure
from ausrufer.delivery.attempts import outcome_word
from ausrufer.delivery.buckets import give_back
from ausrufer.delivery.by_hand import hand_over
from ausrufer.delivery.call import Outcome, Yes, carry_out, look
from ausrufer.delivery.claim import Claim, begin_call
from ausrufer.delivery.database import DatabaseThread, is_connected
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import Order
from ausrufer.delivery.precedence import Turn
from ausrufer.delivery.preparing import Preparing, Ready
from ausrufer.delivery.reconcile import apply_answer, put_off
from ausrufer.delivery.renewals import AccessOver, Renewals
from ausrufer.delivery.settle import settle
from ausrufer.delivery.spread import spread
from ausrufer.delivery.states import Purpose
from ausrufer.delivery.sweep import when_to_ask
from ausrufer.delivery.together import Yea, Yeses
from ausrufer.foundation.clock import now

log = logging.getLogger(__name__)

_NOT_WRITTEN = "what became of delivery %s could not be written"
_BUG = "Beim Festhalten des Ergebnisses trat ein Fehler in Ausrufer selbst auf."

# Read together with others that are claimed at the same moment.
Batch = asyncio.Future[Mapping[int, Ready]]


class Carrying:
    """What a worker does with what it has claimed."""

    def __init__(self, surroundings: Surroundings, database: DatabaseThread) -> None:
        self._surroundings = surroundings
        self._database = database
        # making a picture or a film fit takes long: the thread with the lock must not wait for it
        self._files = DatabaseThread("delivery-files")
        self._preparing = Preparing()
        self._renewals = Renewals()
        self._yeses = Yeses()
        self.tally: Counter[tuple[str, str]] = Counter()

    @property
    def lost(self) -> bool:
        """Whether the connection for files broke."""
        return self._files.lost

    async def close(self) -> None:
        """End the thread that prepares files."""
        await self._files.close()

    def batch(self, claims: Sequence[Claim]) -> Batch:
        """Have the orders of these claims read together."""
        return asyncio.ensure_future(self._database.do(Turn.PREPARE, partial(self.read, claims)))

    def read(self, claims: Sequence[Claim]) -> Mapping[int, Ready]:
        """Read the orders of these claims; for the thread that claims them."""
        return self._preparing.several(claims) if claims else {}

    async def deliver(self, claim: Claim, read: Mapping[int, Ready] | Batch | None = None) -> None:
        """Carry out a claimed delivery: get it ready, call, write what became of it."""
        found = await read if isinstance(read, asyncio.Future) else read
        ready = found.get(claim.delivery_id) if found else None
        order = await self._fresh(claim, ready)
        if isinstance(order, Order) and not order.is_called:
            await self._without_call(claim, order)
            return
        if not (ready and ready.begun) and not await self._begin(claim, order):
            await self._save_token(claim)
            return  # taken away meanwhile: whoever has it now decides
        outcome = await carry_out(order, self._surroundings) if isinstance(order, Order) else order
        # Nothing may stand between the platform's yes and our record of it.
        await self._record(claim, outcome, order)
        if isinstance(order, Order):
            self.tally[order.manifest.kind, outcome_word(outcome)] += 1
        else:
            await self._save_token(claim)

    async def reconcile(self, delivery_id: int) -> None:
        """Ask the platform about an unclear delivery and act on the answer."""
        at_once = partial(self._preparing.at_once, delivery_id)
        order = await self._database.do(Turn.PREPARE, at_once)
        if order is None or isinstance(order, AccessOver):
            order = await self._ready(delivery_id, Turn.PREPARE)
        if isinstance(order, Order):
            answer = await look(order, self._surroundings)
            work = partial(_apply, order, answer)
        else:
            work = partial(put_off, delivery_id, order)
        await self._database.do(Turn.SETTLE, work)

    async def _fresh(self, claim: Claim, ready: Ready | None) -> Order | ConnectorFailure:
        if ready is None or isinstance(ready.order, AccessOver):
            return await self._ready(claim.delivery_id, _turn(claim))
        return ready.order

    async def _ready(self, delivery_id: int, turn: Turn) -> Order | ConnectorFailure:
        """Read an order alone; an access that is over is renewed first."""
        read = partial(self._preparing.one, delivery_id)
        order = await self._files.do(turn, read)
        if not isinstance(order, AccessOver):
            return order
        if failure := await self._renewals.renewed(order.channel_id):
            return failure
        return await self._files.do(turn, read)

    async def _without_call(self, claim: Claim, order: Order) -> None:
        await self._database.do(_turn(claim), partial(_give_away, claim, order))
        await self._save_token(claim)

    async def _begin(self, claim: Claim, order: Order | ConnectorFailure) -> bool:
        deadline = order.manifest.deadline_seconds if isinstance(order, Order) else 0
        begun = partial(begin_call, claim, now=now(), deadline_seconds=deadline)
        return await self._database.do(_turn(claim), begun)

    async def _save_token(self, claim: Claim) -> None:
        """No call was made: what the claim took of the rate budgets is given back."""
        if claim.paid:
            await self._database.do(Turn.UPKEEP, partial(give_back, claim.delivery_id, now=now()))

    async def _record(
        self, claim: Claim, outcome: Outcome, order: Order | ConnectorFailure
    ) -> None:
        if isinstance(outcome, Yes) and isinstance(order, Order) and _is_plain(order):
            yea = Yea(claim, order.organisation_id, outcome.published)
            self._yeses.add(yea)
            await self._database.do(Turn.SETTLE, self._yeses.settle)
            if yea.settled:
                return
        await self._database.do(Turn.SETTLE, partial(_settle, claim, outcome, order))


def _is_plain(order: Order) -> bool:
    return order.purpose is Purpose.PUBLISH


def _turn(claim: Claim) -> Turn:
    return Turn.URGENT if claim.urgent else Turn.PREPARE


def _give_away(claim: Claim, order: Order) -> None:
    try:
        spread(claim) if order.spreads else hand_over(claim)
    except Exception as bug:
        if not is_connected():
            raise  # without its database this worker must not go on
        log.exception(_NOT_WRITTEN, claim.delivery_id)
        failure = TemporaryFailure(_BUG, for_log=repr(bug)[:500])
        settle(claim, failure, reconcile_at=None, called=False)


def _apply(order: Order, answer: Outcome) -> None:
    try:
        apply_answer(order, answer)
    except Exception as bug:
        if not is_connected():
            raise  # without its database this worker must not go on
        log.exception(_NOT_WRITTEN, order.delivery_id)
        put_off(order.delivery_id, OutcomeUnclear(_BUG, for_log=repr(bug)[:500]))


def _settle(claim: Claim, outcome: Outcome, order: Order | ConnectorFailure) -> None:
    """Write an outcome; one that cannot be written is unclear, and ends nobody else's delivery."""
    called = isinstance(order, Order)
    since = order.access_since if isinstance(order, Order) else None
    try:
        _write(claim, outcome, called=called, access_since=since)
    except Exception as bug:
        if not is_connected():
            raise  # without its database this worker must not go on
        log.exception(_NOT_WRITTEN, claim.delivery_id)
        failure = (OutcomeUnclear if called else TemporaryFailure)(_BUG, for_log=repr(bug)[:500])
        _write(claim, failure, called=False)


def _write(
    claim: Claim, outcome: Outcome, *, called: bool, access_since: datetime | None = None
) -> None:
    reconcile_at = None
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
            if last or not is_connected():
                raise
        else:
            return
