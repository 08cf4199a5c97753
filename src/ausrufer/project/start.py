"""`ausrufer start`: a small real house with one command, with its own PostgreSQL or another."""

import os
from pathlib import Path

from ausrufer.project.embedded import EmbeddedPostgres
from ausrufer.project.environment import Environment, load_environment
from ausrufer.project.lock import FolderLock
from ausrufer.project.supervision.child import Child
from ausrufer.project.supervision.house import House, StopAsked, say, stop_signals
from ausrufer.project.supervision.ports import require_free
from ausrufer.project.supervision.processes import child_environment
from ausrufer.project.supervision.tasks import MIGRATE, WEB, WORKER
from ausrufer.project.supervision.waiting import run_to_end, wait_for_web


def run_house(folder: Path, *, own_database: bool) -> None:
    """Run the house in `folder` until somebody stops it; raises faults with one German sentence."""
    folder.mkdir(parents=True, exist_ok=True)
    with FolderLock(folder) as lock, stop_signals():
        house = None
        try:
            database = EmbeddedPostgres(lock.folder, say=say) if own_database else None
            if database is not None:
                os.environ["AUSRUFER_DATABASE_URL"] = database.url
            environment = load_environment()
            house = House(lock.folder, database)
            _open(house, environment, lock.folder)
            house.look_after()
        except StopAsked:
            say("\nAusrufer wird beendet …")
        finally:
            if house is not None:
                house.close()


def _open(house: House, environment: Environment, folder: Path) -> None:
    house.sweep()
    require_free(environment.web_port, environment.web_host)
    house.open_database()
    variables = child_environment(folder, os.environ)
    run_to_end(house, Child(MIGRATE, variables, house.logs))
    house.add(Child(WEB, variables, house.logs))
    house.add(Child(WORKER, variables, house.logs))
    wait_for_web(house, environment.web_port)
    print(f"Ausrufer bereit: {environment.base_url}/", flush=True)  # noqa: T201 — the line scripts wait for
