"""Whatever people, networks and time do: nothing leaves the house that nobody else approved.

`NEVER_UNAPPROVED_EXAMPLES=2000` tries as many other sequences instead of the few fixed ones.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.journeys.unapproved.machine import AnyOrder

MORE = int(os.environ.get("NEVER_UNAPPROVED_EXAMPLES", "0"))


@pytest.mark.django_db(transaction=True)
def test_nothing_unapproved_arrives_in_any_order() -> None:
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=MORE or 12,
            stateful_step_count=40 if MORE else 25,
            derandomize=not MORE,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
