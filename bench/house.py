"""The whole demo as a person starts it: `ausrufer demo` in a folder, with all its processes."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ausrufer.project.demo.memory import remembered
from ausrufer.project.demo.surroundings import demo_environment
from ausrufer.project.embedded.place import existing_place

PATIENCE = 300.0  # seconds until the ready line must be there
SETTLING = 15.0  # seconds until everything of the start has been delivered and the house is idle
_READY = re.compile(r"^Ausrufer bereit: (\S+)/$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class House:
    """A running demo; `started_after` is the time from the command to the ready line, in s."""

    folder: Path
    port: int
    pid: int
    address: str
    started_after: float

    @property
    def log_ins(self) -> dict[str, str]:
        """The names and values of demo.env."""
        lines = (self.folder / "demo.env").read_text("utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    def settle(self) -> None:
        """Let the house finish what it was given before it is measured."""
        time.sleep(SETTLING)

    def use_django(self) -> None:
        """Make this process one of the house's, so that it may write rows and count queries."""
        import django  # only now does the process know its database

        url = existing_place(self.folder).url
        os.environ.update(demo_environment(self.folder, self.port, url, remembered(self.folder)))
        os.environ["DJANGO_SETTINGS_MODULE"] = "ausrufer.project.settings"
        django.setup()


@contextmanager
def running_house(folder: Path, port: int) -> Iterator[House]:
    """Start the demo in `folder`, wait for its ready line, and stop it as Ctrl-C would."""
    output = folder.with_name(f"{folder.name}.out")
    began = time.monotonic()
    with output.open("wb") as out:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "ausrufer.project.cli", "demo"),
                *("--port", str(port), "--data", str(folder)),
            ],
            stdout=out,
            stderr=out,
        )
    try:
        address = _ready(process, output)
        yield House(folder, port, process.pid, address, round(time.monotonic() - began, 2))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def _ready(process: subprocess.Popen[bytes], output: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if found := _READY.search(output.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.02)
    raise RuntimeError(f"the demo did not start: {output.read_text('utf-8', 'replace')[-2000:]}")
