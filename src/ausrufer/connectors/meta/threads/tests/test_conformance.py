"""Threads meets what every connector must."""

from contextlib import AbstractAsyncContextManager

from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.connectors.meta.threads.tests.stage import stage


class TestThreads(ConnectorContract):
    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return stage()
