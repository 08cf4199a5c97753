"""Threads: one profile, through the Threads API."""

from ausrufer.connectors.meta.threads.connector import ThreadsConnector

__all__ = ["ThreadsConnector"]
