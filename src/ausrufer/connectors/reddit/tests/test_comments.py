"""What residents write below a post; answering, removing, showing again."""

import pytest

from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.connectors.reddit.tests.stage import RedditStage, play, read
from ausrufer.training.reddit import Redditor
from ausrufer.training.reddit.methods import comment_on
from ausrufer.training.reddit.state import Thing


def test_comments_are_read_with_their_answers_and_without_our_own() -> None:
    async def scene(opened: RedditStage) -> None:
        opened.reddit.shown = 2
        published = await opened.connector().publish(opened.access, opened.command())
        town, erika = opened.reddit.redditors
        post = opened.reddit.things[0]
        one = comment_on(opened.reddit, post, erika, "Wie lange?")
        own = comment_on(opened.reddit, one, town, "Bis Montag.")
        two = comment_on(opened.reddit, own, erika, "Danke")
        gone = comment_on(opened.reddit, post, erika, "weg")
        gone.deleted = True
        late = comment_on(opened.reddit, post, erika, "Und der <Bus> & Co?")
        first = await opened.connector().contributions(opened.access, published.parts)
        assert [(c.remote_id, c.answers, c.text) for c in first.contributions] == [
            (one.name, "", "Wie lange?"),
            (two.name, own.name, "Danke"),
        ]
        rest = await opened.connector().contributions(opened.access, published.parts, first.cursor)
        assert [c.text for c in rest.contributions] == ["Und der <Bus> & Co?"]
        (last,) = rest.contributions
        assert (last.post_id, last.author, last.author_id) == (post.name, "erika", "t2_erika")
        assert last.url.startswith("https://www.reddit.com/r/musterstadt/comments/")
        assert last.written_at == late.at
        assert last.hidden is False
        assert rest.cursor == ""

    play(scene)


def test_an_answer_is_written_below_the_comment() -> None:
    async def scene(opened: RedditStage) -> None:
        await opened.connector().publish(opened.access, opened.command())
        asked = comment_on(opened.reddit, *_by_erika(opened), "Wann?")
        given = await opened.connector().reply(
            opened.access, asked.name, "Ab *Montag*, 1. Dezember", "k"
        )
        written = opened.reddit.things[-1]
        assert (written.name, written.over) == (given.remote_id, asked.name)
        assert read(written.text) == "Ab *Montag*, 1. Dezember"
        asked.deleted = True
        with pytest.raises(PermanentFailure, match="DELETED_COMMENT"):
            await opened.connector().reply(opened.access, asked.name, "Noch etwas", "k")

    play(scene)


def test_a_comment_is_removed_and_shown_again() -> None:
    async def scene(opened: RedditStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        rude = comment_on(opened.reddit, *_by_erika(opened), "!!!")
        connector = opened.connector()
        for _ in range(2):
            await connector.remove(opened.access, rude.name)
            assert rude.removed
        heard = await connector.contributions(opened.access, published.parts)
        assert [c.hidden for c in heard.contributions] == [True]
        await connector.hide(opened.access, rude.name, hidden=False)
        assert not rude.removed
        await connector.hide(opened.access, rude.name, hidden=True)
        assert rude.removed

    play(scene)


def test_only_a_moderator_removes() -> None:
    async def scene(opened: RedditStage) -> None:
        await opened.connector().publish(opened.access, opened.command())
        rude = comment_on(opened.reddit, *_by_erika(opened), "!!!")
        opened.reddit.communities[0].moderators.clear()
        with pytest.raises(AccessLost):
            await opened.connector().remove(opened.access, rude.name)
        assert not rude.removed

    play(scene)


def _by_erika(opened: RedditStage) -> tuple[Thing, Redditor]:
    return opened.reddit.things[0], opened.reddit.redditors[1]
