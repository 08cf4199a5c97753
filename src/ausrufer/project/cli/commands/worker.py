"""`ausrufer worker`."""

import argparse

from ausrufer.project.cli.ready import django_ready

NAME = "worker"
HELP = "Zustellung und Hintergrundaufgaben starten"
QUEUES = ("warnungen", "alle")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--queues",
        choices=QUEUES,
        default="alle",
        metavar="WAS",
        help="„alle“ (üblich) oder „warnungen“: nur Warnungen und Eiliges zustellen",
    )
    which.add_argument(
        "--only-warnings",
        action="store_const",
        const="warnungen",
        dest="queues",
        help="wie --queues warnungen",
    )
    parser.epilog = (
        "Es dürfen beliebig viele laufen, auch auf mehreren Rechnern an derselben Datenbank. "
        "Ein zusätzlicher mit --only-warnings ist für Warnungen immer frei."
    )


def run(arguments: argparse.Namespace) -> int:
    """Work until stopped."""
    django_ready(quiet=False)
    from ausrufer.project import worker  # only once Django is ready

    worker.run(only_urgent=arguments.queues == "warnungen")
    return 0
