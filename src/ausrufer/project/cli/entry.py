"""Reading the command line and calling the command."""

import argparse
import sys
from collections.abc import Sequence

from ausrufer.project.archive.shape import ArchiveFault
from ausrufer.project.cli import commands
from ausrufer.project.cli.faults import CommandFault
from ausrufer.project.cli.german import speak_german
from ausrufer.project.embedded.errors import EmbeddedFault
from ausrufer.project.lock import FolderBusy
from ausrufer.project.supervision.faults import SupervisionFault

FAILED, MISCONFIGURED, INTERRUPTED = 1, 2, 130


def main(words: Sequence[str] | None = None) -> int:
    """Run `ausrufer` and return its exit code; what went wrong is one German sentence on stderr."""
    speak_german()
    arguments = _parser().parse_args(words)
    try:
        return int(arguments.run(arguments))
    except (ArchiveFault, CommandFault, EmbeddedFault, FolderBusy, SupervisionFault) as fault:
        print(fault, file=sys.stderr)
        return MISCONFIGURED if isinstance(fault, CommandFault) and fault.misconfigured else FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ausrufer",
        description="Eine Stadt spricht von eigenem Grund: schreiben, freigeben, zustellen.",
        epilog="Hilfe zu einem Befehl: ausrufer BEFEHL --help. Einstellungen: Umgebungsvariablen "
        "AUSRUFER_…, beschrieben in docs/betrieb/umgebung.md.",
    )
    below = parser.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    for command in commands.ALL:
        sub = below.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.configure(sub)
        sub.set_defaults(run=command.run)
    return parser
