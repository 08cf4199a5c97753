"""YouTube: the films of one channel, through the Data API v3."""

from ausrufer.connectors.youtube.connector import YouTubeConnector

__all__ = ["YouTubeConnector"]
