"""`ausrufer create-organisation`."""

import argparse
import getpass
import sys

from ausrufer.project.cli.ready import django_ready

NAME = "create-organisation"
HELP = "Organisation mit Ämtern und einer Person für die Verwaltung anlegen"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", metavar="NAME", help="zum Beispiel „Stadt Beispielhausen“")
    parser.add_argument(
        "--slug", required=True, metavar="KÜRZEL", help="zum Beispiel beispielhausen"
    )
    parser.add_argument(
        "--department",
        action="append",
        required=True,
        metavar="AMT",
        help="Amt der Organisation, mehrfach möglich",
    )
    parser.add_argument(
        "--admin-email", required=True, metavar="ADRESSE", help="E-Mail-Adresse der Person"
    )
    parser.add_argument("--admin-name", required=True, metavar="NAME", help="Name der Person")
    parser.add_argument(
        "--host",
        metavar="KÜRZEL",
        help="Organisation, die diese beherbergt: der Landkreis eine Gemeinde",
    )
    parser.add_argument(
        "--hosts-others",
        action="store_true",
        help="darf selbst andere beherbergen und auf der Seite „Häuser“ anlegen",
    )
    parser.add_argument(
        "--practises",
        action="store_true",
        help="übt nur: spricht ausschließlich mit nachgestellten Netzwerken, und das für immer",
    )
    parser.epilog = "Das Passwort wird abgefragt oder von der Standardeingabe gelesen."


def run(arguments: argparse.Namespace) -> int:
    """Ask for the password and create both."""
    django_ready()
    from ausrufer.project.cli.work import create_organisation as work  # only once Django is ready

    asked = sys.stdin.isatty()
    password = getpass.getpass("Passwort: ") if asked else sys.stdin.readline().rstrip("\n")
    work.create_organisation(
        name=arguments.name,
        slug=arguments.slug,
        departments=arguments.department,
        admin_name=arguments.admin_name,
        admin_email=arguments.admin_email,
        password=password,
        host=arguments.host,
        hosts_others=arguments.hosts_others,
        practises=arguments.practises,
    )
    print(f"{arguments.name} ist angelegt; {arguments.admin_email} kann sich anmelden.")
    return 0
