"""Child processes of the supervisor: lean, and told from strangers."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

MARK = "AUSRUFER_SUPERVISED"  # carries the data folder; inherited by grandchildren
# glibc otherwise keeps up to eight arenas per core, and the room of a large picture for the next:
# memory a small house does not have
_MALLOC = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "1048576"}


def child_environment(folder: Path, variables: Mapping[str, str]) -> dict[str, str]:
    """Return `variables` for a child of the house in `folder`: marked, lean, nothing of libpq's."""
    own = {name: value for name, value in variables.items() if not name.startswith("PG")}
    return {**own, MARK: str(folder), **_MALLOC, "PYTHONUNBUFFERED": "1"}


def marked(folder: Path) -> list[int]:
    """Return the numbers of all living processes that were started for `folder` (Linux)."""
    mark = f"{MARK}={folder}".encode()
    return [
        pid
        for pid in _numbers()
        if pid != os.getpid() and mark in _read(pid, "environ").split(b"\0")
    ]


def command_lines() -> Iterator[tuple[int, str]]:
    """Return number and command line of every living process that shows one."""
    if sys.platform == "linux":
        lines = ((pid, _read(pid, "cmdline").replace(b"\0", b" ")) for pid in _numbers())
        return ((pid, line.decode(errors="replace")) for pid, line in lines if line)
    listed = subprocess.run(
        ["/bin/ps", "-axww", "-o", "pid=,command="], capture_output=True, text=True, check=True
    )
    parted = (line.strip().partition(" ") for line in listed.stdout.splitlines())
    return ((int(number), command) for number, _, command in parted)


def _numbers() -> Iterator[int]:
    root = Path("/proc")
    entries = root.iterdir() if root.is_dir() else iter(())
    return (int(place.name) for place in entries if place.name.isdecimal())


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:  # ended meanwhile, or somebody else's
        return b""
