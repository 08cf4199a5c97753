"""Making a cluster, and the settings its server runs with."""

import os
import shutil
import subprocess
from collections.abc import Mapping

from ausrufer.project.embedded.account import Account
from ausrufer.project.embedded.binaries import Binaries
from ausrufer.project.embedded.errors import EmbeddedFault
from ausrufer.project.embedded.place import Place

# Lean: one town, a handful of connections, no replicas. fsync and full_page_writes stay on.
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",  # web, and three workers of up to 14 each
    "shared_buffers": "32MB",
    "maintenance_work_mem": "32MB",
    "max_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_replication_slots": "0",
    "max_logical_replication_workers": "0",
    "max_parallel_workers": "2",
    "autovacuum_worker_slots": "2",
    "autovacuum_max_workers": "1",
    "io_method": "sync",  # saves three processes
    "jit": "off",
    "idle_in_transaction_session_timeout": "5min",
    "lc_messages": "C",
    "timezone": "UTC",
    "log_timezone": "Europe/Berlin",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}


def child_environment() -> dict[str, str]:
    """Return the environment of PostgreSQL's programs: nothing of the caller's PG… variables."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", "PGCONNECT_TIMEOUT": "5"}


def ensure_cluster(place: Place, account: Account, binaries: Binaries) -> None:
    """Make the cluster where there is none; raises EmbeddedFault where another version made it."""
    if not place.cluster.exists():
        _initialise(place, account, binaries)
        return
    found = (place.cluster / "PG_VERSION").read_text().strip()
    if found != str(binaries.major):
        raise EmbeddedFault(
            f"Die Datenbank in {place.cluster} stammt von PostgreSQL {found}, installiert ist "
            f"{binaries.major}. Bitte sichern Sie mit der bisherigen Fassung von Ausrufer "
            "(ausrufer backup) und stellen Sie mit der neuen wieder her (ausrufer restore)."
        )


def _initialise(place: Place, account: Account, binaries: Binaries) -> None:
    half = (
        place.root / "cluster.half"
    )  # renamed when complete: a broken-off attempt leaves no cluster
    if half.exists():
        shutil.rmtree(half)
    half.mkdir(mode=0o700)
    os.chown(half, account.uid, account.gid)
    made = subprocess.run(
        [
            *(binaries.path("initdb"), "--pgdata", str(half), "--username", "ausrufer"),
            *("--auth", "trust"),  # only the socket, in a folder nobody else may enter
            *("--encoding", "UTF8", "--locale", "C"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
            *("--data-checksums", "--no-instructions"),
        ],
        cwd="/",
        env=child_environment(),
        capture_output=True,
        text=True,
        check=False,
        **account.popen_arguments(),
    )
    if made.returncode:
        raise EmbeddedFault(f"Die Datenbank ließ sich nicht anlegen: {made.stderr.strip()}")
    half.rename(place.cluster)
