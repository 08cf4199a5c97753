"""Answers below a chain, hiding and answering them, tokens, numbers."""

from datetime import UTC, datetime, timedelta

from ausrufer.channels.contract import Measured, Tokens
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.connectors.meta.network import Missed
from ausrufer.connectors.meta.tests.stages import raises, refused
from ausrufer.connectors.meta.threads.tests.stage import PUBLISH, TOKEN, ThreadsStage, play


def test_answers_belong_to_the_part_they_stand_below() -> None:
    async def scene(opened: ThreadsStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command(parts=2))
        first, second = (one.remote_id for one in published.parts)
        ute = opened.platform.resident_answers(second, "Und der Bus?", "ute")
        opened.platform.resident_answers(ute.id, "Genau!", "jan")
        found = (
            await opened.connector().contributions(opened.access, published.parts)
        ).contributions
        assert [(one.text, one.post_id, one.answers) for one in found] == [
            ("Und der Bus?", second, ""),
            ("Genau!", first, ute.id),
        ]
        for hidden in (True, True, False):
            await opened.connector().hide(opened.access, ute.id, hidden=hidden)
            heard = await opened.connector().contributions(opened.access, published.parts)
            assert [one.hidden for one in heard.contributions] == [hidden, False]

    play(scene)


def test_an_answer_is_given_once_under_its_key() -> None:
    async def scene(opened: ThreadsStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        ute = opened.platform.resident_answers(published.parts[0].remote_id, "Und?", "ute")
        opened.platform.faults.add(refused(PUBLISH, 24, 4279009, times=2))
        for _ in range(2):
            with raises(Missed, ""):
                await opened.connector().reply(opened.access, ute.id, "Ja.", "key")
        part = await opened.connector().reply(opened.access, ute.id, "Ja.", "key")
        own = [one for one in opened.platform.own(answers=True) if one.text == "Ja."]
        assert [one.id for one in own] == [part.remote_id]
        assert own[0].above == ute.id

    play(scene)


def test_consent_is_exchanged_for_sixty_days_and_renewed() -> None:
    async def scene(opened: ThreadsStage) -> None:
        (grant,) = await opened.connector().grants(
            opened.access, Tokens(opened.platform.short_token)
        )
        assert (grant.account, grant.secrets) == ("@musterstadt", {"access_token": TOKEN})
        assert grant.settings == {"user_id": "4711"}
        renewed = await opened.connector().renew(opened.access)
        assert (renewed.access, opened.platform.renewed) == (TOKEN, 1)
        for ends in (grant.expires_at, renewed.expires_at):
            assert ends is not None
            assert ends - datetime.now(UTC) > timedelta(days=59)

    play(scene)


def test_a_token_that_is_dead_is_not_renewed() -> None:
    async def scene(opened: ThreadsStage) -> None:
        opened.platform.revoked.add(TOKEN)
        with raises(AccessLost, "verbinden Sie den Kanal neu mit Threads"):
            await opened.connector().renew(opened.access)

    play(scene)


def test_the_end_of_the_token_is_told_where_the_app_may_ask() -> None:
    async def scene(opened: ThreadsStage) -> None:
        opened.platform.ends_at = 1_800_000_000
        report = await opened.connector().check_access(opened.access)
        assert report.expires_at == datetime.fromtimestamp(1_800_000_000, UTC)
        opened.platform.faults.add(refused("GET /v1.0/debug_token", 100))
        assert (await opened.connector().check_access(opened.access)).expires_at is None
        opened.platform.scopes = ("threads_basic",)
        with raises(AccessLost, "threads_content_publish"):
            await opened.connector().check_access(opened.access)

    play(scene)


def test_numbers_bear_the_names_of_the_house() -> None:
    async def scene(opened: ThreadsStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command())
        told = {"views": 60, "likes": 5, "comments": 2, "reposts": 1, "quotes": 0, "shares": 3}
        assert await opened.connector().measure(opened.access, published.parts) == Measured(told)

    play(scene)


def test_a_refused_text_is_told_with_the_reason() -> None:
    async def scene(opened: ThreadsStage) -> None:
        command = opened.command()
        long = "x" * 2001
        too_long = type(command)(command.key, type(command.outgoing)("x", "de", "", (long,)))
        with raises(PermanentFailure, "must be at most 500 characters long"):
            await opened.connector().publish(opened.access, too_long)

    play(scene)
