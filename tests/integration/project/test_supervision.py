"""Children that die are started again; a supervisor that dies takes everything along."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ausrufer.project.supervision.child import Child, Task
from ausrufer.project.supervision.house import House
from ausrufer.project.supervision.logs import LogFolder
from ausrufer.project.supervision.processes import child_environment, marked

# A child with a grandchild, as a web server has.
FAMILY = "import subprocess, time; subprocess.Popen(['sleep', '600']); time.sleep(600)"
SUPERVISOR = """
import os, sys
from pathlib import Path
from ausrufer.project.supervision.child import Child, Task
from ausrufer.project.supervision.house import House, StopAsked, stop_signals
from ausrufer.project.supervision.processes import child_environment
folder = Path(sys.argv[1])
house = House(folder, None)
task = Task("family", "Die Familie", (sys.executable, "-c", sys.argv[2]))
with stop_signals():
    try:
        house.sweep()
        house.add(Child(task, child_environment(folder, os.environ), house.logs))
        print("ready", flush=True)
        house.look_after()
    except StopAsked:
        print("stopping", flush=True)
    finally:
        house.close()
"""


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def supervisor(folder: Path) -> "subprocess.Popen[str]":
    started = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(folder), FAMILY], stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    wait_until(lambda: len(marked(folder)) == 2)
    return started


def test_a_stop_ends_child_and_grandchild(tmp_path: Path) -> None:
    with supervisor(tmp_path) as running:
        running.send_signal(signal.SIGTERM)
        assert running.stdout is not None
        assert running.stdout.read() == "stopping\n"
    assert running.returncode == 0
    assert marked(tmp_path) == []


def test_after_kill_9_the_next_start_sweeps_what_is_left(tmp_path: Path) -> None:
    with supervisor(tmp_path) as killed:
        killed.kill()
    wait_until(lambda: len(marked(tmp_path)) == 1)  # the child went along, its child did not
    with supervisor(tmp_path) as running:
        running.send_signal(signal.SIGINT)
    assert marked(tmp_path) == []


def test_a_child_that_dies_is_started_again_with_one_sentence(tmp_path: Path) -> None:
    logs = LogFolder(tmp_path / "log")
    task = Task("web", "Der Webserver", ("sleep", "600"))
    child = Child(task, child_environment(tmp_path, os.environ), logs)
    child.start()
    try:
        [first] = marked(tmp_path)
        os.kill(first, signal.SIGKILL)
        said: list[str] = []
        wait_until(lambda: bool(said.extend(filter(None, [child.look()])) or said))
        assert said == [
            "Der Webserver ist ausgefallen (durch Signal 9) und startet in 1 s neu. "
            f"Protokoll: {tmp_path}/log/web.log"
        ]
        wait_until(lambda: child.look() is None and marked(tmp_path) not in ([], [first]))
    finally:
        child.stop()
    assert marked(tmp_path) == []


def test_children_see_nothing_of_the_operators_database_client(tmp_path: Path) -> None:
    environment = child_environment(tmp_path, {"PGHOST": "fremd", "PATH": "/bin"})
    assert environment == {
        "PATH": "/bin",
        "AUSRUFER_SUPERVISED": str(tmp_path),
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_MMAP_THRESHOLD_": "1048576",
        "PYTHONUNBUFFERED": "1",
    }


def test_logs_stay_small_while_their_writer_goes_on(tmp_path: Path) -> None:
    logs = LogFolder(tmp_path, most_bytes=100)
    with logs.open("web") as log:
        log.write(b"a" * 150)
        log.flush()
        logs.trim()
        log.write(b"b" * 20)
    assert (tmp_path / "web.log").read_bytes() == b"b" * 20
    assert (tmp_path / "web.log.1").read_bytes() == b"a" * 150


def test_a_task_that_fails_tells_its_code(tmp_path: Path) -> None:
    house = House(tmp_path, None)
    task = Task(
        "migrate", "Die Anpassung", (sys.executable, "-c", "print('so'); raise SystemExit(3)")
    )
    assert house.run_once(Child(task, child_environment(tmp_path, os.environ), house.logs)) == 3
    assert house.logs.end_of("migrate") == "so"
