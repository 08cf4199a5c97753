"""The town's own public site as a channel."""

from ausrufer.connectors.hub.connector import HubConnector

__all__ = ["HubConnector"]
