"""The public site as a Django app: templates and style sheets; no tables."""

from django.apps import AppConfig


class HubConfig(AppConfig):
    """The hub."""

    name = "ausrufer.hub"
    label = "hub"
