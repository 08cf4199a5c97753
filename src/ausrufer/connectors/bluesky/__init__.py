"""Bluesky: any server of the AT Protocol, through its XRPC interface."""

from ausrufer.connectors.bluesky.connector import BlueskyConnector

__all__ = ["BlueskyConnector"]
