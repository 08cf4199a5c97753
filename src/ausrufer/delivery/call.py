"""Step (b): the call itself, outside any transaction, with a deadline."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass

from ausrufer.channels import registry
from ausrufer.channels.contract import (
    Amends,
    Connector,
    FindsAdded,
    Published,
    Publishes,
    Reconciles,
    RemotePart,
    Surroundings,
    Withdraws,
)
from ausrufer.channels.errors import (
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.delivery.orders import Order
from ausrufer.delivery.states import Purpose

log = logging.getLogger(__name__)

_BUG = "Beim Senden trat ein Fehler in Ausrufer selbst auf."
_CANNOT = "Dieser Kanal kann das nicht: bitte erledigen Sie es dort von Hand."


@dataclass(frozen=True, slots=True)
class Yes:
    """The platform took it."""

    published: Published


Outcome = Yes | ConnectorFailure


async def carry_out(order: Order, surroundings: Surroundings) -> Outcome:
    """Make the call an order asks for; never raises for what a connector does."""
    connector = _made(order, surroundings)
    if isinstance(connector, ConnectorFailure):
        return connector
    return await _guarded(order, _call(connector, order))


async def look(order: Order, surroundings: Surroundings) -> Outcome:
    """Ask the platform which parts of an order are there.

    Unclear is only what it cannot tell; where it does not answer at all, the failure is temporary.
    """
    connector = _made(order, surroundings)
    if isinstance(connector, ConnectorFailure):
        return connector
    if not isinstance(connector, Reconciles):
        return OutcomeUnclear("Dieser Kanal bietet keinen Weg nachzufragen.")
    find = connector.find(order.access, order.command)
    return await _guarded(order, find, silence=TemporaryFailure)


def _made(order: Order, surroundings: Surroundings) -> Connector | ConnectorFailure:
    """Return the connector; where it cannot even be made, surely nothing was sent."""
    try:
        return registry.connector(order.manifest.kind, surroundings.for_access(order.access))
    except Exception as bug:
        log.exception("connector %s could not be made", order.manifest.kind)
        return TemporaryFailure(_BUG, for_log=repr(bug)[:500])


async def _guarded(
    order: Order,
    call: Coroutine[None, None, Published],
    *,
    silence: type[ConnectorFailure] = OutcomeUnclear,
) -> Outcome:
    try:
        async with asyncio.timeout(order.manifest.deadline_seconds):
            return Yes(await call)
    except ConnectorFailure as failure:
        return failure
    except TimeoutError:
        return silence(
            "Die Gegenseite hat zu lange nicht geantwortet.", for_log="deadline exceeded"
        )
    except Exception as bug:
        log.exception("connector %s failed outside its language", order.manifest.kind)
        return OutcomeUnclear(_BUG, for_log=repr(bug)[:500])


async def _call(connector: Connector, order: Order) -> Published:
    if order.purpose is not Purpose.PUBLISH and not order.target:
        # a person said it is there, but nobody knows where: done by hand or not at all
        raise PermanentFailure(_CANNOT)
    match order.purpose:
        case Purpose.PUBLISH if isinstance(connector, Publishes):
            return await connector.publish(order.access, order.command)
        case Purpose.AMEND if isinstance(connector, Amends):
            there = await _there(connector, order)
            return await connector.amend(order.access, order.command, there)
        case Purpose.WITHDRAW if isinstance(connector, Withdraws):
            await connector.withdraw(order.access, await _there(connector, order))
            return Published(())
        case _:
            raise PermanentFailure(_CANNOT)


async def _there(connector: Connector, order: Order) -> tuple[RemotePart, ...]:
    """Return what stands of the target: also what corrections added that were dropped since.

    One may have reworded what another added, this order's own earlier attempts among them, and
    below it hangs what that other one said: each is asked until none knows more.
    """
    there, asked = order.target, order.dropped
    if not (asked and isinstance(connector, FindsAdded)):
        return there
    if order.purpose is Purpose.AMEND:
        asked = (*asked, order.command)
    known = -1
    while known < len(there):
        known = len(there)
        for one in asked:
            there = (await connector.find_added(order.access, one, there)).parts
    return there
