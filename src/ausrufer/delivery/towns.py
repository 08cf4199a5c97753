"""Sweeping one town after the other: none waits for another's journal, none stops for another."""

import logging
from collections import defaultdict
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import QuerySet

from ausrufer.delivery.database import is_connected
from ausrufer.delivery.models import Delivery

log = logging.getLogger(__name__)

_MOST = 200
_SWEEPING = 1_933_204_771  # the first key of an advisory lock; the second names the town


def town_by_town(found: QuerySet[Delivery], treat: Callable[[Delivery], None]) -> None:
    """Lock and treat some of what is found, each town in a transaction of its own.

    Two journals held at once could block somebody crosswise. What goes wrong in one town is left to
    the next sweep; only a lost database is raised.
    """
    ids = defaultdict(list)
    for organisation_id, pk in found.values_list("organisation_id", "pk")[:_MOST]:
        ids[organisation_id].append(pk)
    for organisation_id in sorted(ids):
        try:
            _treat(organisation_id, found.filter(pk__in=ids[organisation_id]), treat)
        except Exception:
            if not is_connected():
                raise  # without its database this worker must not go on
            log.exception("town %s is swept again later", organisation_id)


@transaction.atomic
def _treat(
    organisation_id: int, found: QuerySet[Delivery], treat: Callable[[Delivery], None]
) -> None:
    if not _is_first(organisation_id):
        return
    # asked anew, under a lock: meanwhile a person may have decided
    locked = found.select_for_update(of=("self",), skip_locked=True).select_related("channel")
    for delivery in locked.order_by("parent_id", "pk"):
        treat(delivery)


def _is_first(organisation_id: int) -> bool:
    """Tell whether nobody else sweeps this town right now: two would wait for each other's rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s::int, %s::int)", [_SWEEPING, organisation_id]
        )
        return bool(cursor.fetchone()[0])
