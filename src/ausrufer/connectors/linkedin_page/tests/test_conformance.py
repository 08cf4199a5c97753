"""LinkedIn meets what every connector must."""

from contextlib import AbstractAsyncContextManager

from ausrufer.channels.testing import ConnectorContract, Stage
from ausrufer.channels.testing.stage import corrected
from ausrufer.connectors.linkedin_page.tests.stage import LinkedInStage, play, stage


class TestLinkedIn(ConnectorContract):
    def stage(self) -> AbstractAsyncContextManager[Stage]:
        return stage()

    def test_a_correction_keeps_the_address(self) -> None:
        """Here without pictures: LinkedIn cannot exchange them."""

        async def scene(opened: LinkedInStage) -> None:
            command = opened.command()
            before = await opened.connector().publish(opened.access, command)
            correction = corrected(command, parts=("Berichtigt: ab 9 Uhr.",))
            for _ in range(2):
                after = await opened.connector().amend(opened.access, correction, before.parts)
                assert after == before
                assert [one.text for one in await opened.seen()] == ["Berichtigt: ab 9 Uhr."]

        play(scene)
