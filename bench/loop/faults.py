"""Nothing lost, nothing twice: workers die, the database restarts, platforms misbehave."""

import random
import signal
import sys
import time
from collections import Counter
from typing import Any

from django.db import OperationalError, connection

from bench.loop.house import LoopHouse
from bench.loop.orders import Orders, wait_until

KINDS = ("loop_key", "loop_look", "loop_blind")
CHANNELS = 15
WORKERS = 2
SETTLE_SECONDS = 900.0


def faults(house: LoopHouse, number: int, kills: int, seed: int) -> dict[str, Any]:
    """Kill, restart and misbehave while deliveries go out; then count at the acceptor."""
    chance = random.Random(seed)  # noqa: S311 - moments of death need no secrecy
    orders = Orders(house)
    channels = orders.channels(CHANNELS, "faulty", KINDS)
    restarts = {kills // 3: 1, 2 * kills // 3: 2}
    per_kill, left, done = max(1, number // max(kills, 1)), number, 0
    for n in range(kills):
        while len(house.workers) < WORKERS:
            house.start_worker()
        batch = left if n == kills - 1 else min(left, per_kill)
        orders.fill(channels, batch)
        left -= batch
        done += _die(house, orders, chance)
        if n in restarts:
            connection.close()
            house.restart_database()
            print(f"database restarted ({restarts[n]})", file=sys.stderr)
        print(f"kill {n + 1} of {kills}", file=sys.stderr)
    if left:
        orders.fill(channels, left)
    _finish(house, orders)
    return {**_count(house, orders), "kills": done, "restarts": len(restarts), "seed": seed}


def _die(house: LoopHouse, orders: Orders, chance: random.Random) -> int:
    """Kill one worker while something is in flight, at a moment drawn by lot."""
    victim = house.workers.pop(chance.randrange(len(house.workers)))
    wait_until(lambda: bool(_in_flight(orders)) or victim.poll() is not None, seconds=120)
    time.sleep(chance.uniform(0, 0.3))
    alive = victim.poll() is None
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    house.workers = [one for one in house.workers if one.poll() is None]
    return int(alive)


def _in_flight(orders: Orders) -> int:
    try:
        return orders.count("in_flight")
    except OperationalError:  # the database is being restarted
        connection.close()
        return 0


def _finish(house: LoopHouse, orders: Orders) -> None:
    """Let two workers get done, whoever has to be started anew."""
    end = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < end:
        house.workers = [one for one in house.workers if one.poll() is None]
        while len(house.workers) < WORKERS:
            house.start_worker()
        if not any(_moves(state, asked=asked) for state, asked in orders.keys().values()):
            break
        time.sleep(0.5)
    house.stop_workers()


def _moves(state: str, *, asked: bool) -> bool:
    return state in {"waiting", "in_flight"} or (state == "unclear" and asked)


def _count(house: LoopHouse, orders: Orders) -> dict[str, Any]:
    taken = {key: len(found) for key, found in house.received()["taken"].items()}
    states = orders.keys()
    verdicts = Counter(_verdict(state, taken.get(key, 0)) for key, (state, _) in states.items())
    return {
        "deliveries": len(states),
        "settled": verdicts["once"],
        "lost": verdicts["lost"],
        "twice": verdicts["twice"],
        "unclear_resolved": orders.unclear_resolved(),
        "unclear_waiting": verdicts["unclear"],
        "failed": verdicts["failed"],
    }


def _verdict(state: str, number: int) -> str:
    if number > 1:
        return "twice"
    if state in {"unclear", "failed"}:
        return state  # on a person's desk, whether it arrived or not
    return "once" if number == 1 and state == "settled" else "lost"
