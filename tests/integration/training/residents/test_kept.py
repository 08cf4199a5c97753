"""What residents said is there after the next start, and they find their accounts again."""

import asyncio
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from ausrufer.training import bluesky, mastodon
from ausrufer.training.accounts import token_of
from ausrufer.training.residents.directing import PATH, PLACES, Direction, direct
from ausrufer.training.residents.homes import homes
from ausrufer.training.residents.people import RESIDENTS
from ausrufer.training.served import Town, network_apps

SECRET = "a-token-for-all-other-networks"
TOWN = Town(SECRET, "http://127.0.0.1:8321")


def test_a_network_remembers_them_over_its_end(tmp_path: Path) -> None:
    async def scene() -> str:
        async with TestClient(TestServer(network_apps(TOWN, tmp_path)["threads"])) as client:
            sent = {"access_token": token_of("threads", SECRET), "media_type": "TEXT", "text": "A"}
            made = await (await client.post("/v1.0/me/threads", data=sent)).json()
            sent["creation_id"] = made["id"]
            await client.post("/v1.0/me/threads_publish", data=sent)
            said = await (await client.post(PATH, json={"count": 2})).json()
            assert len(said["said"]) == 2
        app = network_apps(TOWN, tmp_path)["threads"]
        async with TestClient(TestServer(app)) as client:
            assert len(app[PLACES]["threads"].posts()) == 1
            return await (await client.get("/")).text()

    assert "2 Kommentare" in asyncio.run(scene())


@pytest.mark.parametrize("network", ["mastodon", "bluesky"])
def test_accounts_of_residents_are_found_again(network: str, tmp_path: Path) -> None:
    for start in range(2):
        state = _opened(network, tmp_path)
        place = homes(network, state)[network]
        own = [one for one in state.accounts if not one.resident]
        assert (len(own), len(state.accounts)) == (1, 1 + len(RESIDENTS))
        if not start:
            post = _published(state)
            assert len(direct(place, Direction(network, post, 3, "kept", None))) == 3
            place.like(post, RESIDENTS[0])
    assert place.posts() == [post]
    assert _answers(state) == 3


def _opened(network: str, folder: Path) -> mastodon.PracticeInstance | bluesky.PracticeServer:
    if network == "mastodon":
        account = mastodon.PracticeAccount("musterstadt", "Stadt", "token")
        return mastodon.PracticeInstance.in_folder(folder, [account])
    return bluesky.PracticeServer.in_folder(
        folder, [bluesky.PracticeAccount("musterstadt.test", "Stadt", "password")]
    )


def _published(state: mastodon.PracticeInstance | bluesky.PracticeServer) -> str:
    if isinstance(state, mastodon.PracticeInstance):
        status = mastodon.memory.Status("1", "musterstadt", "Hallo", "2026-11-21T09:00:00.000Z")
        state.memory.keep_status(status)
        return status.id
    uri = f"at://{state.accounts[0].did}/app.bsky.feed.post/3jqxjzspas5pk"
    value = {"$type": "app.bsky.feed.post", "text": "A", "createdAt": "2026-11-21T09:00:00Z"}
    state.memory.put(bluesky.memory.Stored(uri, bluesky.cids.cid_of_record(value), value))
    return uri


def _answers(state: mastodon.PracticeInstance | bluesky.PracticeServer) -> int:
    if isinstance(state, mastodon.PracticeInstance):
        return sum(bool(one.reply_to) for one in state.memory.statuses.values())
    return sum("reply" in one.value for one in state.memory.records.values())
