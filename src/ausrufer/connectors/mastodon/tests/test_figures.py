"""What the instance tells of a post."""

from ausrufer.channels.contract import Measured
from ausrufer.connectors.mastodon.tests.scenes import play
from ausrufer.connectors.mastodon.tests.stage import MastodonStage


def test_favourites_boosts_and_replies_are_counted() -> None:
    async def scene(stage: MastodonStage) -> None:
        connector, access = stage.connector(), stage.access
        published = await connector.publish(access, stage.command())
        root = published.parts[0].remote_id
        question = await connector.reply(access, root, "Eine Antwort", "key-4711")
        found = await connector.measure(access, published.parts)
        assert found == Measured({"likes": 0, "shares": 0, "replies": 1, "quotes": 0})
        assert question.remote_id != root

    play(scene)


def test_a_thread_that_answers_itself_has_no_reply_yet() -> None:
    async def scene(stage: MastodonStage) -> None:
        published = await stage.connector().publish(stage.access, stage.command(parts=3))
        found = await stage.connector().measure(stage.access, published.parts)
        assert found.numbers["replies"] == 0

    play(scene)
