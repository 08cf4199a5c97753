"""Steps of the delivery engine one at a time, where a test stands between them."""

from datetime import datetime
from uuid import UUID

from ausrufer.delivery.claim import Claim, claim
from ausrufer.delivery.states import Priority
from ausrufer.delivery.sweep import sweeps
from ausrufer.foundation.scope import across_organisations


def claim_due(*, worker: UUID, now: datetime, most: int) -> list[Claim]:
    """Take up to `most` due deliveries of any priority, as a worker with so many places does."""
    return claim(worker=worker, now=now, most=most, least=Priority.LEAST).claims


def sweep(*, alive: UUID) -> None:
    """Do all sweeps once, as the worker `alive` does between two claims."""
    with across_organisations(reason="one engine serves every organisation"):
        for one in sweeps(alive=alive):
            one()
