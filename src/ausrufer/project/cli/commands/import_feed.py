"""`ausrufer import-feed`."""

import argparse

from ausrufer.project.cli.ready import django_ready

NAME = "import-feed"
HELP = "Meldungen aus einem RSS- oder Atom-Feed als Entwürfe übernehmen"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("source", metavar="ADRESSE|DATEI", help="Adresse oder Datei des Feeds")
    parser.add_argument("--organisation", metavar="KÜRZEL", help="nötig, wenn es mehrere gibt")
    parser.add_argument("--department", metavar="AMT", help="nötig, wenn es mehrere gibt")
    parser.add_argument(
        "--poll", action="store_true", help="die Adresse künftig regelmäßig einlesen"
    )


def run(arguments: argparse.Namespace) -> int:
    """Import once and tell what happened."""
    django_ready()
    from ausrufer.project.cli.work.import_feed import import_feed  # only once Django is ready

    report = import_feed(
        arguments.source,
        slug=arguments.organisation,
        department=arguments.department,
        poll=arguments.poll,
    )
    for trouble in report.troubles:
        print(trouble)
    counts = (len(report.created), len(report.changed), report.unchanged)
    print("{} neu, {} geändert, {} unverändert.".format(*counts))
    return 0
