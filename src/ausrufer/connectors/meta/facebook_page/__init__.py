"""A Facebook page, through the Graph API."""

from ausrufer.connectors.meta.facebook_page.connector import FacebookPageConnector

__all__ = ["FacebookPageConnector"]
