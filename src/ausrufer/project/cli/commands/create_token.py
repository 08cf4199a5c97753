"""`ausrufer create-token`."""

import argparse

from ausrufer.project.cli.ready import django_ready

NAME = "create-token"
HELP = "Zugangsschlüssel für die Schnittstelle anlegen und einmal anzeigen"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("organisation", metavar="KÜRZEL", help="Kürzel der Organisation")
    parser.add_argument("email", metavar="ADRESSE", help="für wen: E-Mail-Adresse der Person")
    parser.add_argument("--label", required=True, metavar="ZWECK", help="wofür er gebraucht wird")
    parser.add_argument(
        "--scope",
        action="append",
        default=[],
        metavar="RECHT",
        help="was er höchstens darf, mehrfach möglich (ohne: alles, was die Person darf)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the token alone on stdout."""
    django_ready()
    from ausrufer.project.cli.work.create_token import create_token  # only once Django is ready

    print(
        create_token(
            slug=arguments.organisation,
            email=arguments.email,
            label=arguments.label,
            words=arguments.scope,
        )
    )
    return 0
