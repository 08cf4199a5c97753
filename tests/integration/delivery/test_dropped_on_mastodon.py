"""Corrections that reword what dropped ones added: nothing of any of them stays behind."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ausrufer.channels import registry
from ausrufer.channels.contract import Command, RemotePart, Surroundings
from ausrufer.channels.errors import OutcomeUnclear
from ausrufer.channels.testing.stage import corrected
from ausrufer.connectors.mastodon import MastodonConnector
from ausrufer.connectors.mastodon.tests.scenes import changed, play
from ausrufer.connectors.mastodon.tests.stage import MastodonStage
from ausrufer.delivery.call import Outcome, Yes, carry_out
from ausrufer.delivery.orders import Order
from ausrufer.delivery.states import Purpose
from ausrufer.training.faults import Fault

POSTING, EDITING = "POST /api/v1/statuses", "PUT /api/v1/statuses/*"
DELETING = "DELETE /api/v1/statuses/*"


@pytest.fixture(autouse=True)
def _mastodon(settings: Any, _fake_networks: None) -> Iterator[None]:
    settings.AUSRUFER_CONNECTORS = ["ausrufer.connectors.mastodon.MastodonConnector"]
    registry._connectors.cache_clear()
    yield
    registry._connectors.cache_clear()


async def carried_out(
    opened: MastodonStage,
    command: Command,
    target: tuple[RemotePart, ...],
    *dropped: Command,
    purpose: Purpose = Purpose.AMEND,
) -> Outcome:
    """Do what the engine does with a claimed order; the instance has forgotten its keys."""
    opened.instance.memory.forget_keys()
    order = Order(
        delivery_id=1,
        attempt=1,
        organisation_id=1,
        channel_id=1,
        manifest=MastodonConnector.manifest,
        purpose=purpose,
        access=opened.access,
        command=command,
        target=target,
        dropped=dropped,
        spreads=False,
        by_hand=False,
        access_since=None,
    )
    return await carry_out(order, Surroundings(opened.http, Path("/nowhere")))


async def broken_off(
    opened: MastodonStage,
    fault: Fault,
    command: Command,
    target: tuple[RemotePart, ...],
    *dropped: Command,
) -> None:
    opened.instance.faults.add(fault)
    assert type(await carried_out(opened, command, target, *dropped)) is OutcomeUnclear
    assert opened.instance.faults.waiting == []


async def texts(opened: MastodonStage) -> list[str]:
    return [seen.text for seen in await opened.seen()]


async def lengthened(opened: MastodonStage) -> tuple[tuple[RemotePart, ...], Command]:
    """Return a post and the dropped correction that made a thread of four of it."""
    command = changed(opened.command(), parts=("Eins",))
    target = (await opened.connector().publish(opened.access, command)).parts
    longer = corrected(command, parts=("Eins a", "Zwei a", "Drei a", "Vier a"))
    await broken_off(opened, Fault(POSTING, broken="after", skip=2), longer, target)
    assert await texts(opened) == ["Eins a", "Zwei a", "Drei a", "Vier a"]
    return target, longer


FAULTS = [
    Fault(EDITING, broken="after", skip=1),
    Fault(EDITING, broken="after", skip=2),
    Fault(DELETING, broken="before"),
    Fault(DELETING, broken="after"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_shorter_correction_that_broke_off_goes_on_to_the_end(fault: Fault) -> None:
    async def scene(opened: MastodonStage) -> None:
        target, longer = await lengthened(opened)
        shorter = corrected(longer, parts=("Eins b", "Zwei b", "Drei b"))
        await broken_off(opened, replace(fault), shorter, target, longer)
        assert isinstance(await carried_out(opened, shorter, target, longer), Yes)
        assert await texts(opened) == ["Eins b", "Zwei b", "Drei b"]

    play(scene)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("purpose", [Purpose.AMEND, Purpose.WITHDRAW])
def test_what_several_dropped_ones_left_is_found(fault: Fault, purpose: Purpose) -> None:
    async def scene(opened: MastodonStage) -> None:
        target, longer = await lengthened(opened)
        shorter = corrected(longer, parts=("Eins b", "Zwei b", "Drei b"))
        await broken_off(opened, replace(fault), shorter, target, longer)
        last = corrected(longer, parts=("Nur eins",))
        done = await carried_out(opened, last, target, longer, shorter, purpose=purpose)
        assert isinstance(done, Yes)
        assert await texts(opened) == ["Nur eins"] * (purpose is Purpose.AMEND)

    play(scene)


@pytest.mark.parametrize("last", [("Nur eins",), ("Eins c", "Zwei c"), ("1", "2", "3", "4")])
@pytest.mark.parametrize("purpose", [Purpose.AMEND, Purpose.WITHDRAW])
def test_what_a_dropped_correction_took_away_comes_back(
    last: tuple[str, ...], purpose: Purpose
) -> None:
    async def scene(opened: MastodonStage) -> None:
        command = changed(opened.command(), parts=("Eins", "Zwei", "Drei"))
        target = (await opened.connector().publish(opened.access, command)).parts
        shorter = corrected(command, parts=("Eins a",))
        await broken_off(opened, Fault(DELETING, broken="after", skip=1), shorter, target)
        assert await texts(opened) == ["Eins a"]
        longer = corrected(command, parts=("Eins b", "Zwei b", "Drei b"))
        for _ in range(2):  # it is not written down that it went well
            assert isinstance(await carried_out(opened, longer, target, shorter), Yes)
            assert await texts(opened) == ["Eins b", "Zwei b", "Drei b"]
        then = corrected(command, parts=last)
        done = await carried_out(opened, then, target, shorter, longer, purpose=purpose)
        assert isinstance(done, Yes)
        assert await texts(opened) == [*last] * (purpose is Purpose.AMEND)

    play(scene)


@pytest.mark.parametrize("gone", [0, 1])
def test_what_a_dropped_correction_added_is_found_below_a_gap(gone: int) -> None:
    async def scene(opened: MastodonStage) -> None:
        command = changed(opened.command(), parts=("Eins", "Zwei", "Drei"))
        target = (await opened.connector().publish(opened.access, command)).parts
        longer = corrected(command, parts=("Eins", "Zwei", "Drei", "Vier"))
        await broken_off(opened, Fault(POSTING, broken="after"), longer, target)
        await opened.connector().withdraw(opened.access, target[gone : gone + 1])
        done = await carried_out(opened, longer, target, longer, purpose=Purpose.WITHDRAW)
        assert isinstance(done, Yes)
        assert await texts(opened) == []

    play(scene)
