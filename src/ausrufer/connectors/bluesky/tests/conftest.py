"""The two servers every test of this folder is played on."""

from functools import partial
from typing import Any

import pytest

from ausrufer.connectors.bluesky.tests.stage import StageOpener, practice_stage, real_stage
from tests.peers.bluesky import bluesky_server

__all__ = ["bluesky_server", "open_stage"]


@pytest.fixture(params=[pytest.param("real", marks=pytest.mark.peers), "practice"])
def open_stage(request: Any) -> StageOpener:
    """Open a stage in front of the real server, then of the practice server."""
    if request.param == "practice":
        return practice_stage
    return partial(real_stage, request.getfixturevalue("bluesky_server"))
