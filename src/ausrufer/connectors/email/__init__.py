"""The e-mail newsletter: letters to subscribers through the town's own mail server."""

from ausrufer.connectors.email.connector import EmailConnector

__all__ = ["EmailConnector"]
