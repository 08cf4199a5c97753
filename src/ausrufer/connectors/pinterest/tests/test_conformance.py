"""Pinterest meets what every connector must."""

from contextlib import AbstractAsyncContextManager

from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.connectors.pinterest.tests.stage import stage


class TestPinterest(ConnectorContract):
    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return stage()
