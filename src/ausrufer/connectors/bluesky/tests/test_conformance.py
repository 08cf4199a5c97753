"""Bluesky meets what every connector must, on the real server and on the practised one."""

from contextlib import AbstractAsyncContextManager

import pytest

from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.connectors.bluesky.tests.stage import practice_stage, real_stage
from tests.peers.bluesky import BlueskyServer


@pytest.mark.peers
class TestRealBluesky(ConnectorContract):
    @pytest.fixture(autouse=True)
    def _server(self, bluesky_server: BlueskyServer) -> None:
        self.server = bluesky_server

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return real_stage(self.server)


class TestPracticeBluesky(ConnectorContract):
    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return practice_stage()
