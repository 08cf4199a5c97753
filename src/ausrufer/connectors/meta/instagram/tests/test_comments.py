"""Comments with their answers, numbers, the accounts a consent opens, and the access."""

from ausrufer.channels.contract import Grant, Measured, Tokens
from ausrufer.channels.errors import AccessLost
from ausrufer.connectors.meta.instagram.tests.stage import ACCOUNT, TOKEN, InstagramStage, play
from ausrufer.connectors.meta.tests.stages import raises
from ausrufer.training.meta import PracticePage
from ausrufer.training.meta.instagram import resident_comments


def test_comments_are_heard_answered_hidden_and_deleted() -> None:
    async def scene(opened: InstagramStage) -> None:
        connector, access = opened.connector(), opened.access
        published = await connector.publish(access, opened.command())
        post = published.parts[0].remote_id
        said = resident_comments(opened.graph, post, "Und der Bus?", "ute")
        more = resident_comments(opened.graph, said.id, "Genau!", "jan")
        await connector.reply(access, said.id, "Fährt über den Ring.", "key")
        found = (await connector.contributions(access, published.parts)).contributions
        assert [(one.text, one.author, one.answers) for one in found] == [
            ("Und der Bus?", "ute", ""),
            ("Genau!", "jan", said.id),
        ]
        assert {one.post_id for one in found} == {post}
        for hidden in (True, True, False):
            await connector.hide(access, more.id, hidden=hidden)
            found = (await connector.contributions(access, published.parts)).contributions
            assert [one.hidden for one in found] == [False, hidden]
        for _ in range(2):
            await connector.remove(access, said.id)
            assert (await connector.contributions(access, published.parts)).contributions == ()

    play(scene)


def test_numbers_bear_the_names_of_the_house() -> None:
    async def scene(opened: InstagramStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        told = {"views": 90, "reach": 70, "likes": 12, "comments": 1, "saves": 3, "shares": 4}
        assert await opened.connector().measure(opened.access, published.parts) == Measured(told)

    play(scene)


def test_consent_opens_accounts_that_are_linked_to_a_page() -> None:
    async def scene(opened: InstagramStage) -> None:
        opened.graph.pages.append(PracticePage("2001", "Ohne Instagram", "EAAohne"))
        tokens = Tokens(opened.graph.person_token)
        assert await opened.connector().grants(opened.access, tokens) == [
            Grant("@musterstadt", {"instagram_id": ACCOUNT}, {"access_token": TOKEN})
        ]

    play(scene)


def test_a_report_tells_the_account_and_what_is_lacking() -> None:
    async def scene(opened: InstagramStage) -> None:
        report = await opened.connector().check_access(opened.access)
        assert (report.account, report.expires_at) == ("@musterstadt", None)
        opened.graph.scopes = ("instagram_basic",)
        with raises(AccessLost, "instagram_content_publish, instagram_manage_comments"):
            await opened.connector().check_access(opened.access)

    play(scene)
