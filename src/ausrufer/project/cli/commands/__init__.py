"""One module per command: NAME, HELP, `configure(parser)` and `run(arguments) -> exit code`.

Whatever is heavy is imported inside `run`: the supervisor shares this package.
"""

import argparse
from typing import TYPE_CHECKING, Protocol, cast

from ausrufer.project.cli.commands import (
    backup,
    bench,
    check,
    connectors,
    create_organisation,
    create_token,
    demo,
    import_feed,
    migrate,
    reset_second_factor,
    restore,
    rotate_keys,
    start,
    web,
    worker,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


class Command(Protocol):
    """What every module of this package offers."""

    NAME: str
    HELP: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it."""


ALL = cast(
    "Sequence[Command]",
    (
        *(demo, start, web, worker, migrate, check, connectors, import_feed),
        *(backup, restore, bench, create_organisation, create_token),
        *(reset_second_factor, rotate_keys),
    ),
)
