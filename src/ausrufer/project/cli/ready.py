"""Getting a command ready: the environment checked, Django set up."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ausrufer.project.cli.faults import CommandFault
from ausrufer.project.embedded.place import existing_place

if TYPE_CHECKING:
    from ausrufer.project.environment import Environment

DATABASE = ("AUSRUFER_DATABASE_URL", "AUSRUFER_DATABASE_URL_FILE")


def environment() -> "Environment":
    """Return the checked environment; raises CommandFault that names every wrong variable.

    Where no database is named and the data folder has one of its own, that is taken: the commands
    work beside a running `ausrufer start`.
    """
    # pydantic is heavy, and the supervisor of the demo shares this package
    from ausrufer.project.environment import EnvironmentFault, load_environment

    folder = Path(os.environ.get("AUSRUFER_DATA_FOLDER", ""))
    if not names_database() and folder.is_absolute() and (folder / "database").exists():
        os.environ[DATABASE[0]] = existing_place(folder).url
    try:
        return load_environment()
    except EnvironmentFault as fault:
        raise CommandFault(str(fault), misconfigured=True) from None


def names_database() -> bool:
    """Tell whether the operator named a database."""
    return any(os.environ.get(name) for name in DATABASE)


def django_ready(*, quiet: bool = True) -> None:
    """Set Django up after checking the environment; `quiet` keeps the log to warnings."""
    environment()
    if quiet:
        os.environ.setdefault("AUSRUFER_LOG_LEVEL", "WARNING")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ausrufer.project.settings")
    import django  # half a second that commands without a database do not need

    django.setup()
