from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The look of the house; it has no tables and knows nothing of messages or channels."""

    name = "ausrufer.design"
    label = "design"
