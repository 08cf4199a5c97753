"""Getting claimed deliveries ready for their calls, many with few questions to the database."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import DatabaseError

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import ConnectorFailure, PermanentFailure, TemporaryFailure
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import opened_access
from ausrufer.delivery.claim import Claim, begin_calls
from ausrufer.delivery.errors import Tampered
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.orders import Order, brings_files, order_for
from ausrufer.delivery.renewals import check_fresh
from ausrufer.foundation.clock import now

log = logging.getLogger(__name__)

_TAMPERED = (
    "Der Inhalt stimmt nicht mit der Freigabe überein und wurde nicht gesendet. "
    "Bitte geben Sie die Mitteilung erneut zur Freigabe."
)
_NOT_PREPARED = "Beim Vorbereiten trat ein Fehler in Ausrufer selbst auf."


@dataclass(frozen=True, slots=True)
class Ready:
    """An order, or why there is none; `begun`: its call may be made at once."""

    order: Order | ConnectorFailure
    begun: bool = False


class Preparing:
    """One worker's way from rows to orders; it keeps the sessions at the platforms."""

    def __init__(self) -> None:
        self._sessions: dict[int, dict[str, str]] = defaultdict(dict)

    def one(self, delivery_id: int) -> Order | ConnectorFailure:
        """Read one order, or why there is none."""
        (delivery,) = _rows([delivery_id])
        return self._order(delivery, {})

    def at_once(self, delivery_id: int) -> Order | ConnectorFailure | None:
        """Read one order; None where it brings files, which takes long."""
        (delivery,) = _rows([delivery_id])
        return None if brings_files(delivery) else self._order(delivery, {})

    def several(self, claims: Sequence[Claim]) -> Mapping[int, Ready]:
        """Read the orders of claims, by delivery, and note the begin of their calls.

        Left out is what brings files: making them fit takes long, and must keep nobody waiting.
        """
        opened: dict[int, Access] = {}
        orders = {
            row.pk: self._order(row, opened)
            for row in _rows([one.delivery_id for one in claims])
            if not brings_files(row)
        }
        deadlines = {
            claim: order.manifest.deadline_seconds
            for claim in claims
            if isinstance(order := orders.get(claim.delivery_id), Order) and order.is_called
        }
        begun = begin_calls(deadlines, now=now()) if deadlines else set()
        return {pk: Ready(order, pk in begun) for pk, order in orders.items()}

    def _order(self, delivery: Delivery, opened: dict[int, Access]) -> Order | ConnectorFailure:
        def access_of(channel: Channel) -> Access:
            if channel.pk not in opened:
                opened[channel.pk] = opened_access(channel)
            return opened[channel.pk]

        try:
            check_fresh(delivery.channel)
            session = self._sessions[delivery.channel_id]
            return order_for(delivery, session, access_of=access_of)
        except ConnectorFailure as failure:
            return failure
        except Tampered:
            log.exception("delivery %s refused", delivery.pk)
            return PermanentFailure(_TAMPERED)
        except DatabaseError:
            raise  # without its database this worker must not go on
        except Exception as bug:
            # a file nobody can read or a full disk must not stop what is sent elsewhere
            log.exception("delivery %s could not be prepared", delivery.pk)
            return TemporaryFailure(_NOT_PREPARED, for_log=repr(bug)[:500])


def _rows(delivery_ids: Sequence[int]) -> list[Delivery]:
    found = Delivery.objects.select_related("channel__organisation", "parent", "target")
    return list(found.filter(pk__in=delivery_ids))
