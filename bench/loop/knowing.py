"""Django with the connector of the measurement beside those of the house."""

import os

LOOP = "bench.loop.connector.LoopConnector"


def django_with_loops() -> None:
    """Make this process one of the measured house's."""
    import django  # only now does the process know its database

    os.environ["DJANGO_SETTINGS_MODULE"] = "ausrufer.project.settings"
    from django.conf import settings  # read once the variable is set

    settings.AUSRUFER_CONNECTORS = [*settings.AUSRUFER_CONNECTORS, LOOP]
    django.setup()
