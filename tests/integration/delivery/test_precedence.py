"""A busy worker: what is urgent passes what was claimed before it. No clock decides."""

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

import pytest
from django.conf import settings
from django.db import connection

from ausrufer.channels import registry
from ausrufer.channels.contract import Surroundings
from ausrufer.channels.testing import FakePlatform, Mishap
from ausrufer.delivery.database import DatabaseThread
from ausrufer.delivery.engine import Engine
from ausrufer.delivery.precedence import KEPT_FOR_URGENT, SLOTS, Turn
from ausrufer.delivery.states import Priority, State
from ausrufer.foundation.http import GuardedClient
from tests.conftest import FAKES, Town
from tests.integration.delivery.orders import order, states

Result = TypeVar("Result")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_networks(settings: object) -> None:
    wide = "tests.integration.delivery.networks.OpenConnector"
    settings.AUSRUFER_CONNECTORS = [*FAKES, wide]  # type: ignore[attr-defined]
    registry._connectors.cache_clear()
    for name in ("netz", "zweites"):
        FakePlatform.named(name).forget()


def test_the_thread_serves_what_is_urgent_first() -> None:
    served: list[str] = []
    asyncio.run(_serve(served))
    assert served == ["first", "urgent", "answer", "ordinary", "later"]


async def _serve(served: list[str]) -> None:
    database, busy, go_on = DatabaseThread("test"), threading.Event(), threading.Event()

    def first() -> None:
        busy.set()
        go_on.wait(timeout=60)
        served.append("first")

    def noting(word: str) -> Callable[[], None]:
        return lambda: served.append(word)

    asked = [asyncio.ensure_future(database.do(Turn.PREPARE, first))]
    await asyncio.to_thread(busy.wait, 60)
    for turn, word in (
        (Turn.PREPARE, "ordinary"),
        (Turn.PREPARE, "later"),
        (Turn.SETTLE, "answer"),
        (Turn.URGENT, "urgent"),
    ):
        asked.append(asyncio.ensure_future(database.do(turn, noting(word))))
    await asyncio.sleep(0)  # let all of them stand in line
    go_on.set()
    await asyncio.gather(*asked)
    await database.close()


def test_what_goes_wrong_in_the_thread_reaches_who_asked() -> None:
    async def ask() -> None:
        database = DatabaseThread("test")
        with pytest.raises(ZeroDivisionError):
            await database.do(Turn.UPKEEP, lambda: 1 // 0)
        assert await database.do(Turn.UPKEEP, lambda: 7) == 7
        await database.close()

    asyncio.run(ask())


def test_a_worker_full_of_ordinary_calls_still_takes_a_warning(town: Town) -> None:
    slow, other = town.channel("netz", "open"), town.channel("zweites")
    held = threading.Event()
    FakePlatform.named("netz").script("publish", *[Mishap(held=held)] * SLOTS)
    order(town, slow, number=SLOTS + 5)

    def warn() -> None:
        order(town, other, priority=Priority.WARNING)

    seen = asyncio.run(_full_turns(town, held, warn))
    assert seen == [State.SETTLED]
    assert set(states(town)) == {State.SETTLED}


def test_claims_at_once_take_no_more_than_there_are_places(town: Town) -> None:
    held = threading.Event()
    number = 2 * (SLOTS + KEPT_FOR_URGENT)
    FakePlatform.named("netz").script("publish", *[Mishap(held=held)] * number)
    order(town, town.channel("netz", "open"), number=number, priority=Priority.WARNING)
    asyncio.run(_three_claims(held))
    assert states(town) == [State.SETTLED] * number
    assert len(FakePlatform.named("netz").copies) == number


async def _three_claims(held: threading.Event) -> None:
    async with (
        GuardedClient(settings.HTTP_POLICY) as http,
        Engine(Surroundings(http, settings.PUBLIC_FOLDER)) as engine,
    ):
        turns = (Turn.UPKEEP, Turn.URGENT, Turn.URGENT)
        claimed = await asyncio.gather(*[engine._claim(turn) for turn in turns])
        assert sum(len(one.claims) for one in claimed) == SLOTS + KEPT_FOR_URGENT
        held.set()
        await engine.finish()
        while await engine.turn():
            await engine.finish()


def _aside(work: Callable[[], Result]) -> Result:
    try:
        return work()
    finally:
        connection.close()  # this thread's own


async def _full_turns(town: Town, held: threading.Event, warn: Callable[[], object]) -> list[str]:
    async with (
        GuardedClient(settings.HTTP_POLICY) as http,
        Engine(Surroundings(http, settings.PUBLIC_FOLDER)) as engine,
    ):
        while len(engine._running) < SLOTS:
            await engine.turn()
        await asyncio.to_thread(_aside, warn)
        await engine.turn()
        await asyncio.gather(*engine._urgent)
        seen = await asyncio.to_thread(_aside, lambda: states(town))
        held.set()
        await engine.finish()
        while await engine.turn():
            await engine.finish()
    return seen[-1:]
