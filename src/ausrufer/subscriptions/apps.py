from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    """Who gets the letters of a channel."""

    name = "ausrufer.subscriptions"
    label = "subscriptions"
