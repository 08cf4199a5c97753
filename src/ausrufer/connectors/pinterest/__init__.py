"""Pinterest: pins on one board, through the API v5."""

from ausrufer.connectors.pinterest.connector import PinterestConnector

__all__ = ["PinterestConnector"]
