"""How a film gets from its upload to being shown."""

import pytest

from ausrufer.library.states import AssetState, states_before

READING, READY, REFUSED = AssetState.READING, AssetState.READY, AssetState.REFUSED


@pytest.mark.parametrize(
    ("state", "before"),
    [(READING, {READY, REFUSED}), (READY, {READING}), (REFUSED, {READING})],
)
def test_a_state_is_reached_from_these_only(state: AssetState, before: set[AssetState]) -> None:
    assert states_before(state) == before
