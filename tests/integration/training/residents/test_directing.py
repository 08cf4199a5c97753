"""Drills direct residents over HTTP; what they say stands on the network's page."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from ausrufer.training.linkedin import PracticeLinkedIn, PracticePage, linkedin_app
from ausrufer.training.networks import NETWORKS
from ausrufer.training.residents.directing import PATH, settle
from ausrufer.training.residents.homes import homes
from ausrufer.training.served import Town, network_apps
from ausrufer.training.wall.page import showing
from ausrufer.training.wall.readers import linkedin

TEXT = "Der Markt fällt aus."


def directed(body: Any, path: str = "/", *, published: bool = True) -> tuple[int, Any, str]:
    """Return status and answer of a direction, and what stands on a page of the network then."""

    async def scene() -> tuple[int, Any, str]:
        state = PracticeLinkedIn([PracticePage(7, "Stadt", "token")])
        if published:
            state.take("urn:li:organization:7", TEXT, {})
        app = linkedin_app(state)
        app.middlewares.insert(0, showing("LinkedIn", lambda: linkedin(state)))
        settle(app, homes("linkedin", state))
        async with TestClient(TestServer(app)) as client:
            answer = await client.post(PATH, data=body if isinstance(body, str) else None,
                                       json=None if isinstance(body, str) else body)  # fmt: skip
            told = await (answer.json() if answer.status == 200 else answer.text())
            where = path or f"/feed/update/{state.posts[0].urn}/"
            page = await (await client.get(where)).text()
            return answer.status, told, page

    return asyncio.run(scene())


def test_so_many_residents_comment_and_are_seen() -> None:
    status, told, page = directed({"count": 7, "kind": "rumour", "seed": "drill"})
    assert (status, len(told["said"])) == (200, 7)
    assert "7 Kommentare" in page
    assert page.count('<li class="depth-') == 5  # the rest is on the post's own page
    assert "Weitere 2 Kommentare" in page
    whole = directed({"count": 7, "kind": "rumour", "seed": "drill"}, "")[2]
    assert whole.count('<li class="depth-') == 7
    assert "<strong>ÜBUNG</strong>" in whole
    assert TEXT in whole


def test_nothing_is_said_where_nothing_was_published() -> None:
    assert directed({"count": 2}, published=False)[:2] == (200, {"said": []})
    assert directed({"post": "urn:li:share:1"})[:2] == (200, {"said": []})


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"count": 0}, "count"),
        ({"count": "viele"}, "count"),
        ({"count": 101}, "count"),
        ({"kind": "song"}, "kind"),
        ({"kind": ["rumour"]}, "kind"),
        ({"place": "myspace"}, "place"),
        ({"place": ["linkedin_page"]}, "place"),
        ([], "no object"),
        ("{", "not JSON"),
    ],
)
def test_what_no_direction_is_changes_nothing(body: Any, reason: str) -> None:
    status, told, page = directed(body)
    assert status == 400
    assert reason in told
    assert "Kommentar" not in page


def test_a_permalink_that_leads_nowhere_says_so() -> None:
    page = directed({"count": 1}, "/feed/update/urn:li:share:1/")[2]
    assert "Dieser Beitrag ist nicht vorhanden oder wurde gelöscht." in page
    assert TEXT not in page


@pytest.mark.parametrize("name", NETWORKS)
def test_only_networks_with_comments_take_directions(name: str, tmp_path: Path) -> None:
    async def scene() -> int:
        app = network_apps(Town("secret", "http://127.0.0.1:1"), tmp_path)[name]
        async with TestClient(TestServer(app)) as client:
            return (await client.post(PATH, json={})).status

    takes = asyncio.run(scene()) == 200
    assert takes is (name not in {"telegram", "pinterest"})
