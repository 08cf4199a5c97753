"""`ausrufer web`."""

import argparse

from ausrufer.project.cli.ready import environment

NAME = "web"
HELP = "Webserver starten"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    checked = environment()
    from ausrufer.project.serving import serve  # the web server is not for other commands

    serve(checked)
    return 0
