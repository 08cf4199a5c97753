"""Who practises reaches practice platforms and nobody else."""

import asyncio
from pathlib import Path

import pytest

from ausrufer.channels.contract import Access, Surroundings
from ausrufer.channels.errors import AccessLost
from ausrufer.channels.practice import PracticePlatforms, practice_platforms
from ausrufer.connectors.email.setup import read_relay
from ausrufer.foundation.http import (
    GuardedClient,
    HttpFailure,
    HttpPolicy,
    NotReached,
    TargetRefused,
)

PLATFORMS = practice_platforms(
    ["https://api.telegram.org=http://127.0.0.1:9001/", "http://127.0.0.1:9002", "smtp://[::1]:25"]
)


def test_entries_name_addresses_with_and_without_something_they_stand_in_for() -> None:
    assert (
        PracticePlatforms(
            {"https://api.telegram.org": "http://127.0.0.1:9001"},
            frozenset({"127.0.0.1:9001", "127.0.0.1:9002", "::1:25"}),
        )
        == PLATFORMS
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://api.telegram.org/bot1",
        "https://mastodon.social/api/v1/statuses",
        "http://127.0.0.1:9003/",  # private and permitted, but no practice platform
        "http://127.0.0.1/",
    ],
)
def test_a_practising_house_reaches_no_real_network(tmp_path: Path, address: str) -> None:
    async def asked(targets: frozenset[str] | None) -> str:
        policy = HttpPolicy(allowed_private=frozenset({"127.0.0.1:9003"}), connect_seconds=0.2)
        async with GuardedClient(policy) as http:
            around = Surroundings(http=http, public_folder=tmp_path)
            inner = around.for_access(Access({}, {}, practice_targets=targets)).http
            with pytest.raises(TargetRefused) as refused:
                await inner.request("GET", address)
            return refused.value.for_staff

    said = asyncio.run(asked(PLATFORMS.targets))
    host = address.split("/")[2].split(":", maxsplit=1)[0]
    assert said == f"{host} gehört nicht zur Übung und wird deshalb nicht aufgerufen."


@pytest.mark.parametrize("address", ["http://127.0.0.1:9001/", "http://localhost:9001/"])
def test_a_real_house_reaches_no_practice_platform(tmp_path: Path, address: str) -> None:
    targets = frozenset({"127.0.0.1:9001"})
    policy = HttpPolicy(allowed_private=targets, refused=targets, connect_seconds=0.2)

    async def asked(access: Access) -> type[Exception]:
        async with GuardedClient(policy) as http:
            inner = Surroundings(http, tmp_path).for_access(access).http
            with pytest.raises(HttpFailure) as failed:
                await inner.request("GET", address)
            return type(failed.value)

    assert asyncio.run(asked(Access({}, {}))) is TargetRefused
    if "localhost" not in address:
        practising = Access({}, {}, practice_targets=targets)
        assert asyncio.run(asked(practising)) is NotReached  # called, but nobody is there


def test_letters_of_a_practising_house_go_to_the_practice_mailbox_only() -> None:
    relay = {"host": "127.0.0.1", "port": "25", "security": "none", "sender_address": "a@b.example"}
    mailbox = frozenset({"127.0.0.1:25"})
    assert read_relay(Access(relay, {}, practice_targets=mailbox)).port == 25
    with pytest.raises(AccessLost, match="nur das Übungspostfach"):
        read_relay(Access(relay, {}, practice_targets=frozenset()))


@pytest.mark.parametrize("odd", ["https://[x", "https://exa\u2100mple.com/1"])
def test_an_address_that_is_none_leads_nowhere_else(odd: str) -> None:
    assert PLATFORMS.leading(odd) == odd
    assert not PLATFORMS.has(odd)


@pytest.mark.parametrize("length", [478, 479])
def test_what_would_become_too_long_here_becomes_none(length: int) -> None:
    led = "http://127.0.0.1:9001/" + "a" * length
    expected = led if len(led) <= 500 else ""
    assert PLATFORMS.leading("https://api.telegram.org/" + "a" * length) == expected
