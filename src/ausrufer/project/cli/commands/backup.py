"""`ausrufer backup`."""

import argparse
from pathlib import Path

from ausrufer.project.cli.ready import environment

NAME = "backup"
HELP = "Datenbank, Bilder und öffentliche Seiten in eine Datei sichern"
HINT = (
    "AUSRUFER_SEALING_KEY und AUSRUFER_SECRET_KEY sind nicht enthalten. Bewahren Sie sie getrennt "
    "auf: Ohne den Siegelschlüssel müssen alle Zugänge neu eingerichtet werden."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="DATEI", help="neue Datei, zum Beispiel x.tar")
    parser.epilog = f"Geht im laufenden Betrieb. {HINT}"


def run(arguments: argparse.Namespace) -> int:
    """Make the backup."""
    checked = environment()
    from ausrufer.project.archive.backup import (
        back_up,  # the database driver is not for other commands
    )

    back_up(checked, arguments.file.resolve())
    size = arguments.file.stat().st_size / 1_000_000
    print(f"Gesichert in {arguments.file} ({size:.1f} MB). {HINT}")
    return 0
