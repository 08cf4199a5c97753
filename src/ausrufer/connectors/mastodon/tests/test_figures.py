"""What the instance tells of a post."""

from ausrufer.channels.contract import Measured
from ausrufer.connectors.mastodon.tests.scenes import play
from ausrufer.connectors.mastodon.tests.stage import MastodonStage


def test_favourites_boosts_and_replies_are_counted() -> None:
    async def scene(stage: MastodonStage) -> None:
        published = await stage.connector().publish(stage.access, stage.command(parts=2))
        found = await stage.connector().measure(stage.access, published.parts)
        assert found == Measured({"likes": 0, "shares": 0, "replies": 1, "quotes": 0})

    play(scene)
