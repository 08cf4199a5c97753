"""One delivery from its claim to its outcome: what is done in the database, what outside it."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from django.db import OperationalError, connection

from ausrufer.channels.contract import Surroundings
from ausrufer.channels.errors import ConnectorFailure, OutcomeUnclear
from ausrufer.delivery.buckets import give_back
from ausrufer.delivery.by_hand import hand_over
from ausrufer.delivery.call import Outcome, Yes, carry_out, look
from ausrufer.delivery.claim import Claim, begin_call
from ausrufer.delivery.database import DatabaseThread
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import Order
from ausrufer.delivery.precedence import Turn
from ausrufer.delivery.preparing import Preparing, Ready
from ausrufer.delivery.reconcile import apply_answer
from ausrufer.delivery.renewals import AccessOver, Renewals
from ausrufer.delivery.settle import outcome_word, settle
from ausrufer.delivery.spread import spread
from ausrufer.delivery.states import Purpose
from ausrufer.delivery.sweep import when_to_ask
from ausrufer.delivery.together import Yea, Yeses
from ausrufer.foundation.clock import now

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
        order = await self._ready(delivery_id, Turn.ASK)
        if isinstance(order, Order):
            answer = await look(order, self._surroundings)
            await self._database.do(Turn.SETTLE, partial(apply_answer, order, answer))

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
        away = spread if order.spreads else hand_over
        await self._database.do(_turn(claim), partial(away, claim))
        await self._save_token(claim)

    async def _begin(self, claim: Claim, order: Order | ConnectorFailure) -> bool:
        deadline = order.manifest.deadline_seconds if isinstance(order, Order) else 0
        begun = partial(begin_call, claim, now=now(), deadline_seconds=deadline)
        return await self._database.do(_turn(claim), begun)

    async def _save_token(self, claim: Claim) -> None:
        """No call was made: what the claim took of the rate budgets is given back."""
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


def _settle(claim: Claim, outcome: Outcome, order: Order | ConnectorFailure) -> None:
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
