"""What this machine does at this moment with work that never changes: others share it."""

import os
import tempfile
import time
from pathlib import Path

ROUNDS = 5


def yardstick(folder: Path) -> dict[str, float]:
    """Return the median time of a bare Python loop and of one durable 4-kB write, in ms."""
    return {
        "python_loop_ms": _median([_loop() for _ in range(ROUNDS)]),
        "durable_write_ms": _median([_write(folder) for _ in range(ROUNDS)]),
    }


def _loop() -> float:
    began = time.perf_counter()
    total = 0
    for number in range(1_000_000):
        total += number * number
    return time.perf_counter() - began


def _write(folder: Path) -> float:
    with tempfile.TemporaryFile(dir=folder) as file:
        began = time.perf_counter()
        file.write(b"x" * 4096)
        file.flush()
        os.fsync(file.fileno())
        return time.perf_counter() - began


def _median(seconds: list[float]) -> float:
    return round(sorted(seconds)[len(seconds) // 2] * 1000, 1)
