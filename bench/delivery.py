"""`ausrufer bench delivery [--faults]`: what the engine costs, and that nothing is lost or doubled.

Without `--faults`: deliveries per second through the whole engine against a bare client loop in the
same run, release to call, one message to 15 channels, a warning behind 100,000, a dead platform.
With it: over all connectors of the practice town and a Matrix room, with kill -9, restarts of the
database and faults of the emulated platforms drawn by lot, while people correct messages and take
some back and tokens of little more than a minute are renewed; counted from the platforms' own logs.
Prints `deliveries`, `kills`, `restarts`, `lost`, `twice`, `unclear_resolved`, `unclear_waiting`,
`failed`, `by_channel`; of posts with a corrected text `corrections`, `corrected`,
`corrections_lost`, `corrections_twice`, `corrections_waiting`; `renewals` by network, how many came
with a token that was used before (`renewals_with_used_tokens`), and the accesses they cost:
`accesses_lost_by_torn_renewals`, `accesses_lost_otherwise`.
"""

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.loop.house import LoopHouse, loop_house
from bench.practice import practice_town, use_django
from bench.storm.matrix import matrix_server

CHANNELS = 15


def run(arguments: list[str]) -> dict[str, Any]:
    """Measure and return the figures."""
    parser = argparse.ArgumentParser(prog="ausrufer bench delivery")
    option = parser.add_argument
    option("--faults", action="store_true", help="unter Störungen: verloren oder doppelt?")
    option("--deliveries", type=int, help="Auslieferungen: 10 000 mit --faults, sonst 3 000")
    option("--kills", type=int, default=300, help="wie oft mit --faults hart beendet wird")
    option("--waiting", type=int, default=100_000, help="wie viele vor der Warnung warten")
    option("--rounds", type=int, default=40, help="Wiederholungen jeder Messung")
    option("--only", help="nur eine der Messungen, mit ihrem Namen im Ergebnis")
    option("--seed", type=int, default=time.time_ns() % 2**32, help="Saat der Lose")
    option("--share", type=float, default=1.0, help="Anteil der üblichen Störungen")
    asked = parser.parse_args(arguments)
    if asked.faults:
        return _storm(asked)
    with loop_house() as house:
        return _speed(house, asked)


def _storm(asked: argparse.Namespace) -> dict[str, Any]:
    with practice_town() as town:
        town.environment["AUSRUFER_SWITCHED_ON"] = "x"
        with matrix_server(town) as matrix:
            use_django(town)
            from bench.storm.run import Storm  # needs Django

            with town.web():  # platforms that fetch pictures and films do so here
                storm = Storm(town, matrix, asked.seed, asked.share)
                return storm.run(asked.deliveries or 10_000, asked.kills)


def _speed(house: LoopHouse, asked: argparse.Namespace) -> dict[str, Any]:
    from bench.loop import speed  # needs Django

    orders = speed.Orders(house)
    instant = orders.channels(CHANNELS, "instant")
    slow = orders.channels(CHANNELS, "slow")
    rounds = asked.rounds
    measured: dict[str, Callable[[], dict[str, Any]]] = {
        "throughput": lambda: speed.throughput(house, orders, instant, asked.deliveries or 3000),
        "release_to_call": lambda: speed.release_to_call(house, orders, instant, rounds * 5),
        "to_15_channels_of_50_ms": lambda: speed.to_all(house, orders, slow, rounds),
        "one_platform_dead": lambda: speed.beside_a_dead_one(house, orders, slow, rounds),
        "warning_behind_a_queue": lambda: speed.warnings(
            house, orders, slow, rounds=rounds, waiting=asked.waiting
        ),
    }
    found = {}
    for name, measure in measured.items():
        if asked.only in {None, name}:
            began = time.monotonic()
            found[name] = measure()
            print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    return found
