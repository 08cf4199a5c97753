"""Mastodon: any instance, through its documented REST interface."""

from ausrufer.connectors.mastodon.connector import MastodonConnector

__all__ = ["MastodonConnector"]
