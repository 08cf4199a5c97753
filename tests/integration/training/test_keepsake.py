"""Emulated networks remember over the end of the process what stood there and who may come in."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from ausrufer.training.accounts import APP, token_of
from ausrufer.training.keepsake import keep, remembered
from ausrufer.training.networks import NETWORKS
from ausrufer.training.served import Town, network_apps

SECRET = "a-token-for-all-other-networks"
TOWN = Town(SECRET, "http://127.0.0.1:8321")
BACK = "http://127.0.0.1:8321/desk/kanaele/zugang/"


def asked(folder: Path, name: str, *calls: tuple[str, str, dict[str, Any]]) -> list[str]:
    """Start a network, ask it, end it politely."""

    async def scene() -> list[str]:
        async with TestClient(TestServer(network_apps(TOWN, folder)[name])) as client:
            answers = []
            for method, path, options in calls:
                async with client.request(method, path, **options) as answer:
                    answers.append(await answer.text())
            return answers

    return asyncio.run(scene())


def test_what_was_posted_is_there_after_the_next_start(tmp_path: Path) -> None:
    said = {"chat_id": "@musterstadt", "text": "Guten Morgen, Musterstadt"}
    path = f"/bot{token_of('telegram', SECRET)}/sendMessage"
    asked(tmp_path, "telegram", ("POST", path, {"json": said}))
    (page,) = asked(tmp_path, "telegram", ("GET", "/", {}))
    assert page.count("Guten Morgen, Musterstadt") == 1
    (file,) = tmp_path.glob("*.state")
    assert file.stat().st_mode & 0o777 == 0o600


def test_numbers_are_not_given_twice(tmp_path: Path) -> None:
    sent = {"access_token": token_of("threads", SECRET), "media_type": "TEXT", "text": "Hallo"}
    call = ("POST", "/v1.0/me/threads", {"data": sent})
    first, second = asked(tmp_path, "threads", call), asked(tmp_path, "threads", call)
    assert '"id"' in first[0]
    assert first != second


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_can_be_kept(name: str, tmp_path: Path) -> None:
    asked(tmp_path, name, ("GET", "/", {}))
    assert (tmp_path / f"{name}.state").exists()
    assert asked(tmp_path, name, ("GET", "/", {}))


def test_what_cannot_be_read_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "a.state"
    keep(path, ["what", "stood", "there"])
    assert remembered(path, list) == ["what", "stood", "there"]
    whole = path.read_bytes()
    for damaged in (b"", b"another version" + whole, whole[:-8]):
        path.write_bytes(damaged)
        assert remembered(path, list) == []


def test_a_town_that_moved_is_still_known(tmp_path: Path) -> None:
    moved = Town(SECRET, "http://127.0.0.1:9999")
    asked(tmp_path, "linkedin", ("GET", "/", {}))
    query = {
        "client_id": APP,
        "response_type": "code",
        "redirect_uri": BACK.replace("8321", "9999"),
        "scope": "r_organization_social",
        "state": "s",
    }

    async def scene() -> int:
        app = network_apps(moved, tmp_path)["linkedin"]
        async with (
            TestClient(TestServer(app)) as client,
            client.get("/oauth/v2/authorization", params=query) as answer,
        ):
            return answer.status

    assert asyncio.run(scene()) == 200
