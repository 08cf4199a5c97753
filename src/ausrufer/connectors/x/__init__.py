"""X: posts and threads of one account, through the API v2."""

from ausrufer.connectors.x.connector import XConnector

__all__ = ["XConnector"]
