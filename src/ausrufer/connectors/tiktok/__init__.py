"""TikTok: the films and photo posts of one account, through the Content Posting API."""

from ausrufer.connectors.tiktok.connector import TikTokConnector

__all__ = ["TikTokConnector"]
