"""What residents answer, and answering them."""

import pytest

from ausrufer.channels.contract import RemotePart
from ausrufer.channels.errors import PermanentFailure
from ausrufer.connectors.x.tests.stage import XStage, play


def test_answers_are_read_page_by_page_without_our_own() -> None:
    async def scene(opened: XStage) -> None:
        opened.x.page = 2
        published = await opened.connector().publish(opened.access, opened.command(parts=2))
        first, second = (part.remote_id for part in published.parts)
        erika = opened.x.accounts[1]
        one = opened.x.take(erika, "Wie lange? https://stadt.example/a?b=1&c=2", over=first)
        two = opened.x.take(erika, "Und der Bus?", over=second)
        three = opened.x.take(erika, "Genau <das>", over=two.number)
        opened.x.take(erika, "Anderswo")
        heard, cursor = [], ""
        for _ in range(2):
            page = await opened.connector().contributions(opened.access, published.parts, cursor)
            heard, cursor = [*heard, *page.contributions], page.cursor
        assert cursor == ""
        assert [(c.remote_id, c.post_id, c.answers, c.text) for c in heard] == [
            (three.number, first, two.number, "Genau <das>"),
            (two.number, second, "", "Und der Bus?"),
            (one.number, first, "", "Wie lange? https://stadt.example/a?b=1&c=2"),
        ]
        assert {(c.author, c.author_id) for c in heard} == {("erika", "4712")}
        assert heard[0].url == f"https://x.com/erika/status/{three.number}"
        assert heard[0].written_at is not None
        assert heard[0].written_at.utcoffset() is not None

    play(scene)


@pytest.mark.parametrize("ours", [(), (RemotePart("1 OR from:polizei"),)])
def test_what_is_no_post_is_not_searched_for(ours: tuple[RemotePart, ...]) -> None:
    async def scene(opened: XStage) -> None:
        heard = await opened.connector().contributions(opened.access, ours)
        assert heard.contributions == ()

    play(scene)


def test_an_answer_is_given_once() -> None:
    async def scene(opened: XStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        asked = opened.x.take(opened.x.accounts[1], "Wann?", over=published.parts[0].remote_id)
        connector = opened.connector()
        given = await connector.reply(opened.access, asked.number, "Ab Montag.", "k")
        again = await connector.reply(opened.access, asked.number, "Ab Montag.", "k")
        assert again == given
        assert [one.text for one in opened.x.posts if one.over == asked.number] == ["Ab Montag."]

    play(scene)


def test_an_answer_to_somebody_who_did_not_call_us_is_refused_in_words() -> None:
    async def scene(opened: XStage) -> None:
        with pytest.raises(PermanentFailure, match="reply to a Tweet that is deleted"):
            await opened.connector().reply(opened.access, "123", "Hallo", "k")

    play(scene)


def test_an_answer_is_hidden_and_shown_again() -> None:
    async def scene(opened: XStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        asked = opened.x.take(opened.x.accounts[1], "!!!", over=published.parts[0].remote_id)
        for hidden in (True, True, False):
            await opened.connector().hide(opened.access, asked.number, hidden=hidden)
            assert asked.hidden is hidden

    play(scene)


def test_a_thread_is_measured_without_its_own_parts() -> None:
    async def scene(opened: XStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command(parts=3))
        opened.x.take(opened.x.accounts[1], "Danke", over=published.parts[0].remote_id)
        measured = await opened.connector().measure(opened.access, published.parts)
        assert measured.numbers == {"views": 40, "likes": 9, "comments": 1, "shares": 9}
        await opened.connector().withdraw(opened.access, published.parts)
        gone = await opened.connector().measure(opened.access, published.parts)
        assert gone.numbers == {}

    play(scene)
