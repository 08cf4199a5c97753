"""A real Matrix server meets what every connector must."""

from contextlib import AbstractAsyncContextManager

import pytest

from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.connectors.matrix_room.tests.stage import stage
from tests.peers.matrix import MatrixServer


@pytest.mark.peers
class TestRealMatrix(ConnectorContract):
    @pytest.fixture(autouse=True)
    def _server(self, matrix_server: MatrixServer) -> None:
        self.server = matrix_server

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return stage(self.server)
