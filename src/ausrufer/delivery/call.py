"""Step (b): the call itself, outside any transaction, with a deadline."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import NoReturn

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
    AccessLost,
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
_KNOWN_IS_GONE = "Das Bekannte ist gelöscht."
_LOOK = "Bitte sehen Sie auf dem Kanal „{label}“ nach, ob noch ein Teil steht."


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
            there, doubt = await _there(connector, order)
            if doubt:
                raise doubt  # what it may have added would be posted a second time
            return await connector.amend(order.access, order.command, there)
        case Purpose.WITHDRAW if isinstance(connector, Withdraws):
            there, doubt = await _there(connector, order)
            if doubt:
                await _withdraw_in_doubt(connector, order, there, doubt)
            await connector.withdraw(order.access, there)
            return Published(())
        case _:
            raise PermanentFailure(_CANNOT)


async def _there(
    connector: Connector, order: Order
) -> tuple[tuple[RemotePart, ...], OutcomeUnclear | None]:
    """Return what stands of the target, and the doubt that is left whether that is all.

    Corrections that were dropped since may have added parts, and one may have reworded what another
    added, this order's own earlier attempts among them: below it hangs what that other one said.
    Each is asked until none knows more, also where one alone cannot be told.
    """
    there, asked, doubt = order.target, order.dropped, None
    if not (asked and isinstance(connector, FindsAdded)):
        return there, doubt
    if order.purpose is Purpose.AMEND:
        asked = (*asked, order.command)
    known = -1
    while known < len(there):
        known, doubt = len(there), None
        for one in asked:
            try:
                there = (await connector.find_added(order.access, one, there)).parts
            except OutcomeUnclear as unclear:
                doubt = unclear
    return there, doubt


async def _withdraw_in_doubt(
    connector: Withdraws, order: Order, there: Sequence[RemotePart], doubt: OutcomeUnclear
) -> NoReturn:
    """Take down what is known, the last part first, and leave the rest to a person.

    What is in doubt hangs below the last part: once that is gone, whoever asked again would find
    nothing and take it for done. Only where surely nothing was deleted yet it may be repeated.
    """
    look, gone = _LOOK.format(label=order.manifest.label), 0
    try:
        for part in reversed(there):
            await connector.withdraw(order.access, (part,))
            gone += 1
    except ConnectorFailure as failure:
        if not gone and isinstance(failure, TemporaryFailure | AccessLost):
            raise
        raise PermanentFailure(f"{failure.for_staff} {look}", for_log=failure.for_log) from doubt
    raise PermanentFailure(f"{_KNOWN_IS_GONE} {look}", for_log=doubt.for_log)
