"""What residents say on an emulated network comes back through the connector of the house."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from ausrufer.channels.contract import Contribution
from ausrufer.connectors.bluesky.tests.stage import practice_stage
from ausrufer.connectors.linkedin_page.tests.stage import stage as linkedin
from ausrufer.connectors.mastodon.tests.stage import stage as mastodon
from ausrufer.connectors.meta.facebook_page.tests.stage import stage as facebook
from ausrufer.connectors.meta.instagram.tests.stage import stage as instagram
from ausrufer.connectors.meta.threads.tests.stage import stage as threads
from ausrufer.connectors.reddit.tests.stage import stage as reddit
from ausrufer.connectors.tiktok import TikTokConnector
from ausrufer.connectors.x.tests.stage import stage as x
from ausrufer.connectors.youtube.tests.stage import stage as youtube
from ausrufer.training.residents.directing import Direction, direct
from ausrufer.training.residents.homes import HOMES, homes
from ausrufer.training.residents.talking import conversation

Stage = Any
STAGES: dict[str, tuple[str, Callable[[], AbstractAsyncContextManager[Stage]], str]] = {
    "facebook_page": ("facebook", facebook, "graph"),
    "instagram": ("facebook", instagram, "graph"),
    "threads": ("threads", threads, "platform"),
    "linkedin_page": ("linkedin", linkedin, "linkedin"),
    "reddit": ("reddit", reddit, "reddit"),
    "youtube": ("youtube", youtube, "youtube"),
    "x": ("x", x, "x"),
    "mastodon": ("mastodon", mastodon, "instance"),
    "bluesky": ("bluesky", practice_stage, "practice"),
}
COUNT = 6


async def everything(stage: Stage, published: Any) -> list[Contribution]:
    """Return all pages of what the connector hears."""
    heard: list[Contribution] = []
    cursor = ""
    while True:
        page = await stage.connector().contributions(stage.access, published.parts, cursor)
        heard += page.contributions
        cursor = page.cursor
        if not cursor:
            return heard


def test_every_home_with_comments_is_played() -> None:
    kinds = {kind for places in HOMES.values() for kind in places}
    assert kinds - set(STAGES) == {"tiktok"}
    assert not hasattr(TikTokConnector, "contributions")  # its interface tells no comments


@pytest.mark.parametrize("kind", STAGES)
def test_comments_and_answers_come_back(kind: str) -> None:
    network, opened, named = STAGES[kind]

    async def scene() -> None:
        async with opened() as stage:
            place = homes(network, getattr(stage, named))[kind]
            published = await stage.connector().publish(stage.access, stage.command())
            (post,) = place.posts()
            said = direct(place, Direction(kind, post, COUNT, "drill", None))
            assert len(said) == COUNT
            heard = {one.remote_id: one for one in await everything(stage, published)}
            talk = conversation("drill", post, COUNT)
            assert {heard[one].text for one in said} == {remark.text for remark in talk}
            above = {
                said[place]: said[remark.answers] if remark.answers is not None else ""
                for place, remark in enumerate(talk)
            }
            assert {one: heard[one].answers for one in said} == above
            assert set(heard) == set(said)

    asyncio.run(scene())


@pytest.mark.parametrize("kind", [*STAGES])
def test_likes_are_counted_once_each(kind: str) -> None:
    network, opened, named = STAGES[kind]

    async def scene() -> None:
        async with opened() as stage:
            place = homes(network, getattr(stage, named))[kind]
            published = await stage.connector().publish(stage.access, stage.command())
            (post,) = place.posts()
            before = await stage.connector().measure(stage.access, published.parts)
            for one in [*conversation("drill", post, 1), *conversation("drill", post, 1)]:
                place.like(post, one.who)
            after = await stage.connector().measure(stage.access, published.parts)
            assert _likes(after) == _likes(before) + 1

    asyncio.run(scene())


def _likes(measured: Any) -> int:
    numbers = measured.numbers
    return int(next(numbers[name] for name in ("likes", "reactions", "score") if name in numbers))
