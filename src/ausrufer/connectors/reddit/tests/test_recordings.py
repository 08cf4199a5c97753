"""Answers Reddit really gave, recorded by PRAW; what we send is no more than was recorded."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, Contribution, LinkCard, Outgoing, RemotePart
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.rest import Effect
from ausrufer.connectors.reddit import comments, posts
from ausrufer.connectors.reddit.api import ORIGIN, Api
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from tests.published import SHARED

FOLDER = SHARED / "contracts" / "reddit-praw-cassettes"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the recordings are not beside us")
LINK = "https://praw.readthedocs.org/en/stable/"
MESSAGE = Outgoing("p", "de", "Test Title", ("Test text.",))
ONLY_LINK = replace(MESSAGE, parts=(LINK,), link=LinkCard(LINK, "", ""))


def replayed(name: str, ask: Callable[[Api], Awaitable[Any]], **settings: str) -> Any:
    """Let `ask` talk to a server that answers as recorded, and only to the recorded requests."""
    found = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))["interactions"]
    waiting = [one for one in found if "access_token" not in one["request"]["uri"]]

    async def answer(request: web.Request) -> web.Response:
        recorded = next(one for one in waiting if _is(one, request))
        waiting.remove(recorded)
        wanted = parse_qs(recorded["request"]["body"])
        sent = parse_qs(await request.text())
        assert set(sent) <= set(wanted), (sent, wanted)
        told = recorded["response"]
        return web.Response(status=told["status"]["code"], text=told["body"]["string"])

    async def run() -> Any:
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", answer)
        async with (
            TestServer(app) as server,
            GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
        ):
            stands = {ORIGIN: str(server.make_url("")).rstrip("/")}
            known = {"subreddit": "ThirdRealm", "username": "Musterstadt", **settings}
            access = Access(known, {"access_token": "zugriff-4711"}, stand_ins=stands)
            return await ask(Api(http, access))

    return asyncio.run(run())


def _is(recorded: dict[str, Any], request: web.Request) -> bool:
    wanted = recorded["request"]
    return (wanted["method"], urlsplit(wanted["uri"]).path) == (request.method, request.path)


@pytest.mark.parametrize(
    ("name", "outgoing", "post"),
    [
        ("TestSubreddit.test_submit__selftext", MESSAGE, "4bbe4b"),
        ("TestSubreddit.test_submit__url", ONLY_LINK, "4bbe4m"),
        ("TestSubreddit.test_submit__flair", MESSAGE, "6hi2vp"),
    ],
)
def test_a_post_is_submitted(name: str, outgoing: Outgoing, post: str) -> None:
    async def ask(api: Api) -> RemotePart:
        return await posts.submit(api, outgoing)

    flair = {"flair_id": "17bf09c4", "flair_text": "Test flair text"} if "flair" in name else {}
    expected = RemotePart(f"t3_{post}", f"https://www.reddit.com/comments/{post}/")
    assert replayed(name, ask, **flair) == expected


def test_a_comment_is_answered() -> None:
    async def ask(api: Api) -> RemotePart:
        return await comments.answer(api, "t1_d1616q2", "Comment reply")

    assert replayed("TestComment.test_reply", ask) == RemotePart("t1_d1680wu", "")


def test_a_post_is_deleted_and_its_comments_are_read() -> None:
    async def ask(api: Api) -> list[Contribution]:
        part = RemotePart("t3_4b1tfm")
        await posts.delete(api, [part])
        return list((await comments.listed(api, [part], "")).contributions)

    heard = replayed("TestSubmission.test_delete", ask)
    assert [(one.remote_id, one.answers, one.text) for one in heard] == [
        ("t1_d1680wu", "t1_d1616q2", "Comment reply"),
        ("t1_d1628v0", "", "Test reply"),
        ("t1_d162ara", "", "Test reply"),
    ]


def test_a_comment_is_removed_and_approved() -> None:
    async def removing(api: Api) -> None:
        await comments.remove(api, "t1_da2g5y6")

    async def approving(api: Api) -> None:
        await comments.approve(api, "t1_da2g5y6")

    assert replayed("TestCommentModeration.test_remove", removing) is None
    assert replayed("TestCommentModeration.test_approve", approving) is None


def test_a_refused_edit_is_told_in_the_words_of_reddit() -> None:
    async def ask(api: Api) -> None:
        fields = {"thing_id": "t3_eippcc", "text": "rewtwert"}
        await api.do("/api/editusertext/", fields, effect=Effect.HARMLESS)

    with pytest.raises(PermanentFailure) as caught:
        replayed("TestSubmission.test_edit_invalid", ask)
    assert 'You may not have "rewtwert" in your post body.' in caught.value.for_staff
    assert "SUBMIT_VALIDATION_BODY_BLACKLISTED_STRING" in caught.value.for_log
