"""The states of a delivery and the moves between them: pure."""

from enum import IntEnum, StrEnum

from ausrufer.delivery.errors import IllegalMove


class State(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    IN_FLIGHT = "in_flight"
    SETTLED = "settled"
    FAILED = "failed"
    UNCLEAR = "unclear"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    BY_HAND = "by_hand"  # a person has it


class Purpose(StrEnum):
    """What a delivery does on its channel."""

    PUBLISH = "publish"
    AMEND = "amend"
    WITHDRAW = "withdraw"


class Priority(IntEnum):
    """What goes first: lower numbers; a letter comes right behind the newsletter it is of."""

    WARNING = 0
    HASTE = 10
    URGENT = 19  # everything up to here is urgent: it overtakes, and has workers of its own
    ORDINARY = 50
    LEAST = 32_767


HANDED_OVER = "HandedOver"  # the outcome of an attempt that ends at a person
BROKEN_OFF = "BrokenOff"  # of one whose worker is gone, or silent beyond its lease

MOVES: dict[State, frozenset[State]] = {
    # a claim; cancelled before it went; its not-after time passed; taken back, and half was out
    State.WAITING: frozenset({State.IN_FLIGHT, State.WITHDRAWN, State.EXPIRED, State.SETTLED}),
    # the platform's yes; try again later; refused; nobody knows; handed over to a person
    State.IN_FLIGHT: frozenset(
        {State.SETTLED, State.WAITING, State.FAILED, State.UNCLEAR, State.BY_HAND}
    ),
    # done; not done, and why; taken back before; its not-after time passed
    State.BY_HAND: frozenset({State.SETTLED, State.FAILED, State.WITHDRAWN, State.EXPIRED}),
    # found there; certainly not there, so try again; a person says it will not be sent
    State.UNCLEAR: frozenset({State.SETTLED, State.WAITING, State.FAILED}),
    # a person asks for another try; taken back: nothing was out, or half of it
    State.FAILED: frozenset({State.WAITING, State.WITHDRAWN, State.SETTLED}),
    # taken back afterwards
    State.SETTLED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
    State.EXPIRED: frozenset(),
}

OPEN = frozenset({State.WAITING, State.IN_FLIGHT})


def check_move(before: State, after: State) -> None:
    """Raise IllegalMove unless the graph has this move."""
    if after not in MOVES[before]:
        raise IllegalMove(f"{before} -> {after}")
