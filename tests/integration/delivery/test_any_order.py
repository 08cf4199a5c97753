"""Whatever platforms, workers, people and time do: never twice, never lost.

`ANY_ORDER_EXAMPLES=500` tries as many other sequences instead of the few fixed ones.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from ausrufer.channels import registry
from tests.conftest import FAKES
from tests.integration.delivery.any_order import AnyOrder

MORE = int(os.environ.get("ANY_ORDER_EXAMPLES", "0"))


@pytest.mark.django_db(transaction=True)
def test_never_twice_and_never_lost(settings: object) -> None:
    settings.AUSRUFER_CONNECTORS = [  # type: ignore[attr-defined]
        *FAKES,
        "tests.integration.delivery.networks.LookingConnector",
    ]
    registry._connectors.cache_clear()
    run_state_machine_as_test(AnyOrder, settings=_effort())


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
