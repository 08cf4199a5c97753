"""Reddit meets what every connector must."""

from contextlib import AbstractAsyncContextManager

from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.connectors.reddit.tests.stage import stage


class TestReddit(ConnectorContract):
    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return stage()
