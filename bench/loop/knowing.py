"""Django with the connectors of the measurement beside those of the house."""

import os

LOOPS = ("BlindConnector", "KeyConnector", "LookConnector")


def django_with_loops() -> None:
    """Make this process one of the measured house's."""
    import django  # only now does the process know its database

    os.environ["DJANGO_SETTINGS_MODULE"] = "ausrufer.project.settings"
    from django.conf import settings  # read once the variable is set

    own = [f"bench.loop.connector.{name}" for name in LOOPS]
    settings.AUSRUFER_CONNECTORS = [*settings.AUSRUFER_CONNECTORS, *own]
    django.setup()
