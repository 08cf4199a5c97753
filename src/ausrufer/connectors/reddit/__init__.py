"""Reddit: posts to an own community, through the Data API."""

from ausrufer.connectors.reddit.connector import RedditConnector

__all__ = ["RedditConnector"]
