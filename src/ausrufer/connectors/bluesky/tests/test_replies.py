"""Answers, answering and numbers: what a server asks of the network in the account's name."""

import asyncio
import json
from base64 import urlsafe_b64decode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Contribution, Measured, RemotePart
from ausrufer.channels.errors import OutcomeUnclear, PermanentFailure, TemporaryFailure
from ausrufer.connectors.bluesky import BlueskyConnector
from ausrufer.connectors.bluesky.tests.stage import (
    WRITING,
    BlueskyStage,
    PracticeStage,
    practice_stage,
    real_stage,
)
from ausrufer.training.bluesky import PracticeAccount
from ausrufer.training.bluesky.cids import cid_of_record
from ausrufer.training.bluesky.keys import next_tid
from ausrufer.training.bluesky.memory import Stored
from ausrufer.training.faults import Fault
from tests.peers.bluesky import BlueskyServer
from tests.peers.bluesky_reader import official_client

UTE = PracticeAccount("ute.test", "Ute", "utes-passwort", resident=True)
WRITTEN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
THREAD = "GET /xrpc/app.bsky.feed.getPostThread"
POSTS = "GET /xrpc/app.bsky.feed.getPosts"


def play(scene: Callable[[PracticeStage], Awaitable[None]]) -> None:
    async def run() -> None:
        async with practice_stage() as stage:
            stage.practice.accounts = [*stage.practice.accounts, UTE]
            await scene(stage)

    asyncio.run(run())


def put(stage: PracticeStage, collection: str, **value: Any) -> Stored:
    record = {"$type": collection, "createdAt": "2026-11-21T09:30:00.000Z", **value}
    key = next_tid(datetime.now(UTC))
    stored = Stored(f"at://{UTE.did}/{collection}/{key}", cid_of_record(record), record)
    stage.practice.memory.put(stored)
    return stored


def named(stage: PracticeStage, uri: str) -> dict[str, str]:
    return {"uri": uri, "cid": stage.practice.memory.records[uri].cid}


def ute_answers(stage: PracticeStage, root: str, parent: str, text: str) -> str:
    reply = {"root": named(stage, root), "parent": named(stage, parent)}
    return put(stage, "app.bsky.feed.post", text=text, reply=reply).uri


def test_answers_belong_to_the_part_they_stand_below() -> None:
    async def scene(stage: PracticeStage) -> None:
        published = await stage.connector().publish(stage.access, stage.command(parts=2))
        first, second = (part.remote_id for part in published.parts)
        question = ute_answers(stage, first, second, "Und der Bus? 👷🏽‍♀️")
        ours = await stage.connector().reply(stage.access, question, "Fährt.", str(uuid4()))
        thanks = ute_answers(stage, first, ours.remote_id, "Danke!")
        heard = await stage.connector().contributions(stage.access, published.parts)
        assert heard.cursor == ""
        key = question.rpartition("/")[2]
        assert heard.contributions[0] == Contribution(
            remote_id=question,
            post_id=second,
            text="Und der Bus? 👷🏽‍♀️",
            author="ute.test",
            author_id=UTE.did,
            written_at=WRITTEN,
            url=f"{stage.base_url}/profile/{UTE.did}/post/{key}",
            hidden=False,
        )
        told = [(one.remote_id, one.post_id, one.answers) for one in heard.contributions[1:]]
        assert told == [(thanks, first, ours.remote_id)]

    play(scene)


def test_an_answer_stands_where_it_belongs_and_only_once() -> None:
    async def scene(stage: PracticeStage) -> None:
        published = await stage.connector().publish(stage.access, stage.command())
        root = published.parts[0].remote_id
        question = ute_answers(stage, root, root, "Wann?")
        key, text = str(uuid4()), "Ab 9 Uhr: https://musterstadt.example/a #Bus"
        stage.script.add(Fault(WRITING, broken="after"))
        with pytest.raises(OutcomeUnclear):
            await stage.connector().reply(stage.access, question, text, key)
        part = await stage.connector().reply(stage.access, question, text, key)
        answers = [one.value for one in await stage.posts() if one.value.text == text]
        assert len(answers) == 1
        assert answers[0].reply.root.uri == root
        assert answers[0].reply.parent.uri == question
        assert len(answers[0].facets) == 2
        assert part.url.startswith(f"{stage.base_url}/profile/{stage.account.handle}/post/")

    play(scene)


def test_an_answer_is_hidden_and_shown_again() -> None:
    async def scene(stage: PracticeStage) -> None:
        connector, access = stage.connector(), stage.access
        published = await connector.publish(access, stage.command())
        root = published.parts[0].remote_id
        rude, kind = (ute_answers(stage, root, root, text) for text in ("Unfug!", "Danke!"))
        for hidden in (True, True, False, False, True):
            await connector.hide(access, rude, hidden=hidden)
            heard = await connector.contributions(access, published.parts)
            told = {one.remote_id: one.hidden for one in heard.contributions}
            assert told == {rude: hidden, kind: False}
        gate = root.replace("feed.post", "feed.threadgate")
        assert stage.practice.memory.records[gate].value["hiddenReplies"] == [rude]

    play(scene)


def test_rules_of_the_thread_stay_as_they_are() -> None:
    async def scene(stage: PracticeStage) -> None:
        connector, access = stage.connector(), stage.access
        published = await connector.publish(access, stage.command())
        root = published.parts[0].remote_id
        rude = ute_answers(stage, root, root, "Unfug!")
        gate = {
            "$type": "app.bsky.feed.threadgate",
            "post": root,
            "createdAt": "2026-11-20T09:00:00.000Z",
            "allow": [{"$type": "app.bsky.feed.threadgate#mentionRule"}],
            "hiddenReplies": [],
        }
        place = root.replace("feed.post", "feed.threadgate")
        stage.practice.memory.put(Stored(place, cid_of_record(gate), gate))
        await connector.hide(access, rude, hidden=True)
        kept = stage.practice.memory.records[place].value
        assert kept == {**gate, "hiddenReplies": [rude]}
        full = {**gate, "hiddenReplies": [rude] * 300}
        stage.practice.memory.put(Stored(place, cid_of_record(full), full))
        other = ute_answers(stage, root, root, "Noch einer")
        with pytest.raises(PermanentFailure, match="300"):
            await connector.hide(access, other, hidden=True)

    play(scene)


def test_only_answers_below_own_threads_are_hidden() -> None:
    async def scene(stage: PracticeStage) -> None:
        connector, access = stage.connector(), stage.access
        published = await connector.publish(access, stage.command())
        strange = put(stage, "app.bsky.feed.post", text="Utes Beitrag").uri
        below = ute_answers(stage, strange, strange, "Utes Antwort")
        for wrong in (published.parts[0].remote_id, below):
            with pytest.raises(PermanentFailure):
                await connector.hide(access, wrong, hidden=True)
        assert not [one for one in stage.practice.memory.records if "threadgate" in one]

    play(scene)


def test_numbers_bear_the_names_of_the_house() -> None:
    async def scene(stage: PracticeStage) -> None:
        published = await stage.connector().publish(stage.access, stage.command())
        uri = published.parts[0].remote_id
        put(stage, "app.bsky.feed.like", subject=named(stage, uri))
        ute_answers(stage, uri, uri, "Schön.")
        told = {"likes": 1, "shares": 0, "replies": 1, "quotes": 0}
        assert await stage.connector().measure(stage.access, published.parts) == Measured(told)

    play(scene)


def test_a_thread_that_answers_itself_has_no_reply_yet() -> None:
    async def scene(stage: PracticeStage) -> None:
        published = await stage.connector().publish(stage.access, stage.command(parts=3))
        measured = await stage.connector().measure(stage.access, published.parts)
        assert measured.numbers["replies"] == 0

    play(scene)


def test_what_is_deleted_is_said_to_be_gone() -> None:
    async def scene(stage: PracticeStage) -> None:
        connector, access = stage.connector(), stage.access
        published = await connector.publish(access, stage.command())
        await connector.withdraw(access, published.parts)
        uri = published.parts[0].remote_id
        with pytest.raises(PermanentFailure, match="not shown"):
            await connector.measure(access, published.parts)
        with pytest.raises(PermanentFailure, match="not shown"):
            await connector.contributions(access, published.parts)
        with pytest.raises(PermanentFailure, match="not shown"):
            await connector.reply(access, uri, "Zu spät.", str(uuid4()))
        with pytest.raises(PermanentFailure, match="is no post"):
            await connector.reply(access, "https://anderswo.example", "Ja.", str(uuid4()))

    play(scene)


@pytest.mark.parametrize(
    "nonsense",
    ["[]", "{}", '{"posts": [{"uri": "x"}], "thread": []}', '{"posts": 7, "thread": {"post": 1}}'],
)
def test_odd_answers_of_the_network_prove_nothing(nonsense: str) -> None:
    async def scene(stage: PracticeStage) -> None:
        connector, access = stage.connector(), stage.access
        published = await connector.publish(access, stage.command())
        for way, ask in ((THREAD, connector.contributions), (POSTS, connector.measure)):
            stage.script.add(Fault(way, nonsense=nonsense))
            with pytest.raises((TemporaryFailure, PermanentFailure)):
                await ask(access, published.parts)

    play(scene)


def test_a_server_that_asks_nobody_is_told_apart_from_a_lost_access() -> None:
    async def scene(stage: PracticeStage) -> None:
        connector, access = stage.connector(), stage.access
        published = await connector.publish(access, stage.command())
        stage.script.add(Fault(POSTS, status=502, body={"error": "UpstreamFailure"}))
        with pytest.raises(TemporaryFailure):
            await connector.measure(access, published.parts)
        assert (await connector.contributions(access, [])).contributions == ()
        strange = [RemotePart("at://did:plc:x/app.bsky.feed.like/3jzfcijpj2z2a")]
        with pytest.raises(PermanentFailure, match="is no post"):
            await connector.measure(access, strange)

    play(scene)


@asynccontextmanager
async def appview(**view: Any) -> AsyncIterator[tuple[str, list[dict[str, Any]]]]:
    """Open a service a server can be told to ask; yields its name and what it was asked."""
    asked: list[dict[str, Any]] = []

    async def document(request: web.Request) -> web.Response:
        name, address = f"did:web:localhost%3A{request.url.port}", str(request.url.origin())
        service = {"id": "#bsky_appview", "type": "BskyAppView", "serviceEndpoint": address}
        return web.json_response({"id": name, "service": [service]})

    async def posts(request: web.Request) -> web.Response:
        granted = request.headers["Authorization"].removeprefix("Bearer ").split(".")[1]
        claims = json.loads(urlsafe_b64decode(granted + "=" * (-len(granted) % 4)))
        asked.append({name: claims[name] for name in ("iss", "aud", "lxm")})
        shown = {"uri": request.query["uris"], "cid": "x", **view}
        return web.json_response({"posts": [shown]})

    app = web.Application()
    app.router.add_get("/.well-known/did.json", document)
    app.router.add_get("/xrpc/app.bsky.feed.getPosts", posts)
    async with TestServer(app) as server:
        yield f"did:web:localhost%3A{server.port}", asked


def through(stage: BlueskyStage, name: str) -> BlueskyConnector:
    connector = stage.connector()
    connector.appview = f"{name}#bsky_appview"  # type: ignore[misc]
    return connector


@pytest.mark.peers
def test_the_real_server_asks_the_service_that_is_named(bluesky_server: BlueskyServer) -> None:
    async def run() -> None:
        async with (
            appview(likeCount=4, replyCount=1) as (name, asked),
            real_stage(bluesky_server) as stage,
        ):
            published = await stage.connector().publish(stage.access, stage.command())
            measured = await through(stage, name).measure(stage.access, published.parts)
            assert measured == Measured({"likes": 4, "replies": 1})
            call = {"iss": stage.account.did, "aud": name, "lxm": "app.bsky.feed.getPosts"}
            assert asked == [call]

    asyncio.run(run())


@pytest.mark.peers
def test_the_real_server_keeps_answers_and_what_is_hidden(bluesky_server: BlueskyServer) -> None:
    async def run() -> None:
        async with real_stage(bluesky_server) as stage:
            (ours,) = (await stage.connector().publish(stage.access, stage.command())).parts
            (post,) = await stage.posts()
            root = {"uri": post.uri, "cid": post.cid}
            utes = f"at://{UTE.did}/app.bsky.feed.post/3jzfcijpj2z2a"
            async with appview(cid=post.cid, record={"reply": {"root": root}}) as (name, _):
                connector, key = through(stage, name), str(uuid4())
                first = await connector.reply(stage.access, utes, "Bis Freitag.", key)
                assert await connector.reply(stage.access, utes, "Bis Freitag.", key) == first
                for hidden in (True, False, True):
                    await connector.hide(stage.access, utes, hidden=hidden)
            answer = (await stage.posts())[-1]
            assert (answer.uri, answer.value.reply.root.uri) == (first.remote_id, ours.remote_id)
            gate = await asyncio.to_thread(_gate, stage)
            assert (gate.post, gate.hidden_replies) == (ours.remote_id, [utes])

    asyncio.run(run())


def _gate(stage: BlueskyStage) -> Any:
    with official_client(stage.origin) as client:
        asked = {"repo": stage.account.did, "collection": "app.bsky.feed.threadgate"}
        (record,) = client.com.atproto.repo.list_records(asked).records  # type: ignore[arg-type]
        return record.value
