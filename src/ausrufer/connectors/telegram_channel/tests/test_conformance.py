"""Telegram meets what every connector must."""

from contextlib import AbstractAsyncContextManager

from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.connectors.telegram_channel.tests.stage import stage


class TestTelegram(ConnectorContract):
    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return stage()
