"""Whatever platforms, workers, people and time do: never twice, never lost.

`ANY_ORDER_EXAMPLES=500` tries as many other sequences instead of the few fixed ones.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from ausrufer.channels import registry
from ausrufer.delivery.states import MOVES, State
from tests.conftest import FAKES
from tests.integration.delivery.any_order import AnyOrder

MORE = int(os.environ.get("ANY_ORDER_EXAMPLES", "0"))


pytestmark = pytest.mark.django_db(transaction=True)
GRAPH = {(before, after) for before, every in MOVES.items() for after in every}
REPEATS, LOOKS, BLIND, BY_HAND = range(4)
THREAD = ("Eins", "Zwei", "Drei")


@pytest.fixture(autouse=True)
def _networks(settings: object) -> None:
    settings.AUSRUFER_CONNECTORS = [  # type: ignore[attr-defined]
        *FAKES,
        "tests.integration.delivery.networks.LookingConnector",
        "ausrufer.channels.testing.fake.FakeByHandConnector",
    ]
    registry._connectors.cache_clear()


def test_never_twice_and_never_lost() -> None:
    with moves_noted() as noted:
        run_state_machine_as_test(AnyOrder, settings=_effort())
        assert noted() <= GRAPH


def test_one_walk_makes_every_move_of_the_graph_and_no_other() -> None:
    with moves_noted() as noted:
        walk = AnyOrder()
        walk.begin()
        for steps in (
            _arrives,
            _waits,
            _fails,
            _is_unclear,
            _gets_too_late,
            _is_for_people,
            _breaks,
            _is_corrected,
        ):
            steps(walk)
            walk.never_twice_and_what_is_settled_is_there()
            walk.time_passes()
        walk.teardown()
        assert noted() == GRAPH


def sent(walk: AnyOrder, which: int, *mishaps: str, **more: Any) -> None:
    walk.misbehave(which, list(mishaps))
    order = {"number": 1, "parts": ("Eins",), "urgent": False, "ends": False, **more}
    walk.order({which}, **order)
    walk.work(4)


def _arrives(walk: AnyOrder) -> None:
    sent(walk, REPEATS)
    sent(walk, LOOKS)
    walk.take_the_newest_back()
    walk.work(4)


def _waits(walk: AnyOrder) -> None:
    sent(walk, REPEATS, "busy")
    walk.recall_the_newest()


def _fails(walk: AnyOrder) -> None:
    sent(walk, REPEATS, "refused", "refused")
    walk.try_what_failed_again()
    walk.work(4)
    walk.recall_the_newest()


def _is_unclear(walk: AnyOrder) -> None:
    for mishap, resend in (("after", False), ("before", True), ("before", False)):
        sent(walk, BLIND, f"broken off {mishap}")
        walk.time_passes()
        walk.look_after_what_is_unclear(resend=resend)
        walk.work(4)


def _gets_too_late(walk: AnyOrder) -> None:
    sent(walk, REPEATS, "busy", ends=True)
    walk.it_gets_too_late()
    walk.work(4)


def _is_for_people(walk: AnyOrder) -> None:
    for done in (True, False):
        sent(walk, BY_HAND)
        walk.do_what_is_to_be_done_by_hand(done=done)
    sent(walk, BY_HAND, ends=True)
    walk.it_gets_too_late()
    walk.work(4)
    sent(walk, BY_HAND)
    walk.recall_the_newest()


def _breaks(walk: AnyOrder) -> None:
    """Half of a thread is out, and the rest waits or was refused; then it is taken back."""
    for then in ("busy", "refused"):
        sent(walk, REPEATS, "broken off after", then, parts=THREAD)
        walk.time_passes()
        walk.take_the_newest_back()
        walk.work(4)


def _is_corrected(walk: AnyOrder) -> None:
    """A correction makes a thread longer and breaks off; then another comes, or all goes."""
    for then in (lambda: walk.correct_the_newest(("Neu", "Zwei")), walk.take_the_newest_back):
        sent(walk, REPEATS)
        walk.misbehave_at_corrections(REPEATS, ["broken off late"])
        walk.correct_the_newest(THREAD)
        walk.work(4)
        then()
        walk.time_passes()
        walk.work(4)
        walk.never_twice_and_what_is_settled_is_there()


@contextmanager
def moves_noted() -> Iterator[Callable[[], set[tuple[State, State]]]]:
    """Have the database itself note every move, whoever makes it by which statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE TABLE test_moves (before text, after text, UNIQUE (before, after));
            CREATE FUNCTION test_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF NEW.state <> OLD.state THEN
                INSERT INTO test_moves VALUES (OLD.state, NEW.state) ON CONFLICT DO NOTHING;
              END IF;
              RETURN NULL;
            END $$;
            CREATE TRIGGER test_note AFTER UPDATE ON delivery_delivery
               FOR EACH ROW EXECUTE FUNCTION test_note()
            """
        )

    def noted() -> set[tuple[State, State]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT before, after FROM test_moves")
            return {(State(before), State(after)) for before, after in cursor.fetchall()}

    try:
        yield noted
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER test_note ON delivery_delivery")
            cursor.execute("DROP FUNCTION test_note")
            cursor.execute("DROP TABLE test_moves")


def _effort() -> settings:
    return settings(
        max_examples=MORE or 6,
        stateful_step_count=30 if MORE else 16,
        derandomize=not MORE,
        database=None,
        deadline=None,
        phases=[Phase.generate] if not MORE else list(Phase),
        suppress_health_check=list(HealthCheck),
    )
