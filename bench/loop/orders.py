"""Deliveries to the acceptor, one by one as the house orders them, or many at once."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import uuid4

from django.db import connection

from ausrufer.channels.actions import set_up_channel
from ausrufer.channels.contract import Outgoing
from ausrufer.channels.models import Channel
from ausrufer.channels.wire import fingerprint, to_json
from ausrufer.delivery.actions import Consignment, order_deliveries
from ausrufer.delivery.models import Attempt, Delivery, WorkerBeat
from ausrufer.delivery.spread import WAKE
from ausrufer.delivery.states import Priority, Purpose
from ausrufer.foundation.clock import now
from ausrufer.foundation.jobs import wake
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import create_organisation
from ausrufer.records.actor import Actor
from bench.loop.house import LoopHouse

PAUSE = 0.02
_OURS = ("delivery_delivery", "delivery_attempt", "delivery_pace", "delivery_workerbeat")


class Orders:
    """One organisation with channels to the acceptor."""

    def __init__(self, house: LoopHouse) -> None:
        self._house = house
        self.organisation = create_organisation(
            name="Messstadt", slug="messstadt", departments=["Presse"]
        )
        self._actor = Actor.house(self.organisation.pk)

    def channels(self, number: int, behaviour: str) -> list[Channel]:
        """Set up channels that behave so."""
        with within_organisation(self.organisation.pk):
            return [
                set_up_channel(
                    actor=self._actor,
                    kind="loop",
                    name=f"{behaviour}-{n}",
                    settings={"address": self._house.address(behaviour, f"{behaviour}-{n}")},
                    secrets={},
                )
                for n in range(number)
            ]

    def release(
        self, channels: Sequence[Channel], *, priority: Priority = Priority.ORDINARY
    ) -> list[str]:
        """Order one message to all these channels as an approval does; return the keys."""
        with within_organisation(self.organisation.pk):
            ordered = order_deliveries(
                actor=self._actor,
                subject=f"announcement:{uuid4()}",
                revision=1,
                consignments=[
                    Consignment(channel, Purpose.PUBLISH, _message()) for channel in channels
                ],
                priority=priority,
            )
        return [str(one.key) for one in ordered]

    def fill(self, channels: Sequence[Channel], number: int) -> None:
        """Put `number` deliveries into the queue, due now, the channels in turn."""
        outgoing = _message()
        content, moment = to_json(outgoing), now()
        prints = [fingerprint(outgoing, channel=str(one.public_id)) for one in channels]
        rows = (
            Delivery(
                organisation_id=self.organisation.pk,
                subject=f"announcement:{uuid4()}",
                channel=channels[n % len(channels)],
                purpose=Purpose.PUBLISH,
                content=content,
                fingerprint=prints[n % len(channels)],
                due_at=moment,
            )
            for n in range(number)
        )
        with within_organisation(self.organisation.pk):
            Delivery.objects.bulk_create(rows, batch_size=2000)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE delivery_delivery")
            wake(WAKE)

    def clear(self) -> None:
        """Forget every delivery; no worker may be at work."""
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(_OURS)} CASCADE")
        self._house.forget()

    def clear_quietly(self) -> None:
        """Forget what is done while workers are at work, here and at the acceptor."""
        with within_organisation(self.organisation.pk):
            Attempt.objects.all().delete()
            Delivery.objects.exclude(state__in=["waiting", "in_flight"]).delete()
        self._house.forget()

    def workers_at_work(self) -> int:
        """Return how many workers gave a sign of life."""
        return WorkerBeat.objects.filter(
            stopped_at=None, seen_at__gt=now() - timedelta(seconds=30)
        ).count()

    def jobs_left(self) -> bool:
        """Tell whether jobs that follow from deliveries are not done yet."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
                " AND scheduled_at IS NULL)"
            )
            return bool(cursor.fetchone()[0])

    def count(self, *states: str) -> int:
        """Return how many deliveries stand at one of these states."""
        with within_organisation(self.organisation.pk):
            return Delivery.objects.filter(state__in=states).count()


def wait_until(done: Callable[[], bool], *, seconds: float = 300.0) -> None:
    """Return once `done`; raises TimeoutError."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("the engine did not get done")
        time.sleep(PAUSE)


def _message() -> Outgoing:
    return Outgoing(
        public_id=str(uuid4()), language="de", title="Messung", parts=("Die Brücke ist gesperrt.",)
    )
