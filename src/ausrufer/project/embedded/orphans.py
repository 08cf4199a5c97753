"""Servers a killed predecessor left behind."""

import contextlib
import os
import signal
import time
from collections.abc import Iterable

from ausrufer.project.embedded.errors import EmbeddedFault
from ausrufer.project.supervision.processes import command_lines

ROUNDS = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))  # then seconds


def stop_orphans(cluster_name: str) -> None:
    """Stop every process of the cluster; only for the holder of its lock.

    They are known by the name in their titles: a number in `postmaster.pid` may by now belong to a
    stranger, and in a container even root may not look into another account's process.
    """
    for number, seconds in ROUNDS:
        found = _processes(cluster_name)
        # Asked politely, the postmaster ends the others itself; without one they end by themselves.
        leaders = [pid for pid, line in found.items() if " -D " in line]
        _signal(leaders if number is signal.SIGINT else found, number)
        if _gone(cluster_name, seconds):
            return
    raise EmbeddedFault("Ein übrig gebliebener PostgreSQL-Prozess lässt sich nicht beenden.")


def _processes(cluster_name: str) -> dict[int, str]:
    return {
        pid: line
        for pid, line in command_lines()
        if cluster_name in line and "postgres" in line.split(maxsplit=1)[0]
    }


def _signal(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def _gone(cluster_name: str, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while _processes(cluster_name):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
