"""YouTube meets what every connector must."""

from contextlib import AbstractAsyncContextManager

from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.connectors.youtube.tests.stage import stage


class TestYouTube(ConnectorContract):
    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return stage()
