"""`ausrufer connectors`."""

import argparse
import json

from ausrufer.project.cli.ready import django_ready

NAME = "connectors"
HELP = "zeigen, was jede Anbindung kann und was sie begrenzt"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="für Programme: JSON statt Tabelle")


def run(arguments: argparse.Namespace) -> int:
    """Print one row per network."""
    django_ready()
    from ausrufer.project.cli.work import connectors as work  # only once Django is ready

    found = work.connectors()
    if arguments.json:
        print(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1))
    else:
        print(work.table(found))
    return 0
