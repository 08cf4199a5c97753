"""One PostgreSQL server as a child of this process."""

import contextlib
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from ausrufer.foundation.following import following_us
from ausrufer.project.embedded.account import server_account
from ausrufer.project.embedded.binaries import runnable_binaries
from ausrufer.project.embedded.client import Answer, Client
from ausrufer.project.embedded.cluster import SETTINGS, child_environment, ensure_cluster
from ausrufer.project.embedded.errors import EmbeddedFault
from ausrufer.project.embedded.orphans import ROUNDS, stop_orphans
from ausrufer.project.embedded.place import SOCKET, place_for
from ausrufer.project.lock import FolderLock

PAUSE = 0.05  # seconds between two looks
SAY_EVERY = 2.0  # seconds
SILENCE = 60.0  # seconds a server may live without a word; recovery is not silent


class EmbeddedPostgres:
    """The database of one data folder: `start`, `url`, `stop`. Raises EmbeddedFault, FolderBusy."""

    def __init__(
        self,
        folder: Path,
        *,
        say: Callable[[str], None],
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self._account = server_account()
        self._binaries = runnable_binaries(self._account)
        self.place = place_for(folder, self._account)
        self.url = self.place.url
        self._client = Client(self._binaries, self.url)
        self._say = say
        self._settings = {**SETTINGS, **(settings or {})}
        self._server: subprocess.Popen[bytes] | None = None
        self._lock: FolderLock | None = None

    def start(self, log: IO[bytes] | int) -> None:
        """Start the server and return once it answers; its messages go to `log`."""
        self._lock = FolderLock(self.place.root)
        ensure_cluster(self.place, self._account, self._binaries)
        self.revive(log)
        self._client.ensure_database()

    def revive(self, log: IO[bytes] | int) -> None:
        """Start the server of a folder we hold, after whatever happened to the last one."""
        stop_orphans(self.place.name)
        for stale in (self.place.cluster / "postmaster.pid", self.place.run / f"{SOCKET}.lock"):
            stale.unlink(missing_ok=True)  # its number may belong to a stranger by now
        self._server = self._launch(log)
        self._wait_until_ready()

    def stop(self) -> None:
        """Stop the server cleanly and give the folder back."""
        if self._server is not None:
            _end(self._server)
            self._server = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def has_died(self) -> bool:
        """Tell whether the server ended without being asked to."""
        return self._server is not None and self._server.poll() is not None

    def _launch(self, log: IO[bytes] | int) -> subprocess.Popen[bytes]:
        settings = {
            **self._settings,
            "unix_socket_directories": str(self.place.run),
            "cluster_name": self.place.name,
        }
        return subprocess.Popen(
            [
                *(self._binaries.path("postgres"), "-D", str(self.place.cluster), "-p", "5432"),
                *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
            ],
            cwd="/",
            env=child_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C reaches only us; we stop in order
            preexec_fn=following_us(signal.SIGINT),  # noqa: PLW1509 — one thread only
            **self._account.popen_arguments(),
        )

    def _wait_until_ready(self) -> None:
        began = heard = said = time.monotonic()
        while (answer := self._client.ask()) is not Answer.READY:
            now = time.monotonic()
            if self.has_died():
                raise EmbeddedFault("PostgreSQL ist beim Start stehen geblieben.")
            heard = now if answer is Answer.BUSY else heard
            if now - heard > SILENCE:
                raise EmbeddedFault("PostgreSQL antwortet nicht.")
            if now - said > SAY_EVERY:
                said = now
                self._say(f"Die Datenbank bringt sich in Ordnung ({now - began:.0f} s) …")
            time.sleep(PAUSE)


def _end(server: subprocess.Popen[bytes]) -> None:
    for number, seconds in ROUNDS:
        with contextlib.suppress(ProcessLookupError):
            server.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(seconds)
            return
