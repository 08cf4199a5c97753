"""The state graph: every move that is not named is illegal."""

import itertools

import pytest

from ausrufer.delivery.errors import IllegalMove
from ausrufer.delivery.states import MOVES, State, check_move

ENDS = {State.WITHDRAWN, State.EXPIRED}


@pytest.mark.parametrize(("before", "after"), itertools.product(State, State))
def test_only_named_moves(before: State, after: State) -> None:
    if after in MOVES[before]:
        check_move(before, after)
    else:
        with pytest.raises(IllegalMove):
            check_move(before, after)


def test_what_is_out_can_only_be_taken_back_and_ends_are_ends() -> None:
    assert {state for state in State if not MOVES[state]} == ENDS
    assert MOVES[State.SETTLED] == {State.WITHDRAWN}


def test_nothing_unclear_is_sent_again_without_an_answer() -> None:
    """The only way back into flight leads over waiting, and that needs an answer or a person."""
    assert State.IN_FLIGHT not in MOVES[State.UNCLEAR]
    assert {state for state in State if State.IN_FLIGHT in MOVES[state]} == {State.WAITING}


def test_what_a_person_has_in_hand_is_never_sent_by_the_house_as_well() -> None:
    assert {state for state in State if State.BY_HAND in MOVES[state]} == {State.IN_FLIGHT}
    assert MOVES[State.BY_HAND] == {
        State.SETTLED,
        State.FAILED,
        State.WITHDRAWN,
        State.EXPIRED,
    }
