"""The real server stays on this machine and never outlives the run that started it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.peers.bluesky import BlueskyServer

_ROOT = Path(__file__).parents[2]
_LISTENING = "0A"
_LOOPBACK = "0100007F"  # 127.0.0.1 as /proc/net/tcp writes it
_PROGRAM = """
from tests.peers.bluesky import BlueskyServer
server = BlueskyServer()
print(server._process.pid, flush=True)
server._process.wait()
"""


def _listens_on(pid: int) -> list[str]:
    """Return the addresses a process listens on."""
    inodes = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        target = str(entry.readlink())
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    tables = [
        Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:] for name in ("tcp", "tcp6")
    ]
    rows = [line.split() for table in tables for line in table]
    return [row[1].partition(":")[0] for row in rows if row[3] == _LISTENING and row[9] in inodes]


def _runs(pid: int) -> bool:
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"  # ended, though nobody asked how


@pytest.mark.peers
def test_it_listens_on_this_machine_only() -> None:
    with BlueskyServer() as server:
        assert _listens_on(server._process.pid) == [_LOOPBACK, _LOOPBACK]


@pytest.mark.peers
def test_it_ends_when_the_run_is_killed() -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM], cwd=_ROOT, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    with run.stdout:
        server = int(run.stdout.readline())
    run.send_signal(signal.SIGKILL)
    run.wait()
    deadline = time.monotonic() + 60
    while _runs(server) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(server)
