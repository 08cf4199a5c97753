"""A practice town of its own for a measurement: database, platforms, town, on free ports."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ausrufer.project.demo.memory import Memory, remembered
from ausrufer.project.demo.surroundings import demo_environment
from ausrufer.project.embedded import EmbeddedPostgres

PATIENCE = 60.0  # seconds until something that starts must answer


@dataclass(frozen=True)
class PracticeTown:
    """A running town without web and worker; `environment` starts them."""

    folder: Path
    environment: dict[str, str]
    memory: Memory
    port: int
    database: EmbeddedPostgres

    def people(self) -> list[dict[str, str]]:
        """Return the log-ins and tokens."""
        loaded: list[dict[str, str]] = json.loads((self.folder / "people.json").read_text("utf-8"))
        return loaded

    def start(self, *command: str, log: str) -> subprocess.Popen[bytes]:
        """Start a process of the town; its output goes to a file in the folder."""
        with (self.folder / f"{log}.log").open("ab") as output:
            return subprocess.Popen(
                [sys.executable, *command], env=self.environment, stdout=output, stderr=output
            )

    def worker(self, log: str = "worker") -> subprocess.Popen[bytes]:
        """Start a worker."""
        return self.start("-m", "ausrufer.project.cli", "worker", log=log)

    @contextmanager
    def web(self) -> Iterator[None]:
        """Serve the town's pages and lent files for as long."""
        serving = self.start("-m", "ausrufer.project.cli", "web", log="web")
        try:
            wait_for_port(self.port)
            yield
        finally:
            serving.terminate()
            serving.wait()

    def restart_database(self) -> None:
        """Stop the database under everybody's feet and start it again."""
        self.database.stop()
        self.database.start(subprocess.DEVNULL)

    def address(self, platform: str, path: str) -> str:
        """Return the address of a page of a practice platform."""
        return f"http://127.0.0.1:{self.memory.ports[platform]}{path}"

    def received(self, platform: str) -> list[dict[str, Any]]:
        """Return what a practice platform received, as it tells it."""
        address = self.address(platform, "/_received")
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own
            told: list[dict[str, Any]] = json.load(answer)
        return told


@contextmanager
def practice_town() -> Iterator[PracticeTown]:
    """Bring a town up and take it down again, whatever happens."""
    with tempfile.TemporaryDirectory(prefix="ausrufer-bench-", ignore_cleanup_errors=True) as path:
        folder = Path(path)
        folder.chmod(0o755)  # as root the database has an account of its own, which must come in
        database = EmbeddedPostgres(folder, say=_say)
        database.start(subprocess.DEVNULL)
        try:
            yield from _running(folder, database)
        finally:
            database.stop()


def _running(folder: Path, database: EmbeddedPostgres) -> Iterator[PracticeTown]:
    memory, port = remembered(folder), free_port()
    environment = demo_environment(folder, port, database.url, memory)
    town = PracticeTown(folder, environment, memory, port, database)
    training = town.start("-m", "ausrufer.training", log="training")
    try:
        for listening in memory.ports.values():
            wait_for_port(listening)
        _run(town, "-m", "ausrufer.project.demo.prepare")
        yield town
    finally:
        training.terminate()
        training.wait()


def use_django(town: PracticeTown) -> None:
    """Make this process one of the town's, so that it may call actions."""
    import django  # only now does the process know its database

    os.environ.update(town.environment)
    os.environ["DJANGO_SETTINGS_MODULE"] = "ausrufer.project.settings"
    django.setup()


def wait_for_port(port: int) -> None:
    """Return once something listens; raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


def spread(name: str, seconds: list[float]) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    return {
        f"{name}_p50_ms": round(ordered[len(ordered) // 2] * 1000, 1),
        f"{name}_p95_ms": round(ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)] * 1000, 1),
    }


def _run(town: PracticeTown, *command: str) -> None:
    process = town.start(*command, log="prepare")
    if process.wait() != 0:
        raise RuntimeError((town.folder / "prepare.log").read_text("utf-8", "replace")[-2000:])


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _say(line: str) -> None:
    print(line, file=sys.stderr)
