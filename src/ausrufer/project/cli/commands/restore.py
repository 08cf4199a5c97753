"""`ausrufer restore`."""

import argparse
from pathlib import Path

from ausrufer.project.cli.ready import environment

NAME = "restore"
HELP = "Stand aus einer Sicherung wiederherstellen"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="DATEI", help="Datei von „ausrufer backup“")
    parser.add_argument("--force", action="store_true", help="vorhandene Daten ersetzen")
    parser.epilog = (
        "Bitte halten Sie Webserver und Zustellung vorher an. Stammt die Sicherung von einer "
        "älteren Version, rufen Sie danach „ausrufer migrate“ auf."
    )


def run(arguments: argparse.Namespace) -> int:
    """Bring the backup back."""
    checked = environment()
    from ausrufer.project.archive.restore import (
        restore,  # the database driver is not for other commands
    )

    warnings = restore(checked, arguments.file, force=arguments.force)
    print(f"Wiederhergestellt aus {arguments.file}.", *warnings, sep="\n")
    return 0
