"""The states of a subscription and the moves between them: pure."""

from enum import StrEnum

from ausrufer.subscriptions.errors import IllegalMove


class State(StrEnum):
    """Where a subscription stands."""

    PENDING = "pending"  # asked for; deleted if nobody proves in time that the address is theirs
    CONFIRMED = "confirmed"  # proven by the link in the letter; only these get the newsletter
    ENDED = "ended"  # the address is erased


MOVES: dict[State, frozenset[State]] = {
    State.PENDING: frozenset({State.CONFIRMED}),
    State.CONFIRMED: frozenset({State.ENDED}),
    State.ENDED: frozenset(),  # who comes back asks anew and proves the address anew
}


def check_move(before: State, after: State) -> None:
    """Raise IllegalMove unless the graph has this move."""
    if after not in MOVES[before]:
        raise IllegalMove(f"{before} -> {after}")
