"""`ausrufer migrate`."""

import argparse

from ausrufer.project.cli.ready import django_ready

NAME = "migrate"
HELP = "Datenbank auf den Stand dieser Version bringen"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Apply every migration that is waiting."""
    django_ready()
    from django.core.management import call_command  # slow to import

    call_command("migrate", interactive=False, verbosity=0)
    print("Die Datenbank ist auf dem Stand dieser Version.")
    return 0
