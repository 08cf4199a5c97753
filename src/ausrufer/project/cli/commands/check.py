"""`ausrufer check`."""

import argparse

from ausrufer.project.cli.ready import django_ready

NAME = "check"
HELP = "prüfen, ob alles vollständig und unverändert ist (Datenbank, Protokoll, Ordner, Zugänge)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Print one line per checked thing; 1 where something is not as it should be."""
    django_ready()
    from ausrufer.project.checks import checks  # only once Django is ready

    sound = True
    for line in checks():
        print(f"{'in Ordnung' if line.sound else 'FEHLER':<12}{line.sentence}")
        sound = sound and line.sound
    return 0 if sound else 1
