"""`ausrufer worker`."""

import argparse

from ausrufer.project.cli.ready import django_ready

NAME = "worker"
HELP = "Zustellung und Hintergrundaufgaben starten"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Work until stopped."""
    django_ready(quiet=False)
    from ausrufer.project import worker  # only once Django is ready

    worker.run()
    return 0
