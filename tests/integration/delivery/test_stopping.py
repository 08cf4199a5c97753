"""How a worker ends: in order, with nothing left behind, or at once where it hears nobody."""

import asyncio
import threading
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from psycopg import OperationalError

from ausrufer.channels.contract import Surroundings
from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery import engine as engines
from ausrufer.delivery.claim import Claimed
from ausrufer.delivery.engine import Engine
from ausrufer.delivery.spread import WAKE
from ausrufer.delivery.states import Priority, State
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.wake import Listener
from tests.conftest import Town
from tests.integration.delivery.orders import order, states

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60  # nothing takes so long: a test that waits for it has failed


@pytest.fixture(autouse=True)
def _empty_network() -> None:
    FakePlatform.named("netz").forget()


def test_what_was_claimed_in_the_moment_of_the_stop_is_carried_out(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed, go_on, claim = threading.Event(), threading.Event(), engines.claim

    def slow(**how: Any) -> Claimed:
        got = claim(**how)
        claimed.set()
        go_on.wait(PATIENCE)
        return got

    order(town, town.channel("netz"), priority=Priority.WARNING)
    monkeypatch.setattr(engines, "claim", slow)

    async def work() -> None:
        async with (
            GuardedClient(settings.HTTP_POLICY) as http,
            Engine(Surroundings(http, settings.PUBLIC_FOLDER)) as engine,
        ):
            watching = asyncio.ensure_future(engine._claim_aside())
            assert await asyncio.to_thread(claimed.wait, PATIENCE)
            watching.cancel()
            await asyncio.wait({watching})
            go_on.set()

    asyncio.run(work())
    assert states(town) == [State.SETTLED]
    assert len(FakePlatform.named("netz").copies) == 1


def test_what_goes_wrong_while_claiming_aside_ends_the_worker(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        async with (
            GuardedClient(settings.HTTP_POLICY) as http,
            Engine(Surroundings(http, settings.PUBLIC_FOLDER)) as engine,
        ):
            with pytest.raises(ZeroDivisionError):
                await engine._claim_aside()
            with pytest.raises(ZeroDivisionError):
                await engine.turn()

    def broken(**_: Any) -> Claimed:
        raise ZeroDivisionError

    monkeypatch.setattr(engines, "claim", broken)
    asyncio.run(work())


def test_a_worker_that_hears_nobody_any_more_ends() -> None:
    async def work() -> None:
        async with GuardedClient(settings.HTTP_POLICY) as http:
            engine = Engine(Surroundings(http, settings.PUBLIC_FOLDER))
            running = asyncio.ensure_future(engine.run())
            while not await asyncio.to_thread(_cut_off_listeners):
                assert not running.done()
            with pytest.raises(OperationalError):
                await asyncio.wait_for(running, PATIENCE)

    asyncio.run(work())


def test_a_listener_that_is_cut_off_while_it_waits_says_so() -> None:
    async def listen() -> None:
        async with Listener(WAKE) as listener:
            hearing = asyncio.ensure_future(listener.heard())
            await asyncio.to_thread(_cut_off_listeners)
            with pytest.raises(OperationalError):
                await asyncio.wait_for(hearing, PATIENCE)

    asyncio.run(listen())


def _cut_off_listeners() -> int:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query LIKE 'LISTEN%%' AND state = 'idle'"
            )
            return len(cursor.fetchall())
    finally:
        connection.close()  # this thread's own
