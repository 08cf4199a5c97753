"""What the house does once when a process starts."""

from importlib import import_module

from django.apps import AppConfig

# Facts find their subscribers only where these modules are imported, in every process.
SUBSCRIBERS = ["ausrufer.announcements.subscribers"]


class ProjectConfig(AppConfig):
    """The composition root as an app."""

    name = "ausrufer.project"

    def ready(self) -> None:
        """Introduce the subscribers to the facts."""
        for module in SUBSCRIBERS:
            import_module(module)
