"""`ausrufer demo`: from an empty folder to a town one can log in to."""

import sys
from pathlib import Path

from ausrufer.project.demo.folder import own_folder
from ausrufer.project.demo.logins import PEOPLE, tell
from ausrufer.project.demo.memory import remembered
from ausrufer.project.demo.surroundings import SILENT, Talk, demo_environment
from ausrufer.project.embedded import EmbeddedPostgres
from ausrufer.project.supervision.child import Child, Task
from ausrufer.project.supervision.house import House, StopAsked, say, stop_signals
from ausrufer.project.supervision.ports import require_free
from ausrufer.project.supervision.tasks import WEB, WORKER
from ausrufer.project.supervision.waiting import run_to_end, wait_for_web

TRAINING = Task("training", "Die Übungsplattform", (sys.executable, "-m", "ausrufer.training"))
PREPARE = Task(
    "prepare", "Die Vorbereitung", (sys.executable, "-m", "ausrufer.project.demo.prepare")
)


def run_demo(base: Path, port: int, wanted: Path | None, talk: Talk = SILENT) -> None:
    """Run the demo until somebody stops it; raises faults with one German sentence."""
    with own_folder(base, port, wanted) as lock, stop_signals():
        house = None
        try:
            database = EmbeddedPostgres(lock.folder, say=say)
            house = House(lock.folder, database)
            _open(house, database, lock.folder, port, talk)
            house.look_after()
        except StopAsked:
            say("\nAusrufer wird beendet …")
        finally:
            if house is not None:
                house.close()


def _open(house: House, database: EmbeddedPostgres, folder: Path, port: int, talk: Talk) -> None:
    house.sweep()
    require_free(port)
    memory = remembered(folder)
    environment = demo_environment(folder, port, database.url, memory) | talk.variables()

    house.open_database()
    house.add(Child(TRAINING, environment, house.logs))
    if not (folder / PEOPLE).exists():
        say("Die Übungsstadt wird geladen …")
    run_to_end(house, Child(PREPARE, environment, house.logs))
    house.add(Child(WEB, environment, house.logs))
    house.add(Child(WORKER, environment, house.logs))
    wait_for_web(house, port)
    print(tell(folder, port, memory, environment))  # noqa: T201 — what the operator came for
    print(f"Ausrufer bereit: http://127.0.0.1:{port}/", flush=True)  # noqa: T201 — the line scripts wait for
