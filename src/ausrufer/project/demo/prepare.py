"""Brings the database of a demo up to date and loads the practice town once.

A process of its own, so that the supervisor never carries Django in its memory.
"""

import os
from pathlib import Path

import django

from ausrufer.project.demo.logins import PEOPLE
from ausrufer.project.demo.memory import remembered
from ausrufer.project.supervision.waiting import wait_until_listening


def main() -> None:
    """Migrate, then load the town where it is not there yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ausrufer.project.settings")
    django.setup()
    from django.core.management import call_command  # only once Django is ready

    from ausrufer.project.demo.moving import move_site  # for the same reason
    from ausrufer.training import town  # for the same reason

    call_command("migrate", interactive=False, verbosity=0)
    if town.is_loaded():
        move_site()
    else:
        load(Path(os.environ["AUSRUFER_DATA_FOLDER"]))


def load(folder: Path) -> None:
    """Load the town, all or nothing: the log-ins are on disk before the transaction commits."""
    from django.db import transaction  # only once Django is ready

    from ausrufer.training import town  # for the same reason

    wait_until_listening(remembered(folder).ports.values())  # channels read their limits there
    with transaction.atomic():
        town.load(town.platforms_from(os.environ), folder / PEOPLE)


if __name__ == "__main__":
    main()
