"""The permalink a connector stores leads, on the emulated network, to that very post."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from ausrufer.channels.practice import practice_platforms
from ausrufer.connectors.linkedin_page.tests.stage import stage as linkedin
from ausrufer.connectors.meta.facebook_page.tests.stage import stage as facebook
from ausrufer.connectors.meta.instagram.tests.stage import stage as instagram
from ausrufer.connectors.meta.threads.tests.stage import stage as threads
from ausrufer.connectors.pinterest.tests.stage import stage as pinterest
from ausrufer.connectors.reddit.tests.stage import stage as reddit
from ausrufer.connectors.telegram_channel.tests.stage import stage as telegram
from ausrufer.connectors.tiktok.tests.stage import stage as tiktok
from ausrufer.connectors.x.tests.stage import stage as x
from ausrufer.connectors.youtube.tests.stage import stage as youtube
from ausrufer.foundation.http.failures import TargetRefused
from ausrufer.foundation.http.targets import refuse_shunned
from ausrufer.project.settings import REAL_NETWORKS
from ausrufer.training.networks import NETWORKS
from ausrufer.training.served import inhabited

Stage = Any
STAGES: dict[str, tuple[str, Callable[[], AbstractAsyncContextManager[Stage]], str]] = {
    "facebook_page": ("facebook", facebook, "graph"),
    "instagram": ("facebook", instagram, "graph"),
    "threads": ("threads", threads, "platform"),
    "linkedin_page": ("linkedin", linkedin, "linkedin"),
    "pinterest": ("pinterest", pinterest, "pinterest"),
    "reddit": ("reddit", reddit, "reddit"),
    "telegram_channel": ("telegram", telegram, "telegram"),
    "tiktok": ("tiktok", tiktok, "tiktok"),
    "youtube": ("youtube", youtube, "youtube"),
    "x": ("x", x, "x"),
}


def test_every_emulated_network_is_visited() -> None:
    assert {network for network, *_rest in STAGES.values()} == set(NETWORKS)


@pytest.mark.parametrize("kind", STAGES)
def test_the_page_of_the_post_is_found_and_marked(kind: str) -> None:
    network, opened, named = STAGES[kind]

    async def scene() -> None:
        async with opened() as stage:
            published = await stage.connector().publish(stage.access, stage.command())
            other = await stage.connector().publish(stage.access, _another(stage))
            app = inhabited(network, getattr(stage, named))
            async with TestClient(TestServer(app)) as client:
                here = str(client.make_url("")).rstrip("/")
                pairs = [f"{real}={here}" for real in NETWORKS[network].stands_for]
                leading = practice_platforms(pairs).leading
                texts = []
                for one in (published, other):
                    address = leading(one.permalink)
                    assert address.startswith(f"{here}/"), one.permalink
                    answer = await client.get(address.removeprefix(here))
                    texts.append(await answer.text())
                    assert answer.status == 200
                    assert "<strong>ÜBUNG</strong>" in texts[-1]
                    assert texts[-1].count("<article>") == 1
                assert texts[0] != texts[1]

    asyncio.run(scene())


def _another(stage: Stage) -> Any:
    """Return a second command that nothing takes for a repeat of the first."""
    command = stage.command()
    outgoing = command.outgoing
    parts = tuple(f"Noch etwas. {one}" for one in outgoing.parts)
    return type(command)(
        "0198a000-0000-7000-8000-000000000002",
        type(outgoing)(**{**_fields(outgoing), "parts": parts, "title": "Noch etwas"}),
    )


def _fields(outgoing: Any) -> dict[str, Any]:
    return {name: getattr(outgoing, name) for name in type(outgoing).__slots__}


def test_an_address_without_a_stand_in_is_left_as_it_is() -> None:
    platforms = practice_platforms(["https://netz.example=http://127.0.0.1:9001"])
    for address, there in {
        "https://netz.example/p/1?a=b#c": "http://127.0.0.1:9001/p/1?a=b#c",
        "https://netz.example.evil/p": "https://netz.example.evil/p",
        "https://netz.example:444/p": "https://netz.example:444/p",
        "http://netz.example/p": "http://netz.example/p",
        "": "",
    }.items():
        assert platforms.leading(address) == there
    assert platforms.has("http://127.0.0.1:9001/p/1")
    assert not platforms.has("http://127.0.0.1:9002/p/1")
    assert not platforms.has("http://127.0.0.1:x/")


def test_the_real_networks_are_known_by_their_domains() -> None:
    assert {"facebook.com", "instagram.com", "t.me", "x.com", "youtube.com"} <= REAL_NETWORKS
    assert not any(one.startswith("www.") for one in REAL_NETWORKS)


@pytest.mark.parametrize(
    "address",
    [
        "https://twitter.com/stadt",
        "https://t.co/x",
        "https://m.facebook.com/",
        "https://FB.com./stadt",
        "https://fb.me/e/1",
        "https://m.me/x",
        "https://instagr.am/p/x",
        "https://wa.me/49",
        "https://lnkd.in/x",
        "https://redd.it/x",
        "https://pin.it/x",
        "https://pinterest.de/x",
        "https://telegram.me/stadt",
        "https://telegram.org",
        "https://social.bund.de/@x",
        "https://matrix.org",
    ],
)
def test_real_networks_are_known_by_their_other_names_too(address: str) -> None:
    with pytest.raises(TargetRefused):
        refuse_shunned(URL(address), REAL_NETWORKS)


@pytest.mark.parametrize("address", ["https://nott.co/x", "https://musterstadt.de", "https://x.de"])
def test_other_addresses_are_not_taken_for_networks(address: str) -> None:
    refuse_shunned(URL(address), REAL_NETWORKS)
