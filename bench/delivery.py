"""`ausrufer bench delivery [--faults]`: what the engine costs, and that nothing is lost or doubled.

Without `--faults`: deliveries per second through the whole engine against a bare client loop in the
same run, release to call, one message to 15 channels, a warning behind 100,000, a dead platform.
With it: kill -9, restarts of the database and faults of the platforms, counted from the acceptor's
own log.
"""

import argparse
import time
from typing import Any

from bench.loop.house import LoopHouse, loop_house

CHANNELS = 15


def run(arguments: list[str]) -> dict[str, Any]:
    """Measure and return the figures."""
    parser = argparse.ArgumentParser(prog="ausrufer bench delivery")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--deliveries", type=int, help="10 000 with --faults, else 3 000")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**32)
    asked = parser.parse_args(arguments)
    with loop_house(asked.seed) as house:
        if asked.faults:
            from bench.loop.faults import faults  # needs Django

            return faults(house, asked.deliveries or 10_000, asked.kills, asked.seed)
        return _speed(house, asked)


def _speed(house: LoopHouse, asked: argparse.Namespace) -> dict[str, Any]:
    from bench.loop import speed  # needs Django

    orders = speed.Orders(house)
    instant = orders.channels(CHANNELS, "instant")
    slow = orders.channels(CHANNELS, "slow")
    found: dict[str, Any] = speed.throughput(house, orders, instant, asked.deliveries or 3000)
    found["release_to_call"] = speed.release_to_call(house, orders, instant, asked.rounds * 5)
    found["to_15_channels_of_50_ms"] = speed.to_all(house, orders, slow, asked.rounds)
    found["one_platform_dead"] = speed.beside_a_dead_one(house, orders, slow, asked.rounds)
    found["warning_behind_a_queue"] = speed.warnings(
        house, orders, slow, rounds=asked.rounds, waiting=asked.waiting
    )
    return found
