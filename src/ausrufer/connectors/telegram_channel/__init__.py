"""Telegram: one public channel, through the Bot API."""

from ausrufer.connectors.telegram_channel.connector import TelegramChannelConnector

__all__ = ["TelegramChannelConnector"]
