"""`ausrufer reset-second-factor`."""

import argparse

from ausrufer.project.cli.ready import django_ready

NAME = "reset-second-factor"
HELP = "Verlorenen zweiten Schritt einer Anmeldung zurücksetzen"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("email", metavar="ADRESSE", help="E-Mail-Adresse der Person")


def run(arguments: argparse.Namespace) -> int:
    """Reset it and say so."""
    django_ready()
    from ausrufer.project.cli.work import reset_second_factor as work  # only once Django is ready

    work.reset_second_factor(email=arguments.email)
    print(
        f"{arguments.email} meldet sich jetzt mit dem Passwort an und richtet den Schritt neu ein."
    )
    return 0
