"""`ausrufer start`."""

import argparse
import os
from pathlib import Path

from ausrufer.project.cli.faults import CommandFault
from ausrufer.project.cli.ready import names_database

NAME = "start"
HELP = "Datenbank, Webserver und Zustellung zusammen starten (für kleine Installationen)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.epilog = (
        "Ohne AUSRUFER_DATABASE_URL wird ein eigenes PostgreSQL im Datenordner angelegt und "
        "betreut."
    )


def run(arguments: argparse.Namespace) -> int:
    """Start the house."""
    # pydantic is heavy, and the supervisor of the demo shares this package
    from ausrufer.project.environment import EnvironmentFault
    from ausrufer.project.start import run_house  # for the same reason

    folder = Path(os.environ.get("AUSRUFER_DATA_FOLDER", ""))
    if not folder.is_absolute():
        raise CommandFault(
            "Die Umgebungsvariable AUSRUFER_DATA_FOLDER fehlt oder ist kein vollständiger Pfad.",
            misconfigured=True,
        )
    try:
        run_house(folder, own_database=not names_database())
    except EnvironmentFault as fault:
        raise CommandFault(str(fault), misconfigured=True) from None
    return 0
