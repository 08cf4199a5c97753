"""Memory of a process and everything below it, shared pages counted once (PSS, Linux only)."""

from collections import defaultdict
from pathlib import Path
from typing import Any


def memory_of(root: int) -> dict[str, Any]:
    """Return the proportional set size in MB: `total_mb`, and `by_process` with the largest first.

    PostgreSQL's processes are summed up; PSS divides every shared page among those who share it, so
    the sum counts it once.
    """
    found: dict[str, float] = defaultdict(float)
    for pid in tree(root):
        found[_name(pid)] += _pss(pid)
    largest = sorted(found.items(), key=lambda one: -one[1])
    return {
        "total_mb": round(sum(found.values()), 1),
        "by_process": {name: round(size, 1) for name, size in largest},
    }


def tree(root: int) -> list[int]:
    """Return the process and everything below it, parents first."""
    below: dict[int, list[int]] = defaultdict(list)
    for place in Path("/proc").iterdir():
        if place.name.isdecimal():
            below[_parent(place)].append(int(place.name))
    found = [root]
    for pid in found:  # grows while it is walked
        found.extend(below[pid])
    return found


def _parent(place: Path) -> int:
    try:
        stat = (place / "stat").read_text()
    except OSError:  # ended meanwhile
        return 0
    return int(stat.rpartition(")")[2].split()[1])  # the name before may contain anything


def _pss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _name(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().split()
    except OSError:
        return "ended"
    line = " ".join(words)
    if "postgres" in line:
        return "postgresql"
    for part in ("demo", "web", "worker", "training"):
        if part in words or f"ausrufer.{part}" in words:
            return "supervisor" if part == "demo" else part
    return words[0] if words else "kernel"
