"""`ausrufer rotate-keys`."""

import argparse

from ausrufer.project.cli.ready import django_ready

NAME = "rotate-keys"
HELP = "Alles Versiegelte mit dem neuesten Schlüssel neu versiegeln"


def configure(parser: argparse.ArgumentParser) -> None:
    """Take no arguments: the keys stand in the environment."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """Seal anew and say what came of it."""
    del arguments
    django_ready()
    from ausrufer.project.cli.work import rotate_keys as work  # only once Django is ready

    done = work.rotate_keys()
    print(f"Neu versiegelt: {done.renewed}. Schon mit dem neuesten Schlüssel: {done.already}.")
    for where in done.broken:
        print(f"Öffnet sich mit keinem Schlüssel: {where}")
    if done.broken:
        print("Bitte behalten Sie die alten Schlüssel, bis das geklärt ist.")
        return 1
    print("In AUSRUFER_SEALING_KEY genügt jetzt der erste Schlüssel. Danach bitte neu starten.")
    return 0
