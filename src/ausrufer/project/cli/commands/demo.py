"""`ausrufer demo`."""

import argparse
from pathlib import Path

from ausrufer.project.cli.german import port
from ausrufer.project.demo.folder import forget
from ausrufer.project.demo.run import run_demo
from ausrufer.project.demo.surroundings import Talk

NAME = "demo"
DEFAULT_RESIDENTS, MOST_RESIDENTS = 6, 600
HELP = "Übungsstadt Musterstadt auf diesem Rechner starten (Strg+C beendet, der Stand bleibt)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--port", type=port, default=8321, metavar="PORT", help="Port der Anwendung (8321)"
    )
    parser.add_argument(
        "--data", type=Path, metavar="ORDNER", help="Datenordner (var/demo im aktuellen Ordner)"
    )
    parser.add_argument(
        "--residents",
        type=a_minute,
        default=DEFAULT_RESIDENTS,
        metavar="ANZAHL",
        help="wie viele Kommentare nachgebildete Einwohnerinnen und Einwohner höchstens in der "
        f"Minute schreiben ({DEFAULT_RESIDENTS}; 0 schaltet sie aus)",
    )
    parser.add_argument(
        "--seed", default="uebungsstadt", metavar="WORT", help="was sie sagen, hängt davon ab"
    )
    parser.add_argument(
        "--reset", action="store_true", help="die Übungsstadt vergessen und nicht starten"
    )


def a_minute(word: str) -> int:
    """Read how many comments a minute may bring."""
    if not word.isdecimal() or int(word) > MOST_RESIDENTS:
        raise argparse.ArgumentTypeError(f"muss eine Zahl von 0 bis {MOST_RESIDENTS} sein")
    return int(word)


def run(arguments: argparse.Namespace) -> int:
    """Start the demo, or forget it."""
    if arguments.reset:
        for folder in forget(Path.cwd(), arguments.data):
            print(f"Vergessen: {folder}")
        return 0
    talk = Talk(arguments.residents, arguments.seed)
    run_demo(Path.cwd(), arguments.port, arguments.data, talk)
    return 0
