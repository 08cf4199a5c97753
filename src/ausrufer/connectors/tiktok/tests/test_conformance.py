"""TikTok meets what every connector must."""

from contextlib import AbstractAsyncContextManager

import pytest

from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.connectors.tiktok.tests.stage import TikTokStage, play, stage


class TestTikTok(ConnectorContract):
    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return stage()

    def test_a_look_finds_what_is_there_and_nothing_else(self) -> None:
        """Here nobody can say that something is not there: only public posts are listed, late."""

        async def scene(opened: TikTokStage) -> None:
            command = opened.command()
            with pytest.raises(OutcomeUnclear):
                await opened.connector().find(opened.access, command)
            published = await opened.connector().publish(opened.access, command)
            assert await opened.connector().find(opened.access, command) == published

        play(scene)
