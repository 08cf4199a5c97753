"""`ausrufer bench`: measurements live beside the source, in `bench/`."""

import argparse
import contextlib
import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import IO

from ausrufer.project.cli.faults import CommandFault

NAME = "bench"
HELP = "messen; gibt genau ein JSON-Objekt aus"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", metavar="MESSUNG", help="zum Beispiel first-voice")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help="Angaben der Messung")
    parser.epilog = "Ein Modul je Messung: bench/NAME.py mit run(angaben) -> Werte."


def run(arguments: argparse.Namespace) -> int:
    """Run one measurement of the project in the current folder."""
    folder = Path.cwd() / "bench"
    if not folder.is_dir():
        raise CommandFault(
            "Messungen gehören zum Quelltext: Bitte rufen Sie den Befehl im Projektordner auf, "
            "in dem der Ordner bench liegt."
        )
    path = folder / f"{arguments.name.replace('-', '_')}.py"
    if path not in _measurements(folder):
        names = [each.stem.replace("_", "-") for each in _measurements(folder)]
        known = ", ".join(names) or "noch keine"
        raise CommandFault(f"Die Messung „{arguments.name}“ gibt es nicht. Es gibt: {known}.")
    with _stdout_kept_clean() as stdout:
        print(json.dumps(_loaded(path).run(arguments.rest), indent=1), file=stdout)
    return 0


def _measurements(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.glob("*.py")
        if not path.stem.startswith("_") and "\ndef run(" in path.read_text(encoding="utf-8")
    )


def _loaded(path: Path) -> ModuleType:
    sys.path.insert(0, str(path.parent.parent))  # measurements may share modules of the project
    spec = importlib.util.spec_from_file_location(f"bench.{path.stem}", path)
    if spec is None or spec.loader is None:
        raise CommandFault(f"{path} ist kein Python-Modul.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@contextlib.contextmanager
def _stdout_kept_clean() -> Iterator[IO[str]]:
    """Send whatever anybody prints to stderr, child processes included; yields the real stdout."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as real:
        os.dup2(2, 1)
        yield real
