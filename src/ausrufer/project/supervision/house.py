"""The whole house: database and children, watched until somebody asks it to stop."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO, Protocol

from ausrufer.project.supervision.child import Child
from ausrufer.project.supervision.logs import LogFolder
from ausrufer.project.supervision.processes import marked

LOOK_EVERY = 0.5  # seconds
TRIM_EVERY = 30.0  # seconds
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(BaseException):
    """Somebody pressed Ctrl-C or sent SIGTERM; like KeyboardInterrupt not an error."""


class Database(Protocol):
    """A database that is ours to start and stop."""

    def start(self, log: IO[bytes] | int) -> None:
        """Start and return once it answers."""

    def revive(self, log: IO[bytes] | int) -> None:
        """Start again after it died."""

    def stop(self) -> None:
        """Stop cleanly."""

    def has_died(self) -> bool:
        """Tell whether it ended without being asked to."""
        ...


def say(sentence: str) -> None:
    """Tell the operator one thing."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


@contextlib.contextmanager
def stop_signals() -> Iterator[None]:
    """Turn Ctrl-C, SIGTERM and a closed terminal into StopAsked; once is enough."""

    def ask(_number: int, _frame: FrameType | None) -> None:
        _be_deaf()
        raise StopAsked

    for number in STOP_SIGNALS:
        if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, ask)
    yield


def _be_deaf() -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


class House:
    """Starts in the given order and stops in the opposite one."""

    def __init__(self, folder: Path, database: Database | None) -> None:
        self._folder = folder
        self._database = database
        self._children: list[Child] = []
        self.logs = LogFolder(folder / "log")

    def sweep(self) -> None:
        """End what a killed predecessor of this folder left behind; only for its lock holder."""
        deadline = time.monotonic() + 5
        while orphans := marked(self._folder):
            number = signal.SIGTERM if time.monotonic() < deadline else signal.SIGKILL
            for pid in orphans:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)
            time.sleep(0.05)

    def open_database(self) -> None:
        """Start the database, where it is ours."""
        if self._database is not None:
            with self.logs.open("postgresql") as log:
                self._database.start(log)

    def add(self, child: Child) -> None:
        """Start a child and look after it from now on."""
        self._children.append(child)
        child.start()

    def run_once(self, child: Child) -> int:
        """Run a child that ends by itself; return its exit code."""
        self._children.append(child)
        code = child.finish()
        self._children.remove(child)
        return code

    def look_after(self) -> None:
        """Watch until StopAsked is raised."""
        trimmed = time.monotonic()
        while True:
            self.look()
            if time.monotonic() - trimmed > TRIM_EVERY:
                trimmed = time.monotonic()
                self.logs.trim()
            time.sleep(LOOK_EVERY)

    def look(self) -> None:
        """Start again what died, and say so in one line."""
        if self._database is not None and self._database.has_died():
            say("Die Datenbank ist ausgefallen und wird neu gestartet.")
            with self.logs.open("postgresql") as log:
                self._database.revive(log)
        for child in self._children:
            if sentence := child.look():
                say(sentence)

    def close(self) -> None:
        """Stop everything, last started first, the database at the very end; not interruptible."""
        _be_deaf()
        for child in reversed(self._children):
            child.stop()
        self._children.clear()
        if self._database is not None:
            self._database.stop()
