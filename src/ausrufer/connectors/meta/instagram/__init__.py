"""Instagram: one professional account, through the Graph API and Facebook Login."""

from ausrufer.connectors.meta.instagram.connector import InstagramConnector

__all__ = ["InstagramConnector"]
