"""Answers below a thread, and answering them; every exchange is held against the contract."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from mastodon import Mastodon

from ausrufer.channels.errors import OutcomeUnclear, PermanentFailure, TemporaryFailure
from ausrufer.connectors.mastodon.tests.scenes import play
from ausrufer.connectors.mastodon.tests.stage import POSTING, TOKEN, MastodonStage, plain_text
from ausrufer.training.faults import Fault
from ausrufer.training.mastodon import PracticeAccount

UTE = PracticeAccount("ute", "Ute U.", "utes-token-4712")
TOWN = PracticeAccount("musterstadt", "Stadt Musterstadt", TOKEN)
READING = "GET /api/v1/statuses/*"


async def ute_says(stage: MastodonStage, text: str, above: str, **more: str) -> str:
    client = Mastodon(api_base_url=stage.base_url, access_token=UTE.token, ratelimit_method="throw")
    said: Any = await asyncio.to_thread(client.status_post, text, in_reply_to_id=above, **more)
    return str(said.id)


def test_answers_belong_to_the_part_they_stand_below() -> None:
    async def scene(stage: MastodonStage) -> None:
        connector, access = stage.connector(), stage.access
        published = await connector.publish(access, stage.command(parts=2))
        first, second = (part.remote_id for part in published.parts)
        question = await ute_says(stage, "Und der <Bus>?\n\nGruß & Dank", second)
        await ute_says(stage, "Nur für euch", first, visibility="direct")
        ours = await connector.reply(access, question, "Fährt.", str(uuid4()))
        thanks = await ute_says(stage, "Danke!", ours.remote_id)
        heard = await connector.contributions(access, published.parts)
        assert heard.cursor == ""
        told = [(one.remote_id, one.post_id, one.answers) for one in heard.contributions]
        assert told == [(question, second, ""), (thanks, first, ours.remote_id)]
        asked = heard.contributions[0]
        assert asked.text.split() == ["Und", "der", "<Bus>?", "Gruß", "&", "Dank"]
        assert (asked.author, asked.author_id) == ("Ute U.", "ute")
        assert asked.written_at is not None
        assert datetime.now(UTC) - asked.written_at < timedelta(hours=1)
        assert asked.url == f"{stage.base_url}/@ute/{question}"

    play(scene, accounts=[TOWN, UTE])


def test_an_answer_names_whom_it_answers_and_comes_once() -> None:
    async def scene(stage: MastodonStage) -> None:
        connector, access = stage.connector(), stage.access
        published = await connector.publish(access, stage.command())
        question = await ute_says(stage, "Wann?", published.parts[0].remote_id)
        key = str(uuid4())
        stage.instance.faults.add(Fault(POSTING, broken="after"))
        with pytest.raises(OutcomeUnclear):
            await connector.reply(access, question, "Ab 9 Uhr.", key)
        part = await connector.reply(access, question, "Ab 9 Uhr.", key)
        below = await asyncio.to_thread(stage.reader().status_context, question)
        (answer,) = below.descendants
        assert (str(answer.id), answer.url) == (part.remote_id, part.url)
        assert plain_text(answer.content) == "@ute Ab 9 Uhr."
        assert (answer.visibility, str(answer.in_reply_to_id)) == ("public", question)

    play(scene, accounts=[TOWN, UTE])


def test_what_was_written_to_few_is_answered_to_few() -> None:
    async def scene(stage: MastodonStage) -> None:
        connector, access = stage.connector(), stage.access
        published = await connector.publish(access, stage.command())
        above = published.parts[0].remote_id
        question = await ute_says(stage, "Ganz leise", above, visibility="direct")
        part = await connector.reply(access, question, "Gern, @ute.", str(uuid4()))
        kept = stage.instance.memory.statuses[part.remote_id]
        assert (kept.text, kept.visibility) == ("Gern, @ute.", "direct")

    play(scene, accounts=[TOWN, UTE])


def test_nothing_is_said_to_what_is_gone() -> None:
    async def scene(stage: MastodonStage) -> None:
        connector, access = stage.connector(), stage.access
        published = await connector.publish(access, stage.command())
        question = await ute_says(stage, "Wann?", published.parts[0].remote_id)
        stage.instance.memory.statuses[question].deleted_at = "2026-11-21T09:00:00.000Z"
        for gone in (question, "4711", "../accounts"):
            with pytest.raises(PermanentFailure, match="status"):
                await connector.reply(access, gone, "Zu spät.", str(uuid4()))
        await connector.withdraw(access, published.parts)
        with pytest.raises(PermanentFailure):
            await connector.contributions(access, published.parts)
        assert (await connector.contributions(access, [])).contributions == ()

    play(scene, accounts=[TOWN, UTE])


@pytest.mark.parametrize("nonsense", ["<html>", "[]", "7"])
def test_odd_answers_prove_nothing(nonsense: str) -> None:
    async def scene(stage: MastodonStage) -> None:
        published = await stage.connector().publish(stage.access, stage.command())
        stage.instance.faults.add(Fault(READING, nonsense=nonsense))
        with pytest.raises(TemporaryFailure):
            await stage.connector().contributions(stage.access, published.parts)

    play(scene)
