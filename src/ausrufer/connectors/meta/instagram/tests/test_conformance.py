"""Instagram meets what every connector must."""

from contextlib import AbstractAsyncContextManager

from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.connectors.meta.instagram.tests.stage import stage


class TestInstagram(ConnectorContract):
    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return stage()
