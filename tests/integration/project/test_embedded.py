"""The embedded PostgreSQL under everything that can happen to a machine."""

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from ausrufer.project.embedded import EmbeddedFault, EmbeddedPostgres
from ausrufer.project.embedded.place import LONGEST_SOCKET, SOCKET, forget_place
from ausrufer.project.lock import FolderBusy
from ausrufer.project.supervision.processes import command_lines

OWNER = """
import subprocess, sys, time
from pathlib import Path
from ausrufer.project.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]), say=print)
server.start(subprocess.DEVNULL)
print("ready", flush=True)
time.sleep(600)
"""

Serve = Callable[[Path], EmbeddedPostgres]


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="ausrufer-embedded-"))
    made.chmod(0o755)  # as root the server's own account must come in
    yield made
    forget_place(made)
    shutil.rmtree(made)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers, and stops them after the test whatever happened."""
    with contextlib.ExitStack() as running:

        def start(folder: Path) -> EmbeddedPostgres:
            server = EmbeddedPostgres(folder, say=print)
            running.callback(server.stop)
            server.start(subprocess.DEVNULL)
            return server

        yield start


def keep(server: EmbeddedPostgres, word: str) -> None:
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [word])


def kept(server: EmbeddedPostgres) -> list[str]:
    with psycopg.connect(server.url) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM kept ORDER BY word")]


def processes(server: EmbeddedPostgres) -> list[str]:
    return [line for _, line in command_lines() if server.place.name in line]


def postmaster(server: EmbeddedPostgres) -> int:
    return int((server.place.cluster / "postmaster.pid").read_text().splitlines()[0])


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_it_starts_stops_and_keeps_what_was_written(folder: Path, serve: Serve) -> None:
    server = serve(folder)
    keep(server, "Straße")
    server.stop()
    assert processes(server) == []
    assert kept(serve(folder)) == ["Straße"]


def test_nobody_but_the_owner_comes_near(folder: Path, serve: Serve) -> None:
    server = serve(folder)
    with psycopg.connect(server.url) as connection:
        settings = connection.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN "
            "('listen_addresses', 'fsync', 'full_page_writes', 'data_checksums') ORDER BY name"
        ).fetchall()
    assert settings == [
        ("data_checksums", "on"),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("listen_addresses", ""),
    ]
    assert stat.S_IMODE(server.place.run.stat().st_mode) == 0o700
    assert stat.S_IMODE(server.place.cluster.stat().st_mode) == 0o700


def test_after_kill_9_of_the_server_it_is_revived_whole(folder: Path, serve: Serve) -> None:
    server = serve(folder)
    keep(server, "vorher")
    os.kill(postmaster(server), signal.SIGKILL)
    wait_until(server.has_died)
    server.revive(subprocess.DEVNULL)
    assert kept(server) == ["vorher"]


def test_a_number_that_now_belongs_to_a_stranger_keeps_nobody_from_starting(
    folder: Path, serve: Serve
) -> None:
    first = serve(folder)
    keep(first, "vorher")
    left_behind = (first.place.cluster / "postmaster.pid").read_text()
    first.stop()
    with subprocess.Popen(["sleep", "600"]) as stranger:
        lines = [str(stranger.pid), *left_behind.splitlines()[1:]]
        (first.place.cluster / "postmaster.pid").write_text("\n".join(lines) + "\n")
        (first.place.run / f"{SOCKET}.lock").write_text("\n".join(lines) + "\n")
        assert kept(serve(folder)) == ["vorher"]
        assert stranger.poll() is None
        stranger.kill()


def test_a_killed_owner_leaves_nothing_behind(folder: Path, serve: Serve) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)], stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "ready\n"
        owner.kill()
    server = serve(folder)
    keep(server, "nachher")
    assert kept(server) == ["nachher"]
    assert [line for line in processes(server) if " -D " in line] == processes(server)[:1]


def test_a_server_nobody_owns_any_more_is_stopped_and_replaced(folder: Path, serve: Serve) -> None:
    lost = serve(folder)
    keep(lost, "vorher")
    orphan = postmaster(lost)
    lost._lock.close()  # type: ignore[union-attr] — as if its owner were gone and it had not noticed
    lost._lock = None
    server = serve(folder)
    assert kept(server) == ["vorher"]
    assert postmaster(server) != orphan


def test_a_second_owner_is_told_so(folder: Path, serve: Serve) -> None:
    server = serve(folder)
    with pytest.raises(FolderBusy) as busy:
        serve(folder)
    assert str(busy.value) == (
        f"Der Ordner {server.place.root} wird bereits von einem laufenden Ausrufer benutzt."
    )
    keep(server, "unberührt")
    assert kept(server) == ["unberührt"]


def test_two_side_by_side(folder: Path, serve: Serve) -> None:
    first, second = folder / "eins", folder / "zwei"
    first.mkdir()
    second.mkdir()
    one, two = serve(first), serve(second)
    keep(one, "eins")
    keep(two, "zwei")
    assert (kept(one), kept(two)) == (["eins"], ["zwei"])


def test_another_version_is_named_and_not_touched(folder: Path, serve: Serve) -> None:
    server = serve(folder)
    server.stop()
    (server.place.cluster / "PG_VERSION").write_text("16\n")
    with pytest.raises(EmbeddedFault) as fault:
        serve(folder)
    assert str(fault.value).startswith(
        f"Die Datenbank in {server.place.cluster} stammt von PostgreSQL 16, installiert ist 18."
    )


def test_a_broken_off_initialisation_is_begun_anew(folder: Path, serve: Serve) -> None:
    server = EmbeddedPostgres(folder, say=print)
    (server.place.root / "cluster.half").mkdir()
    (server.place.root / "cluster.half" / "PG_VERSION").write_text("18\n")
    server = serve(folder)
    keep(server, "ganz")
    assert kept(server) == ["ganz"]


def test_a_long_path_gets_a_short_socket(folder: Path, serve: Serve) -> None:
    deep = folder / ("tief" * 20) / ("tiefer" * 10)
    deep.mkdir(parents=True)
    server = serve(deep)
    assert len(os.fsencode(server.place.run / SOCKET)) <= LONGEST_SOCKET
    keep(server, "kurz")
    server.stop()
    forget_place(deep)
    assert server.place.run.exists() is False


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_below_a_closed_folder_the_database_lives_elsewhere_and_nothing_is_opened(
    folder: Path, serve: Serve
) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    (closed / "town").mkdir()
    server = serve(closed / "town")
    keep(server, "unten")
    assert kept(server) == ["unten"]
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert server.place.root.parent == Path("/var/lib/ausrufer")
    server.stop()
    forget_place(closed / "town")
    assert server.place.root.exists() is False
