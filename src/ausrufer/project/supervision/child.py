"""One child process: started, watched, started again with growing pauses, stopped with its kin."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass

from ausrufer.foundation.following import following_us
from ausrufer.project.supervision.logs import LogFolder

LONGEST_PAUSE = 60.0  # seconds before a child that keeps dying is started again
CALM = 60.0  # seconds of life after which earlier deaths are forgotten


@dataclass(frozen=True, slots=True)
class Task:
    """What a child does. `label` is German; `patience`: seconds it may take to stop."""

    name: str
    label: str
    command: tuple[str, ...]
    patience: float = 15.0


class Child:
    """Runs one task; the environment marks it and everything it starts as ours."""

    def __init__(self, task: Task, environment: Mapping[str, str], logs: LogFolder) -> None:
        self.task = task
        self._environment = environment
        self._logs = logs
        self._running: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._deaths = 0
        self._next_start = 0.0

    def start(self) -> None:
        """Start the process."""
        self._running = self._launch()

    def finish(self) -> int:
        """Run a task that ends by itself; return its exit code."""
        running = self._running = self._launch()
        code = running.wait()
        self._running = None
        return code

    def look(self) -> str | None:
        """Start the process again when it is time; return one German sentence about a death."""
        if self._running is None and time.monotonic() >= self._next_start:
            self.start()
        elif self._running is not None and self._running.poll() is not None:
            return self._note_death(self._running)
        return None

    def stop(self) -> None:
        """Ask the process to end, wait, then end whatever is left of its group."""
        if self._running is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self._running.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._running.wait(self.task.patience)
        _end_group(self._running)
        self._running = None

    def _launch(self) -> subprocess.Popen[bytes]:
        self._began = time.monotonic()
        with self._logs.open(self.task.name) as log:
            return subprocess.Popen(
                self.task.command,
                env=dict(self._environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches only the supervisor, which stops in order
                preexec_fn=following_us(signal.SIGTERM),  # noqa: PLW1509 — one thread only
            )

    def _note_death(self, dead: subprocess.Popen[bytes]) -> str:
        _end_group(dead)
        self._running = None
        now = time.monotonic()
        self._deaths = 1 if now - self._began > CALM else self._deaths + 1
        pause = min(LONGEST_PAUSE, 2.0 ** (self._deaths - 1))
        self._next_start = now + pause
        code = dead.returncode
        how = f"durch Signal {-code}" if code < 0 else f"mit Code {code}"
        return (
            f"{self.task.label} ist ausgefallen ({how}) und startet in {pause:.0f} s neu. "
            f"Protokoll: {self._logs.path(self.task.name)}"
        )


def _end_group(leader: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader.pid, signal.SIGKILL)
    leader.wait()
