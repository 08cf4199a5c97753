"""X meets what every connector must."""

from contextlib import AbstractAsyncContextManager

from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.connectors.x.tests.stage import stage


class TestX(ConnectorContract):
    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return stage()
