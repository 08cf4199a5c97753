"""How fast: through the whole engine, beside a bare loop of the same client."""

import asyncio
import time
from collections.abc import Sequence
from statistics import median
from typing import Any
from uuid import uuid4

from django.conf import settings

from ausrufer.channels.models import Channel
from ausrufer.delivery.states import Priority
from ausrufer.foundation.http import GuardedClient
from bench.cpu import cpu_seconds
from bench.loop.house import LoopHouse
from bench.loop.orders import Orders, wait_until
from bench.memory import memory_of

SIDE_BY_SIDE = 60
READY_SECONDS = 90.0
OPEN = ("waiting", "in_flight")


def throughput(
    house: LoopHouse, orders: Orders, channels: Sequence[Channel], number: int
) -> dict[str, Any]:
    """Return deliveries per second with one and two workers, and their ratio to the bare loop.

    The CPU of workers and database is counted until all that follows from the deliveries is done.
    """
    bare = asyncio.run(_bare(house, number))
    found: dict[str, Any] = {"deliveries": number, "bare_per_second": round(bare, 1)}
    for workers in (1, 2):
        orders.clear()
        pids = [house.start_worker().pid for _ in range(workers)]
        _until_at_work(house, orders, channels)
        wait_until(lambda: not orders.jobs_left(), seconds=READY_SECONDS)
        orders.clear_quietly()
        before = _cpu(house)
        orders.fill(channels, number)
        wait_until(lambda: orders.count(*OPEN) == 0, seconds=600)
        wait_until(lambda: not orders.jobs_left(), seconds=600)
        spent = _cpu(house)
        memory = [memory_of(pid)["total_mb"] for pid in pids]
        house.stop_workers()
        moments = sorted(taken[0][0] for taken in house.received()["taken"].values())
        per_second = (len(moments) - 1) / (moments[-1] - moments[0])
        found[f"with_{workers}"] = {
            "per_second": round(per_second, 1),
            "ratio_to_bare": round(per_second / bare, 3),
            "cpu_ms_each": {
                name: round((spent[name] - before[name]) / number * 1000, 2) for name in spent
            },
            "worker_mb": round(max(memory), 1),
            "twice": sum(len(one) > 1 for one in house.received()["taken"].values()),
        }
    return found


def _cpu(house: LoopHouse) -> dict[str, float]:
    workers = sum(cpu_seconds(one.pid) for one in house.workers)
    return {"workers": workers, "database": cpu_seconds(house.database)}


async def _bare(house: LoopHouse, number: int) -> float:
    """Return calls per second of the client alone."""
    async with GuardedClient(settings.HTTP_POLICY) as http:
        left = iter(range(number))
        address = house.address("instant", "bare")

        async def work() -> None:
            for _ in left:
                told = {"key": str(uuid4()), "text": "Die Brücke ist gesperrt."}
                await http.request("POST", address, json=told)

        began = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(SIDE_BY_SIDE)))
        return number / (time.perf_counter() - began)


def release_to_call(
    house: LoopHouse, orders: Orders, channels: Sequence[Channel], rounds: int
) -> dict[str, Any]:
    """Return how long it takes from the release to the platform, with nothing else to do."""
    with _Worker(house, orders, channels):
        return _spread(
            [_until_taken(house, orders, channels[n % 15 : n % 15 + 1])[0] for n in range(rounds)]
        )


def to_all(
    house: LoopHouse, orders: Orders, channels: Sequence[Channel], rounds: int
) -> dict[str, Any]:
    """Return how long one message takes until the last of its platforms has answered."""
    with _Worker(house, orders, channels):
        slowest = [max(_until_taken(house, orders, channels)) + 0.05 for _ in range(rounds)]
    return _spread(slowest, aim_p95_ms=1000)


def beside_a_dead_one(
    house: LoopHouse, orders: Orders, channels: Sequence[Channel], rounds: int
) -> dict[str, Any]:
    """Return how long the healthy channels take beside one whose connections hang."""
    healthy = channels[:-1]
    with _Worker(house, orders, channels):
        before = [max(_until_taken(house, orders, healthy)) for _ in range(rounds)]
    (dead,) = orders.channels(1, "hang")
    with _Worker(house, orders, healthy):
        beside = []
        for _ in range(rounds):
            orders.release([dead])
            beside.append(max(_until_taken(house, orders, healthy)))
    return {"healthy": _spread(before), "beside_a_dead_one": _spread(beside)}


def warnings(
    house: LoopHouse, orders: Orders, channels: Sequence[Channel], *, rounds: int, waiting: int
) -> dict[str, Any]:
    """Return how long a warning takes to begin on all channels while a long queue is worked off."""
    found: dict[str, Any] = {"waiting": waiting}
    for name, reserved in (("one_worker", False), ("and_one_reserved", True)):
        with _Worker(house, orders, channels, reserved=reserved):
            orders.fill(channels, waiting)
            wait_until(lambda: house.received()["calls"] > 0)
            took = [
                max(_until_taken(house, orders, channels, priority=Priority.WARNING))
                for _ in range(rounds)
            ]
            left = orders.count("waiting")
        found[name] = {**_spread(took, aim_p99_ms=1000), "still_waiting": left}
    return found


class _Worker:
    """A worker that is at work, on an empty queue; stopped afterwards."""

    def __init__(
        self,
        house: LoopHouse,
        orders: Orders,
        channels: Sequence[Channel],
        *,
        reserved: bool = False,
    ) -> None:
        self._house, self._orders, self._channels = house, orders, channels
        self._reserved = reserved

    def __enter__(self) -> None:
        self._orders.clear()
        if self._reserved:
            self._house.start_worker("warnings")
        self._house.start_worker()
        _until_at_work(self._house, self._orders, self._channels)

    def __exit__(self, *_: object) -> None:
        # a queue of a hundred thousand is not worked off: nobody would wait for it
        self._house.end_workers()
        self._orders.clear()


def _until_at_work(house: LoopHouse, orders: Orders, channels: Sequence[Channel]) -> None:
    """Have every channel called once: the first call is slower than all others."""
    for _ in range(3 * len(house.workers)):
        orders.release(channels)
    wait_until(lambda: orders.count(*OPEN) == 0, seconds=READY_SECONDS)
    wait_until(lambda: orders.workers_at_work() >= len(house.workers), seconds=READY_SECONDS)


def _until_taken(
    house: LoopHouse,
    orders: Orders,
    channels: Sequence[Channel],
    *,
    priority: Priority = Priority.ORDINARY,
) -> list[float]:
    """Release one message and return how long each of its platforms waited for it, in seconds."""
    keys = orders.release(channels, priority=priority)
    released = time.time()
    taken: dict[str, float] = {}

    def all_taken() -> bool:
        taken.update(house.moments(keys))
        return len(taken) == len(keys)

    wait_until(all_taken, seconds=120)
    return [max(0.0, taken[key] - released) for key in keys]


def _spread(
    seconds: Sequence[float], *, aim_p95_ms: float | None = None, aim_p99_ms: float | None = None
) -> dict[str, Any]:
    ordered = sorted(seconds)

    def at(share: float) -> float:
        return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 1)

    found: dict[str, Any] = {
        "n": len(ordered),
        "p50_ms": round(median(ordered) * 1000, 1),
        "p95_ms": at(0.95),
        "p99_ms": at(0.99),
    }
    if aim_p95_ms is not None:
        found |= {"aim_p95_ms": aim_p95_ms, "met": found["p95_ms"] <= aim_p95_ms}
    if aim_p99_ms is not None:
        found |= {"aim_p99_ms": aim_p99_ms, "met": found["p99_ms"] <= aim_p99_ms}
    return found
