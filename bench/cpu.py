"""CPU time of a process and everything below it (Linux only): neighbours hardly change it."""

import os
from pathlib import Path

from bench.memory import tree

_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(root: int) -> float:
    """Return the seconds of CPU `root` and all below it have used, with those ended and reaped."""
    return sum(map(_ticks, tree(root))) / _TICKS


def _ticks(pid: int) -> int:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:  # ended meanwhile
        return 0
    used = stat.rpartition(")")[2].split()  # the name before may contain anything
    return sum(map(int, used[11:15]))  # user and system, of itself and of children it reaped
