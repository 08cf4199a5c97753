"""Answers X really gave, recorded by tweepy: our reading understands them."""

import asyncio
import gzip
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from aiohttp import web
from aiohttp.test_utils import TestServer

from ausrufer.channels.contract import Access, RemotePart
from ausrufer.connectors.x import posts, replies
from ausrufer.connectors.x.api import ORIGIN, Api
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from tests.published import SHARED

FOLDER = SHARED / "contracts" / "x-tweepy-cassettes"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the recordings are not beside us")


def recorded(name: str) -> Iterator[tuple[str, int, dict[str, str], bytes]]:
    found: Any = yaml.safe_load((FOLDER / f"test_client_{name}.yaml").read_text("utf-8"))
    for one in found["interactions"]:
        answer = one["response"]
        kept = {"date", "x-rate-limit-reset", "content-type"}
        headers = {k: v[0] for k, v in answer["headers"].items() if k.lower() in kept}
        content = gzip.decompress(answer["body"]["string"])
        yield one["request"]["method"], answer["status"]["code"], headers, content


def replayed(name: str, ask: Any) -> Any:
    """Let `ask` talk to a server that answers as X did."""
    answers = list(recorded(name))

    async def answer(request: web.Request) -> web.Response:
        method, status, headers, content = answers.pop(0)
        assert request.method == method
        return web.Response(status=status, headers=headers, body=content)

    async def run() -> Any:
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", answer)
        async with (
            TestServer(app) as server,
            GuardedClient(HttpPolicy(frozenset({f"127.0.0.1:{server.port}"}))) as http,
        ):
            stands = {ORIGIN: str(server.make_url("")).rstrip("/")}
            settings = {"username": "TwitterDev"}
            found = await ask(
                Api(http, Access(settings, {"access_token": "zugriff-4711"}, stand_ins=stands))
            )
        assert answers == []
        return found

    return asyncio.run(run())


def test_a_post_is_made_and_deleted() -> None:
    async def ask(api: Api) -> RemotePart:
        part = await posts.send(api, "Test Tweet", over="")
        await posts.delete(api, [part])
        return part

    assert replayed("create_and_delete_tweet", ask) == RemotePart(
        "1456012973835788293", "https://x.com/TwitterDev/status/1456012973835788293"
    )


def test_an_answer_is_hidden_and_shown() -> None:
    async def ask(api: Api) -> None:
        await replies.hide(api, "1344794616005066752", hidden=True)
        await replies.hide(api, "1344794616005066752", hidden=False)

    assert replayed("hide_and_unhide_reply", ask) is None
