"""pg_dump, pg_restore and psql against the configured database."""

import os
import subprocess
from pathlib import Path

from psycopg import OperationalError, connect
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ausrufer.project.archive.shape import ArchiveFault
from ausrufer.project.embedded.binaries import wheel_binaries
from ausrufer.project.environment import Environment

# In one transaction with what follows; waits only briefly for a web server that is still running.
CLEAR = "SET lock_timeout = '10s'; DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


class Postgres:
    """The database of an environment. The password never stands on a command line."""

    def __init__(self, environment: Environment) -> None:
        self._url = environment.database_url.get_secret_value()
        facts = conninfo_to_dict(self._url)
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PG")},
            "PGPASSWORD": str(facts.pop("password", None) or ""),
        }
        self._address = make_conninfo("", **facts)
        self._binaries = wheel_binaries()

    def dump(self, target: Path) -> None:
        """Write a dump of one moment; raises ArchiveFault."""
        self._run(
            "Die Datenbank ließ sich nicht sichern",
            *("pg_dump", "--dbname", self._address, "--format=custom"),
            *("--no-owner", "--no-acl", f"--file={target}"),
        )

    def replace_by(self, dump: Path) -> None:
        """Replace everything in the database by the dump, or nothing; raises ArchiveFault."""
        script = dump.with_suffix(".sql")  # whole before anything is dropped: a dump may be cut off
        self._run(
            "Die Sicherung der Datenbank ist nicht lesbar",
            *("pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(dump)),
        )
        self._run(
            "Die Datenbank ließ sich nicht wiederherstellen",
            *("psql", "--dbname", self._address, "--no-psqlrc", "--quiet"),
            *("--single-transaction", "--variable", "ON_ERROR_STOP=1"),
            *("--command", CLEAR, "--file", str(script)),
        )

    def holds_organisations(self) -> bool:
        """Tell whether somebody works with this database; raises ArchiveFault."""
        try:
            with connect(self._url) as connection:
                there = connection.execute("SELECT to_regclass('organisations_organisation')")
                if there.fetchone() == (None,):
                    return False
                found = connection.execute("SELECT EXISTS (SELECT FROM organisations_organisation)")
                return found.fetchone() == (True,)
        except OperationalError as silent:
            raise ArchiveFault(f"Die Datenbank antwortet nicht: {silent}") from None

    def _run(self, failure: str, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._binaries.path(program), *arguments],
            capture_output=True,
            text=True,
            env=self._environment,
            check=False,
        )
        if done.returncode:
            raise ArchiveFault(f"{failure}: {done.stderr.strip()}")
