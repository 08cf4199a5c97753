"""A house with a database, an acceptor and as many workers as asked for; nothing else."""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ausrufer.project.demo.memory import remembered
from ausrufer.project.demo.surroundings import demo_environment
from ausrufer.project.embedded import EmbeddedPostgres
from bench.loop.knowing import django_with_loops
from bench.practice import free_port, wait_for_port

HERE = Path(__file__).resolve().parents[2]


@dataclass
class LoopHouse:
    """A running house."""

    folder: Path
    port: int
    environment: dict[str, str]
    database: int  # the process of its server
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def address(self, behaviour: str, channel: str) -> str:
        """Return the address of a channel that behaves so."""
        return f"http://127.0.0.1:{self.port}/{behaviour}/{channel}"

    def start_worker(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a worker; `warnings`: only for these."""
        worker = self.start("worker", "-m", "bench.loop.worker", *words)
        self.workers.append(worker)
        return worker

    def stop_workers(self) -> None:
        """Let all workers finish what they have in flight."""
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            worker.wait()
        self.workers.clear()

    def end_workers(self) -> None:
        """Kill all workers."""
        for worker in self.workers:
            worker.kill()
            worker.wait()
        self.workers.clear()

    def moments(self, keys: Sequence[str]) -> dict[str, float]:
        """Return when the acceptor took these messages, by key; those it has not are left out."""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/_moments", data=json.dumps(list(keys)).encode()
        )
        with urllib.request.urlopen(asked, timeout=60) as told:  # noqa: S310 - our own
            found: dict[str, float] = json.load(told)
        return found

    def received(self) -> dict[str, Any]:
        """Return what the acceptor took: `calls`, and `taken` by key with moments and channels."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_received", timeout=60) as told:
            found: dict[str, Any] = json.load(told)
        return found

    def forget(self) -> None:
        """Have the acceptor begin anew."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}/_received", method="DELETE")
        urllib.request.urlopen(asked, timeout=60).close()  # noqa: S310 - our own

    def start(self, log: str, *command: str) -> subprocess.Popen[bytes]:
        """Start a process of the house; its output goes to a file in the folder."""
        with (self.folder / f"{log}.log").open("ab") as output:
            return subprocess.Popen(
                [sys.executable, *command],
                env=self.environment,
                cwd=HERE,
                stdout=output,
                stderr=output,
            )


@contextmanager
def loop_house() -> Iterator[LoopHouse]:
    """Bring a house up, make this process one of its own, and take it down again."""
    with tempfile.TemporaryDirectory(prefix="ausrufer-loop-", ignore_cleanup_errors=True) as path:
        folder = Path(path)
        folder.chmod(0o755)  # as root the database has an account of its own, which must come in
        database = EmbeddedPostgres(folder, say=_say)
        database.start(subprocess.DEVNULL)
        try:
            yield from _running(folder, database)
        finally:
            database.stop()


def _running(folder: Path, database: EmbeddedPostgres) -> Iterator[LoopHouse]:
    port = free_port()
    environment = demo_environment(folder, free_port(), database.url, remembered(folder))
    environment["AUSRUFER_ALLOW_PRIVATE"] += f",127.0.0.1:{port}"
    # the acceptor is no practice platform: a practising house would refuse to call it
    environment = {name: value for name, value in environment.items() if "_PRACTICE" not in name}
    server = int((database.place.cluster / "postmaster.pid").read_text().split()[0])
    house = LoopHouse(folder, port, environment, server)
    acceptor = house.start("acceptor", "-m", "bench.loop.acceptor", str(port))
    try:
        migrated = house.start("migrate", "-m", "ausrufer.project.cli", "migrate")
        if migrated.wait():
            raise RuntimeError((folder / "migrate.log").read_text("utf-8", "replace")[-2000:])
        wait_for_port(port)
        os.environ.update(environment)
        django_with_loops()
        yield house
    finally:
        for worker in house.workers:
            worker.kill()
            worker.wait()
        acceptor.terminate()
        acceptor.wait()


def _say(line: str) -> None:
    print(line, file=sys.stderr)
