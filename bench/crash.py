"""`ausrufer bench crash [--kills 50]`: kill -9 the worker during deliveries on all four channels.

Prints `deliveries`, `kills`, `lost`, `twice`, `unclear`, counted at the receivers. Lost: not at the
receiver and not on a person's desk. Twice: at the receiver more than once.
"""

import argparse
import random
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from typing import Any

from bench.practice import PracticeTown, practice_town, use_django

KINDS = ("hub", "email", "mastodon", "bluesky")
MESSAGES_PER_ROUND = 4
SUBSCRIBERS = 4
READY_SECONDS = 60.0
SETTLE_SECONDS = 300.0


def run(arguments: list[str]) -> dict[str, Any]:
    """Order, kill, repeat; then let the last worker finish and count."""
    parser = argparse.ArgumentParser(prog="ausrufer bench crash")
    parser.add_argument("--kills", type=int, default=50, help="wie oft hart beendet wird")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**32, help="Saat der Lose")
    asked = parser.parse_args(arguments)
    chance = random.Random(asked.seed)  # noqa: S311 - moments of death need no secrecy
    with practice_town() as town:
        use_django(town)
        from bench.orders import Orders  # needs Django

        orders = Orders(town, SUBSCRIBERS)
        kills = 0
        while kills < asked.kills:
            orders.place(MESSAGES_PER_ROUND)
            kills += _live_and_die(town, orders, chance)
            print(f"kill {kills} of {asked.kills}", file=sys.stderr)
        _finish(town, orders)
        return {
            **_count(town, orders),
            "kills": kills,
            "attempts_cut_off": orders.broken_off(),
            "seed": asked.seed,
        }


def _live_and_die(town: PracticeTown, orders: Any, chance: random.Random) -> int:
    """Kill a worker at a random moment of its deliveries, while something is in flight.

    The channel is drawn by lot, so that all four are hit. Returns 1 if the worker was killed there,
    0 if it had nothing left to do by then.
    """
    kind = chance.choice(KINDS)
    worker = town.worker()
    _wait_for_flight(worker, orders, kind)
    time.sleep(chance.uniform(0, 0.15))
    caught = _wait_for_flight(worker, orders, kind)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    orders.bury()
    return int(caught)


def _wait_for_flight(worker: subprocess.Popen[bytes], orders: Any, kind: str) -> bool:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        if orders.in_flight(kind):
            return True
        if worker.poll() is not None:
            raise RuntimeError("the worker ended by itself: see worker.log")
        if not orders.still_moving():
            return False
    return False


def _finish(town: PracticeTown, orders: Any) -> None:
    worker = town.worker()
    try:
        end = time.monotonic() + SETTLE_SECONDS
        while orders.still_moving() and time.monotonic() < end:
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.wait()


def _count(town: PracticeTown, orders: Any) -> dict[str, Any]:
    received = _received(town)
    verdicts: Counter[str] = Counter()
    by_channel: dict[str, Counter[str]] = {}
    for delivery in orders.deliveries():
        number = sum(delivery.marker in one for one in received[delivery.kind, delivery.recipient])
        verdict = _verdict(delivery.state, number)
        verdicts[verdict] += 1
        by_channel.setdefault(delivery.kind, Counter())[verdict] += 1
    return {
        "deliveries": sum(verdicts.values()),
        "settled": verdicts["once"],
        "lost": verdicts["lost"],
        "twice": verdicts["twice"],
        "unclear": verdicts["unclear"],
        "failed": verdicts["failed"],
        "by_channel": {kind: dict(found) for kind, found in sorted(by_channel.items())},
    }


def _verdict(state: str, number: int) -> str:
    if number > 1:
        return "twice"
    if state in {"unclear", "failed"}:
        return state  # on a person's desk, whether it arrived or not
    return "once" if number == 1 and state == "settled" else "lost"


def _received(town: PracticeTown) -> defaultdict[tuple[str, str], list[str]]:
    """Return the texts each receiver got, by kind of channel and recipient ("" for the public)."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for platform in ("mastodon", "bluesky"):
        found[platform, ""] = [post["text"] for post in town.received(platform)]
    for letter in town.received("mailbox"):
        found["email", letter["recipient"]].append(letter["subject"])
    feed = town.folder / "public" / "musterstadt" / "entries"
    found["hub", ""] = [entry.read_text("utf-8") for entry in feed.glob("*.json")]
    return found
