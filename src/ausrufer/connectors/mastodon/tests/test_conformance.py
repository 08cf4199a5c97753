"""Mastodon meets what every connector must."""

from contextlib import AbstractAsyncContextManager

from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.connectors.mastodon.tests.stage import stage


class TestMastodon(ConnectorContract):
    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return stage()
