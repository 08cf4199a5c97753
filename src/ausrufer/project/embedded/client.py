"""Questions to a server, asked with its own client programs: no driver in the supervisor."""

import subprocess
from dataclasses import dataclass
from enum import Enum

from ausrufer.project.embedded.binaries import Binaries
from ausrufer.project.embedded.cluster import child_environment
from ausrufer.project.embedded.errors import EmbeddedFault


class Answer(Enum):
    """What a server says when asked."""

    READY = "answers SELECT 1"
    BUSY = "starting up, recovering or shutting down"
    SILENT = "nobody answers"


@dataclass(frozen=True, slots=True)
class Client:
    """Speaks to the server at `url` as its owner."""

    binaries: Binaries
    url: str

    def ask(self) -> Answer:
        """Ask the server whether it works; never trusts a process number."""
        if self._psql("SELECT 1").returncode == 0:
            return Answer.READY
        asked = subprocess.run(
            [self.binaries.path("pg_isready"), "--dbname", self.url, "--quiet"],
            env=child_environment(),
            check=False,
        )
        return Answer.BUSY if asked.returncode == 1 else Answer.SILENT

    def ensure_database(self) -> None:
        """Create the database `ausrufer` where it is missing."""
        found = self._psql("SELECT 1 FROM pg_database WHERE datname = 'ausrufer'")
        if found.stdout.strip() == "1":
            return
        made = self._psql("CREATE DATABASE ausrufer")
        if made.returncode:
            raise EmbeddedFault(f"Die Datenbank ließ sich nicht anlegen: {made.stderr.strip()}")

    def _psql(self, statement: str) -> subprocess.CompletedProcess[str]:
        address = self.url.replace("/ausrufer?", "/postgres?")  # exists in every cluster
        return subprocess.run(
            [self.binaries.path("psql"), "-XAtq", "--dbname", address, "--command", statement],
            env=child_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
