"""Sweeps over several towns: none holds two journals, none stops for another's misfortune."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from ausrufer.channels.testing import FakePlatform
from ausrufer.delivery import sweep as sweeping
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import State
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations
from ausrufer.records.actor import Actor
from tests.conftest import Town
from tests.engine_steps import sweep
from tests.integration.delivery.orders import order, states

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_network() -> None:
    FakePlatform.named("netz").forget()


@pytest.fixture
def late(town: Town, neighbour: Town) -> tuple[Town, Town]:
    """Two towns whose messages were ordered alternately and are too late by now."""
    towns = (town, neighbour)
    channels = [one.channel("netz") for one in towns]
    for _ in range(2):
        for whose, channel in zip(towns, channels, strict=True):
            order(whose, channel)
    with across_organisations(reason="time passes"):
        Delivery.objects.update(not_after=now() - timedelta(seconds=1))
    return towns


def test_no_sweep_holds_the_journals_of_two_towns(
    late: tuple[Town, Town], monkeypatch: pytest.MonkeyPatch
) -> None:
    written, record = defaultdict(set), sweeping.record

    def noted(kind: str, *, actor: Actor, **told: Any) -> None:
        record(kind, actor=actor, **told)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text")
            written[cursor.fetchone()[0]].add(actor.organisation_id)

    monkeypatch.setattr(sweeping, "record", noted)
    sweep(alive=uuid4())
    assert [states(one) for one in late] == [[State.EXPIRED] * 2] * 2
    assert sorted(map(sorted, written.values())) == sorted([one.organisation.pk] for one in late)


def test_a_deadlock_in_one_town_neither_raises_nor_keeps_another_waiting(
    late: tuple[Town, Town], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = late
    record = sweeping.record

    def refused(kind: str, *, actor: Actor, **told: Any) -> None:
        if actor.organisation_id == ours.organisation.pk:
            raise OperationalError("deadlock detected")
        record(kind, actor=actor, **told)

    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "record", refused)
        sweep(alive=uuid4())
    assert (states(ours), states(theirs)) == ([State.WAITING] * 2, [State.EXPIRED] * 2)
    sweep(alive=uuid4())
    assert states(ours) == [State.EXPIRED] * 2


def test_a_town_that_is_swept_by_somebody_is_left_to_them(
    late: tuple[Town, Town], monkeypatch: pytest.MonkeyPatch
) -> None:
    record, seen, alone = sweeping.record, [], iter([True])

    def meanwhile(kind: str, **told: Any) -> None:
        record(kind, **told)
        if next(alone, False):
            with ThreadPoolExecutor(1) as aside:
                aside.submit(_aside).result(60)
            seen.extend(states(one) for one in late)

    def _aside() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = 10")  # whoever waited would fail
                sweep(alive=uuid4())
        finally:
            connection.close()  # this thread's own

    monkeypatch.setattr(sweeping, "record", meanwhile)
    sweep(alive=uuid4())
    assert seen == [[State.EXPIRED, State.WAITING], [State.EXPIRED] * 2]
    assert [states(one) for one in late] == [[State.EXPIRED] * 2] * 2
