"""What people write below a post, and what the page does about it; numbers of a post."""

import pytest

from ausrufer.channels.contract import Measured, Published
from ausrufer.channels.errors import AccessLost, OutcomeUnclear
from ausrufer.connectors.meta.facebook_page.tests.stage import FacebookStage, play
from ausrufer.training.faults import Fault as Scripted
from ausrufer.training.meta.facebook import resident_comments


async def _post(opened: FacebookStage) -> Published:
    return await opened.connector().publish(opened.access, opened.command())


def test_comments_are_heard_answered_hidden_and_deleted() -> None:
    async def scene(opened: FacebookStage) -> None:
        connector, access = opened.connector(), opened.access
        published = await _post(opened)
        post = published.parts[0].remote_id
        said = resident_comments(opened.graph, post, "Und der Bus?", "Ute Muster")
        answer = await connector.reply(access, said.id, "Fährt über den Ring.", "key")
        (heard,) = (await connector.contributions(access, published.parts)).contributions
        assert (heard.remote_id, heard.post_id) == (said.id, post)
        assert (heard.text, heard.author) == ("Und der Bus?", "Ute Muster")
        assert heard.hidden is False
        assert opened.graph.things[answer.remote_id].told["parent"] == {"id": said.id}
        for hidden in (True, True, False):
            await connector.hide(access, said.id, hidden=hidden)
            (heard,) = (await connector.contributions(access, published.parts)).contributions
            assert heard.hidden is hidden
        for _ in range(2):
            await connector.remove(access, said.id)
            assert (await connector.contributions(access, published.parts)).contributions == ()

    play(scene)


def test_many_comments_come_page_by_page() -> None:
    async def scene(opened: FacebookStage) -> None:
        published = await _post(opened)
        for number in range(150):
            resident_comments(opened.graph, published.parts[0].remote_id, str(number), "Ute")
        texts: list[str] = []
        cursor = ""
        while True:
            page = await opened.connector().contributions(opened.access, published.parts, cursor)
            texts += [one.text for one in page.contributions]
            cursor = page.cursor
            if not cursor:
                break
        assert texts == [str(number) for number in range(150)]

    play(scene)


def test_a_broken_answer_is_unclear() -> None:
    async def scene(opened: FacebookStage) -> None:
        published = await _post(opened)
        said = resident_comments(opened.graph, published.parts[0].remote_id, "Hm", "Ute")
        opened.graph.faults.add(Scripted(f"POST /v26.0/{said.id}/comments", broken="after"))
        with pytest.raises(OutcomeUnclear):
            await opened.connector().reply(opened.access, said.id, "Ja.", "key")

    play(scene)


def test_an_id_never_leads_elsewhere() -> None:
    async def scene(opened: FacebookStage) -> None:
        with pytest.raises(AccessLost):
            await opened.connector().remove(opened.access, "../me")

    play(scene)


def test_numbers_bear_the_names_of_the_house() -> None:
    async def scene(opened: FacebookStage) -> None:
        published = await _post(opened)
        resident_comments(opened.graph, published.parts[0].remote_id, "Danke", "Ute")
        measured = await opened.connector().measure(opened.access, published.parts)
        told = {"reach": 512, "clicks": 34, "likes": 9, "comments": 1, "shares": 2}
        assert measured == Measured(told)

    play(scene)
